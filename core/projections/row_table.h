// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/api/values.h"
#include "core/projections/column.h"
#include "core/storage/database.h"

#include <QHash>
#include <optional>
#include <string>
#include <tuple>
#include <unordered_map>
#include <vector>

namespace replay::projections {

using base::Result;
using base::Status;

/// Where the tables of a projection are: which database, and with which suffix to their names ("" or "__rebuild").
struct Target {
    storage::Database& database;
    QString suffix;
    bool empty = false;  ///< nothing was ever written there: what is not in memory does not exist
};
inline constexpr QLatin1StringView rebuildSuffix{"__rebuild"};

/// One row as it was and as it is; no cells before: it was made.
struct RowChange {
    QString table;
    QString key;
    QStringList columns;
    QVariantList before;
    QVariantList after;
};

/// The rows of one table, written behind: changed in memory as plain structs, and written with one prepared upsert each when
/// the batch ends. That is what makes a rebuild fast (folding in memory instead of writing per event).
///
/// RowType names its table, and its columns, the key first:
///     static constexpr const char* table; static constexpr auto columns = std::make_tuple(column("id", &RowType::id), …);
template <typename RowType>
class RowTable {
public:
    using Key = std::remove_cvref_t<decltype(std::declval<RowType>().*(std::get<0>(RowType::columns).member))>;

    explicit RowTable(const Target& target)
        : m_database(target.database),
          m_name(tableName(target.suffix)),
          m_empty(target.empty),
          m_whole(target.empty)
    {
        const std::string& name = m_name;
        std::string list;
        std::string marks;
        std::string updates;
        forEachColumn([&](const auto& each) {
            list += (list.empty() ? "" : ", ") + std::string(each.name);
            updates += marks.empty() ? std::string() : (updates.empty() ? "" : ", ") + std::string(each.name) + " = excluded." + each.name;
            marks += marks.empty() ? "?" : ", ?";
        });
        m_select = "SELECT " + list + " FROM " + name + " WHERE " + keyName() + " = ?";
        m_upsert =
            "INSERT INTO " + name + " (" + list + ") VALUES (" + marks + ") ON CONFLICT (" + keyName() + ") DO UPDATE SET " + updates;
    }

    static QString table() { return QString::fromLatin1(RowType::table); }
    static const char* keyName() { return std::get<0>(RowType::columns).name; }

    /// The row as it is; null where there is none. Valid until forget().
    Result<const RowType*> find(const Key& key)
    {
        REPLAY_ASSIGN(const Entry* entry, look(key));
        return entry ? &entry->row : nullptr;
    }
    /// The row to be changed; null where there is none.
    Result<RowType*> edit(const Key& key)
    {
        REPLAY_ASSIGN(Entry * entry, look(key));
        return entry ? &touched(*entry) : nullptr;
    }
    /// The row to be changed, made where there is none.
    Result<RowType*> obtain(const Key& key)
    {
        REPLAY_ASSIGN(Entry * entry, look(key));
        if (!entry) {
            entry = &m_rows[key];
            entry->row.*(std::get<0>(RowType::columns).member) = key;
            ++m_added;
            if (m_tracing)
                m_before.emplace(key, std::nullopt);
        }
        return &touched(*entry);
    }

    /// The keys of all rows with this value in a column (one that has an index, and that never changes in a row).
    template <typename Value>
    Result<std::vector<Key>> keysWhere(Value RowType::*member, const Value& value)
    {
        std::vector<Key> keys;
        for (const auto& [key, entry] : m_rows) {
            if (entry.row.*member == value)
                keys.push_back(key);
        }
        if (m_whole)
            return keys;
        std::string select = "SELECT " + std::string(keyName()) + " FROM " + m_name + " WHERE ";
        forEachColumn([&](const auto& each) {
            if constexpr (std::is_same_v<decltype(each.member), Value RowType::*>) {
                if (each.member == member)
                    select += std::string(each.name) + " = ?";
            }
        });
        REPLAY_TRY(m_database.each(select, storage::bind(value), [&](const storage::Row& row) {
            const Key key = readCell<Key>(row, 0);
            if (!m_rows.contains(key))
                keys.push_back(key);
        }));
        return keys;
    }

