// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/invariants/delivery_check.h"

#include "core/base/random.h"

namespace replay::invariants {

using storage::Row;
using storage::bind;

Status checkInbox(storage::Database& own, const QString& service, Findings& findings)
{
    REPLAY_ASSIGN(const std::int64_t messages, own.integer("SELECT count(*) FROM inbox", 0));
    findings.check(messages);
    return own.each(
        "SELECT o.cause, count(*), i.name FROM outbox o CROSS JOIN inbox i ON i.message_id = o.cause GROUP BY o.cause HAVING count(*) > 1",
        bind(), [&](const Row& row) {
            findings.violated(
                row.id(0),
                QStringLiteral("message %1 took effect %2 times in the %3 service").arg(row.text(2)).arg(row.integer(1)).arg(service));
        });
}

namespace {

/// Every dead letter is counted and named by its stream. Parked ones are no violation: they are known, in order, and nothing of
/// their stream has overtaken them, which is what is checked here.
Status checkDeadLetters(storage::Database& read, Findings& findings)
{
    REPLAY_TRY(read.each(
        "SELECT d.projection, d.aggregate_id, min(d.position), sum(d.state = 'parked'), sum(d.state = 'skipped'), max(d.error), max(d.aggregate_type) "
        "FROM checkpoints c CROSS JOIN dead_letters d ON d.projection = c.name GROUP BY d.projection, d.aggregate_id",
        bind(), [&](const Row& row) {
            findings.check(row.integer(3) + row.integer(4));
            if (row.integer(3) + row.integer(4) > 0)
                findings.note(QStringLiteral("%1, %2 %3: %4 events parked and %5 skipped from position %6 on: %7")
                                  .arg(row.text(0), row.text(6), base::idText(row.id(1)))
                                  .arg(row.integer(3))
                                  .arg(row.integer(4))
                                  .arg(row.integer(2))
                                  .arg(row.text(5)));
        }));
    return read.each(
        "SELECT d.projection, d.aggregate_id, d.position, d.event_id FROM checkpoints c CROSS JOIN dead_letters d ON d.projection = c.name "
        "WHERE d.state <> 'retrying' AND d.position > c.position",
        bind(), [&](const Row& row) {
            findings.violated(row.id(1), QStringLiteral("%1 has set aside an event that it has not come to").arg(row.text(0)),
                              row.integer(2), {row.id(3)});
        });
}

}  // namespace

Status checkProjections(storage::Database& read, Findings& findings)
{
    REPLAY_TRY(checkDeadLetters(read, findings));
    return read.each("SELECT name, position, error, status, still_since, still_why FROM checkpoints", bind(), [&](const Row& row) {
        findings.check();
        if (row.text(3) == QStringLiteral("failed"))
            findings.violated(QString(), QStringLiteral("the projection %1 stands still: %2").arg(row.text(0), row.text(2)),
                              row.integer(1));
        else if (row.integer(4) > 0 && row.text(3) != QStringLiteral("paused"))
            findings.violated(
                QString(),
                QStringLiteral("the projection %1 stands still since %2: %3").arg(row.text(0), row.time(4).toString(), row.text(5)),
                row.integer(1));
    });
}

}  // namespace replay::invariants
