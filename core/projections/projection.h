// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/projections/fact.h"
#include "core/projections/row_table.h"
#include "core/projections/shelf.h"

#include <QStringList>
#include <memory>

namespace replay::projections {

/// A projection at work: it turns facts into the rows of its own tables, in memory first. All that it looks up it has drawn
/// from the log itself, so its rows are a function of the log up to its position and of nothing else.
class Projection {
public:
    virtual ~Projection() = default;

    /// Takes one event. Errors are the engine's; data that is not as it should be shows in fact.data.good(), and then no row
    /// was changed.
    virtual Status apply(Fact& fact) = 0;
    /// Writes what changed; the caller has a transaction open and writes the checkpoint in it.
    virtual Status flush() = 0;
    virtual void forget() = 0;
    virtual std::size_t held() const = 0;    ///< rows in memory
    virtual std::int64_t added() const = 0;  ///< rows of the main table made since the last flush
    /// For a projection that is never flushed: what each event does to the rows. See RowTable.
    virtual void trace() = 0;
    virtual QList<RowChange> takeChanges() = 0;
};

/// What the platform knows of a projection without running it.
struct ProjectionKind {
    QString name;  ///< also its main table
    QStringList tables;
    QStringList keyColumns;
    EventKinds wants;
    Touches (*touches)(Fact& fact) = nullptr;  ///< reads the data as far as it is readable
    std::function<std::unique_ptr<Projection>(const Target&)> make;
    std::function<Result<api::RowSet>(storage::Database&, const QVariantList& afterKey, int limit)> window;
    std::function<Result<api::RowSet>(storage::Database&, const QString& table, const QString& key)> row;
    std::function<Status(storage::Database& live, storage::Database& expected, api::ProjectionCheck&)> compare;
};

/// All projections, in the order in which they are listed.
const QList<ProjectionKind>& projectionKinds();
/// Null where there is none of this name.
const ProjectionKind* projectionKind(const QString& name);
/// The one that draws this table, its main one or another; null where there is none.
const ProjectionKind* projectionOfTable(const QString& table);
/// The error for a name that is no projection's: it lists those that are.
base::Error noSuchProjection(const QString& name);

/// Holds the tables of a projection; the first is the one that is shown.
template <typename Main, typename... Others>
class TableProjection : public Projection {
public:
    explicit TableProjection(const Target& target) : m_main(target), m_others(RowTable<Others>(target)...) {}

    Status flush() override
    {
        REPLAY_TRY(m_main.flush());
        Status flushed;
        std::apply([&](auto&... each) { ((flushed = flushed ? each.flush() : flushed), ...); }, m_others);
        return flushed;
    }
    void forget() override
    {
        m_main.forget();
        std::apply([](auto&... each) { (each.forget(), ...); }, m_others);
    }
    std::size_t held() const override
    {
        return std::apply([&](const auto&... each) { return (m_main.held() + ... + each.held()); }, m_others);
    }
    std::int64_t added() const override { return m_main.added(); }
    void trace() override
    {
        m_main.trace();
        std::apply([](auto&... each) { (each.trace(), ...); }, m_others);
    }
    QList<RowChange> takeChanges() override
    {
        QList<RowChange> changes;
        m_main.takeChanges(changes);
        std::apply([&](auto&... each) { (each.takeChanges(changes), ...); }, m_others);
        return changes;
    }

    /// The description of a projection class derived from this.
    template <typename Derived>
    static ProjectionKind describe()
    {
        ProjectionKind kind;
        kind.name = RowTable<Main>::table();
        kind.tables = QStringList{RowTable<Main>::table(), RowTable<Others>::table()...};
        kind.keyColumns = QStringList{QString::fromLatin1(RowTable<Main>::keyName())};
        kind.wants = Derived::wants();
        kind.touches = &Derived::touches;
        kind.make = [](const Target& target) { return std::make_unique<Derived>(target); };
        kind.window = &RowTable<Main>::window;
        kind.row = [](storage::Database& database, const QString& table, const QString& key) -> Result<api::RowSet> {
            Result<api::RowSet> found = api::RowSet();
            const auto look = [&]<typename Each>() {
                if (Each::table() == table)
                    found = Each::row(database, key);
            };
            look.template operator()<RowTable<Main>>();
            (look.template operator()<RowTable<Others>>(), ...);
            return found;
        };
        kind.compare = [](storage::Database& live, storage::Database& expected, api::ProjectionCheck& check) -> Status {
            REPLAY_TRY(RowTable<Main>::compare(live, expected, check));
            Status compared;
            ((compared = compared ? RowTable<Others>::compare(live, expected, check) : compared), ...);
            return compared;
        };
        return kind;
    }

protected:
    template <typename RowType>
    RowTable<RowType>& table()
    {
        return std::get<RowTable<RowType>>(m_others);
    }
    RowTable<Main>& rows() { return m_main; }

private:
    RowTable<Main> m_main;
    std::tuple<RowTable<Others>...> m_others;
};

}  // namespace replay::projections