    /// Writes what changed. The caller has a transaction open.
    Status flush()
    {
        m_empty = m_empty && m_dirty.empty();
        for (Entry* entry : m_dirty) {
            REPLAY_TRY(std::apply([&](const auto&... each) { return m_database.run(m_upsert, stored(entry->row.*(each.member))...); },
                                  RowType::columns));
            entry->dirty = false;
        }
        m_dirty.clear();
        m_added = 0;
        return {};
    }
    /// Drops what is in memory: after a failed write, or to bound the memory once all is written.
    void forget()
    {
        m_rows.clear();
        m_dirty.clear();
        m_added = 0;
        m_whole = m_empty;
    }
    std::size_t held() const { return m_rows.size(); }
    /// From now on the first change of each row since the last call of takeChanges keeps what the row was before.
    void trace() { m_tracing = true; }
    /// What changed since the last call (where it is traced), in place of writing it. Rows that are as before are left out.
    void takeChanges(QList<RowChange>& changes)
    {
        for (Entry* entry : m_dirty) {
            entry->dirty = false;
            const Key& key = entry->row.*(std::get<0>(RowType::columns).member);
            const auto before = m_before.find(key);
            if (before == m_before.end())
                continue;
            RowChange change{table(), shown(key).toString(), shownColumns(), {}, cells(entry->row)};
            if (before->second)
                change.before = cells(*before->second);
            if (change.before != change.after)
                changes.append(std::move(change));
        }
        m_dirty.clear();
        m_before.clear();
    }
    /// Rows made since the last flush.
    std::int64_t added() const { return m_added; }

    // — answers —
    static QStringList shownColumns()
    {
        QStringList names;
        forEachColumn([&](const auto& each) {
            if (!each.hidden)
                names.append(QString::fromLatin1(each.name));
        });
        return names;
    }
    /// "product_id, name, …": all columns, in the order that `rowFrom` reads.
    static std::string columnList()
    {
        std::string list;
        forEachColumn([&](const auto& each) { list += (list.empty() ? "" : ", ") + std::string(each.name); });
        return list;
    }
    static RowType rowFrom(const storage::Row& source)
    {
        RowType row;
        int at = 0;
        forEachColumn([&](const auto& each) {
            using Value = std::remove_cvref_t<decltype(row.*(each.member))>;
            row.*(each.member) = readCell<Value>(source, at++);
        });
        return row;
    }
    static QVariantList cells(const RowType& row)
    {
        QVariantList cells;
        forEachColumn([&](const auto& each) {
            if (!each.hidden)
                cells.append(shown(row.*(each.member)));
        });
        return cells;
    }
    /// The next rows in the order of the key. Windows only.
    static Result<api::RowSet> window(storage::Database& database, const QVariantList& afterKey, int limit)
    {
        api::RowSet set{shownColumns(), {}};
        const auto take = [&](const storage::Row& row) { set.rows.append(cells(rowFrom(row))); };
        const std::string from = "SELECT " + columnList() + " FROM " + RowType::table;
        const std::string order = std::string(" ORDER BY ") + keyName() + " LIMIT ?";
        if (afterKey.isEmpty()) {
            REPLAY_TRY(database.each(from + order, storage::bind(limit), take));
            return set;
        }
        const Key after = keyFrom<Key>(afterKey.first());
        REPLAY_TRY(database.each(from + " WHERE " + keyName() + " > ?" + order, storage::bind(after, limit), take));
        return set;
    }
    /// The row with this key; no row where there is none.
    static Result<api::RowSet> row(storage::Database& database, const QString& key)
    {
        api::RowSet set{shownColumns(), {}};
        REPLAY_TRY(database.each("SELECT " + columnList() + " FROM " + RowType::table + " WHERE " + keyName() + " = ?",
                                 storage::bind(keyFrom<Key>(key)),
                                 [&](const storage::Row& source) { set.rows.append(cells(rowFrom(source))); }));
        return set;
    }
    /// Compares this table in two databases, row by row in the order of the key.
    static Status compare(storage::Database& live, storage::Database& expected, api::ProjectionCheck& check);

    template <typename Visit>
    static void forEachColumn(Visit&& visit)
    {
        std::apply([&](const auto&... each) { (visit(each), ...); }, RowType::columns);
    }

private:
    struct Entry {
        RowType row;
        bool dirty = false;
    };
    struct KeyHash {
        std::size_t operator()(const Key& key) const { return qHash(key, 0); }
    };

    static std::string tableName(const QString& suffix) { return RowType::table + suffix.toStdString(); }

