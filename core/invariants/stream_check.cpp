// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/invariants/stream_check.h"

#include "core/base/random.h"

#include <vector>

namespace replay::invariants {
namespace {

using storage::Database;
using storage::Row;
using storage::bind;

struct Bookmark {
    std::int64_t dueAt = -1;
    std::int64_t outboxId = 0;
};

Result<Bookmark> bookmarkOf(Database& log, const QString& service)
{
    Bookmark bookmark;
    REPLAY_TRY(log.each("SELECT due_at, outbox_id FROM relay_bookmarks WHERE service = ?", bind(service), [&](const Row& row) {
        bookmark = {row.integer(0), row.integer(1)};
    }));
    return bookmark;
}

/// The event_records that are still on their way to the log.
struct Waiting {
    struct Range {
        std::int64_t first;
        std::int64_t last;
    };
    std::vector<Range> ranges;
    bool has(std::int64_t seq) const
    {
        for (const Range& range : ranges) {
            if (seq >= range.first && seq <= range.last)
                return true;
        }
        return false;
    }
};

Result<Waiting> waitingIn(Database& log, Database& own, const QString& service)
{
    REPLAY_ASSIGN(const Bookmark bookmark, bookmarkOf(log, service));
    Waiting waiting;
    REPLAY_TRY(own.each("SELECT first_seq, last_seq FROM outbox WHERE (due_at, id) > (?, ?) ORDER BY due_at, id",
                        bind(bookmark.dueAt, bookmark.outboxId), [&](const Row& row) {
                            waiting.ranges.push_back({row.integer(0), row.integer(1)});
                        }));
    return waiting;
}

/// Names what the log holds of a service and the service does not.
Status findStrangers(Database& log, Database& own, const QString& service, Findings& findings)
{
    Status inner;
    REPLAY_TRY(log.each("SELECT r.event_id, r.position, s.aggregate_id FROM log_records r CROSS JOIN log_streams s ON s.stream = r.stream "
                        "WHERE r.service = (SELECT service FROM log_services WHERE name = ?) ORDER BY r.position",
                        bind(service), [&](const Row& row) {
                            const QUuid eventId = row.id(0);
                            const Result<std::int64_t> there =
                                own.integer("SELECT count(*) FROM event_records WHERE event_id = ?", 0, eventId);
                            if (!there) {
                                inner = there.error();
                                return false;
                            }
                            if (*there == 0)
                                findings.violated(row.id(2),
                                                  QStringLiteral("the log holds an event that the %1 service never committed").arg(service),
                                                  row.integer(1), {eventId});
                            return true;
                        }));
    return inner;
}

}  // namespace

void StreamCheck::take(const log::LoggedEvent& event, QByteArrayView storedHash, Findings& findings)
{
    findings.check();
    if (event.position != m_last + 1)
        findings.violated(
            event.aggregateId,
            QStringLiteral("position %1 follows position %2: %3 missing").arg(event.position).arg(m_last).arg(event.position - m_last - 1),
            event.position, {event.eventId});
    m_last = event.position;
    int& version = m_versions[event.aggregateId];
    if (event.version != version + 1)
        findings.violated(event.aggregateId, QStringLiteral("version %1 follows version %2 of its stream").arg(event.version).arg(version),
                          event.position, {event.eventId});
    version = event.version;
    m_hash = m_chain(m_hash, event);
    if (m_hash != storedHash && !m_broken) {
        m_broken = true;  // every later link would differ too: the first one is the finding
        findings.violated(event.aggregateId,
                          QStringLiteral("the hash chain breaks at position %1: the event is not what was appended").arg(event.position),
                          event.position, {event.eventId});
    }
    if (m_broken)
        m_hash = storedHash.toByteArray();
}

Result<qint64> outboxPending(Database& log, Database& own, const QString& service)
{
    REPLAY_ASSIGN(const Bookmark bookmark, bookmarkOf(log, service));
    REPLAY_ASSIGN(const std::int64_t pending,
                  own.integer("SELECT count(*) FROM outbox WHERE (due_at, id) > (?, ?)", 0, bookmark.dueAt, bookmark.outboxId));
    return static_cast<qint64>(pending);
}

Status checkStore(Database& log, Database& own, const QString& service, Findings& findings)
{
    REPLAY_ASSIGN(const Waiting waiting, waitingIn(log, own, service));
    qint64 found = 0;
    Status inner;
    REPLAY_TRY(own.each(
        "SELECT r.event_id, r.version, r.seq, s.aggregate_id FROM event_records r CROSS JOIN streams s ON s.stream = r.stream ORDER BY r.seq",
        bind(), [&](const Row& row) {
            const QUuid eventId = row.id(0);
            const QUuid aggregateId = row.id(3);
            Position position = 0;
            bool same = false;
            inner =
                log.each("SELECT r.position, r.version, s.aggregate_id FROM log_records r CROSS JOIN log_streams s ON s.stream = r.stream "
                         "WHERE r.event_id = ?",
                         bind(eventId), [&](const Row& logged) {
                             position = logged.integer(0);
                             same = logged.integer(1) == row.integer(1) && logged.id(2) == aggregateId;
                         });
            if (!inner)
                return false;
            findings.check();
            found += position > 0 ? 1 : 0;
            if (position == 0 && !waiting.has(row.integer(2)))
                findings.violated(
                    aggregateId,
                    QStringLiteral("version %1 was committed by the %2 service and never reached the log").arg(row.integer(1)).arg(service),
                    0, {eventId});
            else if (position > 0 && !same)
                findings.violated(aggregateId, QStringLiteral("version %1 stands at another place in the log").arg(row.integer(1)),
                                  position, {eventId});
            return true;
        }));
    REPLAY_TRY(inner);
    REPLAY_ASSIGN(
        const std::int64_t logged,
        log.integer("SELECT count(*) FROM log_records WHERE service = (SELECT service FROM log_services WHERE name = ?)", 0, service));
    return logged == found ? Status() : findStrangers(log, own, service, findings);
}

}  // namespace replay::invariants
