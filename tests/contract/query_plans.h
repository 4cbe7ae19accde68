// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/storage/database.h"

#include <QRegularExpression>
#include <QStringList>
#include <sqlite3.h>

namespace replay::tests {

/// The plans of the SELECTs that these connections have prepared: a line for each step that reads a table as a whole or sorts,
/// unless `allowed` names it. Counts the statements it looked at.
inline QStringList unindexedSteps(const QList<storage::Database*>& databases, const QRegularExpression& allowed, int& statements)
{
    QStringList found;
    for (storage::Database* database : databases) {
        QList<QByteArray> prepared;
        for (sqlite3_stmt* statement = sqlite3_next_stmt(database->handle(), nullptr); statement;
             statement = sqlite3_next_stmt(database->handle(), statement))
            prepared.append(sqlite3_sql(statement));
        for (const QByteArray& sql : std::as_const(prepared)) {
            if (!sql.startsWith("SELECT"))
                continue;
            ++statements;
            const std::string explain = "EXPLAIN QUERY PLAN " + sql.toStdString();
            const base::Status explained = database->each(explain, storage::bind(), [&](const storage::Row& row) {
                const QString step = row.text(3);
                const bool page = sql.contains("LIMIT") && !sql.contains("WHERE");
                const bool costly = (step.startsWith(QStringLiteral("SCAN")) && !page) || step.contains(QStringLiteral("TEMP B-TREE"));
                if (costly && !allowed.match(step).hasMatch())
                    found.append(QString(step + QStringLiteral(" in: ") + QString::fromUtf8(sql)));
            });
            if (!explained)
                found.append(explained.error().message);
        }
    }
    found.removeDuplicates();  // the services' databases are asked alike
    return found;
}

}  // namespace replay::tests