    Result<Entry*> look(const Key& key)
    {
        if (const auto known = m_rows.find(key); known != m_rows.end())
            return &known->second;
        if (m_whole)
            return nullptr;
        Entry* found = nullptr;
        REPLAY_TRY(m_database.each(m_select, storage::bind(key), [&](const storage::Row& row) {
            found = &m_rows[key];
            found->row = rowFrom(row);
        }));
        return found;
    }
    RowType& touched(Entry& entry)
    {
        if (!entry.dirty) {
            if (m_tracing)
                m_before.try_emplace(entry.row.*(std::get<0>(RowType::columns).member), entry.row);
            entry.dirty = true;
            m_dirty.push_back(&entry);
        }
        return entry.row;
    }

    storage::Database& m_database;
    std::string m_name;
    std::string m_select;
    std::string m_upsert;
    std::unordered_map<Key, Entry, KeyHash> m_rows;
    std::vector<Entry*> m_dirty;  ///< in the order of their first change
    std::int64_t m_added = 0;
    bool m_empty;  ///< the table has no rows
    bool m_tracing = false;
    std::unordered_map<Key, std::optional<RowType>, KeyHash> m_before;  ///< of the dirty rows, where it is traced; empty: made
    bool m_whole;                                                       ///< every row there is stands in m_rows
};

template <typename RowType>
Status RowTable<RowType>::compare(storage::Database& live, storage::Database& expected, api::ProjectionCheck& check)
{
    constexpr int pageSize = 1'000;
    struct Walk {
        storage::Database& database;
        std::vector<RowType> page;
        std::size_t at = 0;
        bool begun = false;

        /// The row at hand, or null at the end. Pages by key, so that no statement stays open.
        Result<const RowType*> row()
        {
            if (at < page.size())
                return &page[at];
            if (begun && page.size() < pageSize)
                return nullptr;
            const std::string from = "SELECT " + columnList() + " FROM " + RowType::table;
            const std::string order = std::string(" ORDER BY ") + keyName() + " LIMIT 1000";
            std::vector<RowType> next;
            const auto take = [&](const storage::Row& each) { next.push_back(rowFrom(each)); };
            if (begun) {
                const Key after = page.back().*(std::get<0>(RowType::columns).member);
                REPLAY_TRY(database.each(from + " WHERE " + keyName() + " > ?" + order, storage::bind(after), take));
            } else {
                REPLAY_TRY(database.each(from + order, storage::bind(), take));
            }
            begun = true;
            page = std::move(next);
            at = 0;
            return page.empty() ? nullptr : &page[0];
        }
    };
    const auto note = [&](const RowType& row, const QString& columnName, const QString& liveText, const QString& expectedText) {
        if (check.differences.size() < api::ProjectionCheck::differencesMax)
            check.differences.append({shown(row.*(std::get<0>(RowType::columns).member)).toString(), columnName, liveText, expectedText});
    };
    const auto wholeRow = [](const RowType& row) {
        QStringList texts;
        for (const QVariant& cell : cells(row))
            texts.append(cell.toString());
        return texts.join(QStringLiteral(" | "));
    };
    Walk left{live, {}};
    Walk right{expected, {}};
    for (;;) {
        REPLAY_ASSIGN(const RowType* a, left.row());
        REPLAY_ASSIGN(const RowType* b, right.row());
        if (!a && !b)
            return {};
        ++check.rowsCompared;
        constexpr auto key = std::get<0>(RowType::columns).member;
        const bool onlyLive = a && (!b || stored(a->*key) < stored(b->*key));
        const bool onlyExpected = b && (!a || stored(b->*key) < stored(a->*key));
        if (onlyLive || onlyExpected) {
            ++check.differing;
            if (onlyLive)
                note(*a, table(), wholeRow(*a), {});
            else
                note(*b, table(), {}, wholeRow(*b));
        } else {
            bool same = true;
            forEachColumn([&](const auto& each) {
                if (stored(a->*(each.member)) == stored(b->*(each.member)))
                    return;
                same = false;
                note(*a, QString::fromLatin1(each.name), shown(a->*(each.member)).toString(), shown(b->*(each.member)).toString());
            });
            check.differing += same ? 0 : 1;
        }
        left.at += onlyExpected ? 0 : 1;
        right.at += onlyLive ? 0 : 1;
    }
}

}  // namespace replay::projections
