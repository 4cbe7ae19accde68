// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/base/random.h"
#include "core/commands/table_rows.h"
#include "core/events/event_store.h"

#include <QStringList>

namespace replay::domain {

/// Compares a service's tables with the folds of its streams, one stream at a time, and says what differs. Or, without comparing,
/// tells what it would expect of one stream after each of its events.
class TableCheck {
public:
    TableCheck(storage::Database& database, qint64& checked) : m_database(database), m_store(database), m_checked(checked) {}
    TableCheck(storage::Database& database, const QUuid& aggregateId, commands::TellTables tell)
        : m_database(database),
          m_store(database),
          m_checked(m_unchecked),
          m_only(aggregateId),
          m_tell(std::move(tell))
    {
    }

    /// Folds every stream of a type and shows each state.
    template <typename State, typename Visit>
    base::Status eachState(const QString& aggregateType, Visit&& visit);

    /// Compares what `select` (one question mark: the aggregate's id as text) finds with the rows the fold expects, in order.
    /// Cells are compared as texts; a null text is NULL. `name` is what a person knows the aggregate by.
    base::Status compareRows(const char* table, std::string_view select, const QUuid& id, const QString& name,
                             const QList<QStringList>& expected);

    /// Finds rows of a table that belong to no stream. `selectIds` answers one column of ids.
    base::Status findOrphans(const char* table, std::string_view selectIds, const std::function<QUuid(const QUuid&)>& streamOf = {});

    void report(const QString& difference);
    QStringList differences() const { return m_differences; }
    bool isFull() const { return m_differences.size() >= differencesMax; }

    /// So many differences are told; one more line says that there are others.
    static constexpr int differencesMax = 100;

private:
    template <typename State, typename Visit>
    base::Status tellStates(const QString& aggregateType, Visit&& visit);
    base::Result<bool> isOfType(const QString& aggregateType);

    storage::Database& m_database;
    events::EventStore m_store;
    qint64 m_unchecked = 0;
    qint64& m_checked;
    QStringList m_differences;
    QUuid m_only;
    commands::TellTables m_tell;
    QList<commands::TableRows> m_expected;  ///< of the state at hand, where it is told
};

template <typename State, typename Visit>
base::Status TableCheck::tellStates(const QString& aggregateType, Visit&& visit)
{
    REPLAY_ASSIGN(const bool mine, isOfType(aggregateType));
    if (!mine)
        return {};
    State state;
    base::Status inner;
    REPLAY_TRY(m_store.getEvents(m_only, 0, 0, [&](const events::Event& event) {
        state.evolve(event);
        m_expected.clear();
        inner = visit(m_only, std::as_const(state));
        return inner.has_value() && m_tell(event, m_expected);
    }));
    return inner;
}

template <typename State, typename Visit>
base::Status TableCheck::eachState(const QString& aggregateType, Visit&& visit)
{
    if (m_tell)
        return tellStates<State>(aggregateType, std::forward<Visit>(visit));
    base::Status inner;
    REPLAY_TRY(m_database.each("SELECT aggregate_id FROM streams WHERE aggregate_type = ? ORDER BY stream", storage::bind(aggregateType),
                               [&](const storage::Row& row) {
                                   const QUuid id = row.id(0);
                                   State state;
                                   inner = m_store.getEvents(id, 0, 0, [&](const events::Event& event) {
                                       state.evolve(event);
                                       return true;
                                   });
                                   if (inner)
                                       inner = visit(id, std::as_const(state));
                                   return inner.has_value() && !isFull();
                               }));
    return inner;
}

/// Cells as compareRows wants them.
inline QString cell(const QUuid& id) { return id.isNull() ? QString() : base::idText(id); }
inline QString cell(base::ModelTime at) { return at.toString(); }
inline QString cell(base::Money amount) { return amount.toString(); }
inline QString cell(std::int64_t number) { return QString::number(number); }
inline QString cell(bool flag) { return flag ? QStringLiteral("1") : QStringLiteral("0"); }
inline QString cell(const QJsonObject& object) { return QString::fromUtf8(base::jsonBytes(object)); }
inline QString cell(const QString& text) { return text; }

}  // namespace replay::domain
