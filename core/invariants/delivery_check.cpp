// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/invariants/delivery_check.h"

namespace replay::invariants {

using storage::Row;
using storage::bind;

Status checkInbox(storage::Database& own, const QString& service, Findings& findings)
{
    REPLAY_ASSIGN(const std::int64_t messages, own.integer("SELECT count(*) FROM inbox", 0));
    findings.check(messages);
    return own.each("SELECT o.cause, count(*), i.name FROM outbox o CROSS JOIN inbox i ON i.message_id = o.cause GROUP BY o.cause HAVING count(*) > 1", bind(),
                    [&](const Row& row) {
                        findings.violated(row.id(0), QStringLiteral("message %1 took effect %2 times in the %3 service").arg(row.text(2)).arg(row.integer(1)).arg(service));
                    });
}

Status checkProjections(storage::Database& read, Findings& findings)
{
    REPLAY_ASSIGN(const std::int64_t parked, read.integer("SELECT count(*) FROM dead_letters", 0));
    findings.check(parked);
    return read.each("SELECT name, position, error, status FROM checkpoints", bind(), [&](const Row& row) {
        findings.check();
        if (row.text(3) == QStringLiteral("failed"))
            findings.violated(QString(), QStringLiteral("the projection %1 stands still: %2").arg(row.text(0), row.text(2)), row.integer(1));
    });
}

}  // namespace replay::invariants
