// SPDX-License-Identifier: GPL-3.0-or-later
// What led to a violated invariant: from what the check names to the switch or fault behind it.
#include "core/queries/cause_walk.h"
#include "core/queries/saga_causes.h"
#include "core/queries/why.h"

#include <QRegularExpression>

namespace replay::queries {
namespace {

/// The row that a violation of "folds" is about: "order tables: order_items of <id> (…): row 2 has …", or
/// "product_read_model, row <id>, price: has …".
std::optional<api::RowRef> rowOf(const QString& detail)
{
    static const QRegularExpression table(QStringLiteral("^(\\w+) tables: (\\w+) of ([0-9a-f-]{36}) .*?: row (\\d+) has"));
    static const QRegularExpression model(QStringLiteral("^(\\w+), row ([^,]+), "));
    if (const auto found = table.match(detail); found.hasMatch())
        return api::RowRef{found.captured(1), found.captured(2), found.captured(3) + u'/' + found.captured(4)};
    if (const auto found = model.match(detail); found.hasMatch())
        return api::RowRef{QStringLiteral("read"), found.captured(1), found.captured(2)};
    return std::nullopt;
}

}  // namespace

Result<QList<api::WhyLink>> Why::evidence(const QString& invariant, const api::InvariantResult::Violation& violation)
{
    if (invariant == QStringLiteral("folds")) {
        auto row = rowOf(violation.detail);
        if (!row)
            return QList<api::WhyLink>();
        if (const auto known = m_provenance.row(*row, {}); !known)
            row->key = row->key.section(u'/', 0, 0);  // a table with one row an aggregate
        return rowLinks(*row);
    }
    if (invariant == QStringLiteral("sagas")) {
        REPLAY_ASSIGN(const api::WhyAnswer saga, ofSaga(violation.aggregateId));
        return saga.links;
    }
    CauseWalk walk(m_facts);
    QStringList events = violation.eventIds;
    if (invariant == QStringLiteral("deliveries")) {
        REPLAY_ASSIGN(const QList<api::EventRow> caused, m_facts.causedBy(violation.aggregateId));
        for (const api::EventRow& each : caused)
            events << each.eventId;
    }
    if (violation.position > 0) {
        REPLAY_ASSIGN(const auto there, m_log.event(violation.position));
        if (there)
            events.prepend(there->eventId);
    }
    // What a fault or a switch has shaped tells more than what merely stands last.
    std::optional<api::EventRow> plain;
    for (const QString& id : std::as_const(events)) {
        REPLAY_ASSIGN(const auto event, m_facts.event(id));
        if (!event)
            continue;
        REPLAY_ASSIGN(const QList<api::WhyLink> shaped, walk.shapedBy(*event));
        if (!shaped.isEmpty())
            return QList<api::WhyLink>{linkTo("event", &*event, event->eventType)} + shaped;
        if (!plain)
            plain = event;
    }
    return plain ? walk.from(*plain) : Result<QList<api::WhyLink>>(QList<api::WhyLink>());
}

}  // namespace replay::queries
