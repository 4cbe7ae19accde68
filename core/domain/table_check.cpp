// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/table_check.h"

#include <QVariant>

namespace replay::domain {
namespace {

QString shown(const QString& text) { return text.isNull() ? QStringLiteral("nothing") : QString(u'"' + text.left(80) + u'"'); }

}  // namespace

void TableCheck::report(const QString& difference)
{
    if (m_differences.size() < differencesMax)
        m_differences << difference;
    else if (m_differences.size() == differencesMax)
        m_differences << QStringLiteral("there are more differences; these are the first %1").arg(differencesMax);
}

base::Status TableCheck::compareRows(const char* table, std::string_view select, const QUuid& id, const QString& name,
                                     const QList<QStringList>& expected)
{
    if (m_tell) {
        m_expected.append({table, select, id, expected});
        return {};
    }
    const QString who = QStringLiteral("%1 of %2 (%3)").arg(QLatin1StringView(table), base::idText(id), name);
    qsizetype at = 0;
    REPLAY_TRY(m_database.each(select, storage::bind(base::idText(id)), [&](const storage::Row& row) {
        if (at < expected.size()) {
            for (int column = 0; column < row.columns(); ++column) {
                const bool nothing = row.isNull(column);
                const QString kept = nothing ? QString() : row.text(column);
                const QString& folded = expected.at(at).at(column);
                if (kept != folded || nothing != folded.isNull())
                    report(QStringLiteral("%1: row %2 has %3 = %4 where its events give %5")
                               .arg(who)
                               .arg(at + 1)
                               .arg(row.columnName(column), shown(kept), shown(folded)));
            }
        }
        ++at;
    }));
    m_checked += std::max(at, expected.size());
    if (at != expected.size())
        report(QStringLiteral("%1: %2 rows where its events give %3").arg(who).arg(at).arg(expected.size()));
    return {};
}

base::Status TableCheck::findOrphans(const char* table, std::string_view selectIds, const std::function<QUuid(const QUuid&)>& streamOf)
{
    if (m_tell)
        return {};
    base::Status inner;
    REPLAY_TRY(m_database.each(selectIds, storage::bind(), [&](const storage::Row& row) {
        const QUuid id = row.id(0);
        const base::Result<int> version = m_store.versionOf(streamOf ? streamOf(id) : id);
        if (!version) {
            inner = version.error();
            return false;
        }
        if (*version == 0)
            report(QStringLiteral("%1: a row of %2, which has no events").arg(QLatin1StringView(table), base::idText(id)));
        return !isFull();
    }));
    return inner;
}

base::Result<bool> TableCheck::isOfType(const QString& aggregateType)
{
    REPLAY_ASSIGN(const std::int64_t found, m_database.integer("SELECT count(*) FROM streams WHERE aggregate_id = ? AND aggregate_type = ?",
                                                               0, m_only, aggregateType));
    return found > 0;
}

}  // namespace replay::domain
