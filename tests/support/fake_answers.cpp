// SPDX-License-Identifier: GPL-3.0-or-later
// The fake's answers about projections, sagas, queries and invariants.
#include "tests/support/fake_reader.h"

#include "core/base/json.h"
#include "core/base/money.h"
#include "tests/support/fake_folds.h"

#include <QJsonDocument>
#include <algorithm>

namespace replay::test {

api::Result<QList<api::ProjectionInfo>> FakeReader::projections()
{
    const QMutexLocker lock(&m_platform->mutex);
    QList<api::ProjectionInfo> list = m_platform->projections;
    const Position head = m_platform->shop.head();
    for (api::ProjectionInfo& info : list) {
        info.lag = head - info.position;
        info.lagUs = info.lag > 0 && info.position > 0 ? m_platform->shop.timeOf(head) - m_platform->shop.timeOf(info.position) : 0;
        info.rows = rowCountAt(m_platform->shop, info.name, info.position);
        info.keyColumns = keyColumnsOf(info.name);
    }
    return list;
}

api::Result<api::RowSet> FakeReader::projectionRows(const QString& name, const QVariantList& afterKey, int limit)
{
    if (!projectionNames().contains(name))
        return base::failed(QStringLiteral("there is no projection \"%1\"").arg(name));
    const FakeShop& shop = m_platform->shop;
    Position position = shop.head();
    {
        const QMutexLocker lock(&m_platform->mutex);
        for (const api::ProjectionInfo& info : m_platform->projections) {
            if (info.name == name)
                position = info.position;
        }
    }
    qint64 after = -1;
    if (!afterKey.isEmpty()) {
        if (const auto thing = FakeShop::parse(afterKey.first().toString())) {
            after = thing->number;
        } else {
            const auto all = projectionAt(shop, name, position, -1, 1'000'000);
            for (qint64 i = 0; i < all.rows.size(); ++i) {
                if (all.rows.at(i).mid(0, afterKey.size()) == afterKey)
                    after = i;
            }
        }
    }
    return projectionAt(shop, name, position, after, limit);
}

api::Result<api::RowSet> FakeReader::projectionRowsAt(const QString& name, Position position, int limit, const api::Progress& progress)
{
    if (!projectionNames().contains(name))
        return base::failed(QStringLiteral("there is no projection \"%1\"").arg(name));
    for (int i = 0; progress && i <= 4; ++i) {
        if (!progress(i / 4.0))
            return base::cancelled();
    }
    return projectionAt(m_platform->shop, name, position, -1, limit);
}

api::Result<api::ProjectionCheck> FakeReader::verifyProjection(const QString& name, const api::Progress& progress)
{
    for (int i = 0; progress && i <= 4; ++i) {
        if (!progress(i / 4.0))
            return base::cancelled();
    }
    api::ProjectionCheck check;
    check.name = name;
    check.position = m_platform->shop.head();
    check.rowsCompared = rowCountAt(m_platform->shop, name, check.position);
    return check;
}

api::Result<QList<api::SagaRow>> FakeReader::sagas(const QString& status, qint64 beforeOrdinal, int limit, const QString& type)
{
    if (const auto error = trouble())
        return *error;
    const FakeShop& shop = m_platform->shop;
    const Position head = shop.head();
    QList<api::SagaRow> list;
    const qint64 newest = shop.ordersAt(head);
    for (qint64 ordinal = beforeOrdinal > 0 ? std::min(beforeOrdinal - 1, newest) : newest; ordinal >= 1 && list.size() < limit;
         --ordinal) {
        api::SagaRow saga = sagaAt(shop, ordinal - 1, head);
        applyOperator(saga);
        const bool wanted = status.isEmpty() || saga.status == status || (status == QLatin1String("stuck") && saga.stuck) ||
                            (status == QLatin1String("paused") && saga.paused);
        if (wanted && (type.isEmpty() || saga.type == type))
            list.append(saga);
    }
    return list;
}

api::Result<api::SagaTimeline> FakeReader::saga(const QString& sagaId, std::optional<Position> at)
{
    if (const auto error = trouble())
        return *error;
    const auto thing = FakeShop::parse(sagaId);
    const FakeShop& shop = m_platform->shop;
    const Position position = std::min(at.value_or(shop.head()), shop.head());
    if (!thing || thing->thing != Thing::Saga || thing->number < 0 || thing->number >= shop.ordersAt(position))
        return base::failed(QStringLiteral("there is no saga %1 at position %2").arg(sagaId).arg(position));
    api::SagaTimeline timeline;
    timeline.saga = sagaAt(shop, thing->number, position);
    if (!at)
        applyOperator(timeline.saga);
    timeline.correlationId = shop.id(Thing::Message, thing->number);
    timeline.attempts = attemptsOf(shop, thing->number, position);
    for (const Position each : shop.eventsOfOrder(thing->number, position))
        timeline.events.append(shop.event(each));
    return timeline;
}

api::Result<QList<api::WhyLink>> FakeReader::whyFailed(const QString& sagaId)
{
    const auto timeline = saga(sagaId, {});
    if (!timeline)
        return timeline.error();
    QList<api::WhyLink> links;
    if (timeline->saga.status == QLatin1String("completed") || timeline->saga.status == QLatin1String("started"))
        return links;
    const auto link = [&](const char* code, const EventRow& event, const QString& subject, const QString& detail) {
        links.append({QString::fromLatin1(code), subject, detail, event.position, event.eventId});
    };
    for (auto it = timeline->events.crbegin(); it != timeline->events.crend(); ++it) {
        const EventRow& event = *it;
        if (event.eventType == QLatin1String("SagaCompensating"))
            link("saga_compensating", event, event.aggregateType, timeline->saga.error);
        else if (event.eventType == QLatin1String("SagaStepFailed"))
            link("step_refused", event, QStringLiteral("process_payment"), timeline->saga.error);
        else if (event.note.startsWith(QLatin1String("fault:refuse")))
            link("fault", event, event.note, timeline->saga.error);
        else if (event.eventType == QLatin1String("StockReserved"))
            link("event", event, event.eventType, {});
        else if (event.eventType == QLatin1String("OrderCreated"))
            link("command", event, QStringLiteral("CreateOrder"), {});
    }
    if (!timeline->events.isEmpty())
        link("user", timeline->events.first(), timeline->events.first().actor, {});
    return links;
}

api::Result<api::RowSet> FakeReader::query(const QString& name, const QByteArray& json)
{
    const auto arguments = base::parseJsonObject(json.isEmpty() ? QByteArray("{}") : json, name);
    if (!arguments)
        return arguments.error();
    const FakeShop& shop = m_platform->shop;
    const bool ofOrders = name == QLatin1String("OrderQuery") || name == QLatin1String("CustomerOrders");
    if (!ofOrders && name != QLatin1String("ProductQuery") && name != QLatin1String("SearchProducts"))
        return base::malformed(QStringLiteral("there is no query \"%1\"").arg(name));
    const int limit = arguments->value(QStringLiteral("limit")).toInt(20);
    const QString wanted = arguments->value(ofOrders ? QStringLiteral("order_id") : QStringLiteral("product_id")).toString();
    const QString text = arguments->value(QStringLiteral("text")).toString();
    const auto customer = FakeShop::parse(arguments->value(QStringLiteral("customer_id")).toString());
    api::RowSet all =
        projectionAt(shop, ofOrders ? QStringLiteral("order_read_model") : QStringLiteral("product_read_model"), shop.head(), -1, 2'000);
    QList<QVariantList> kept;
    for (const QVariantList& row : std::as_const(all.rows)) {
        const bool fits = (wanted.isEmpty() || row.first().toString() == wanted) &&
                          (text.isEmpty() || row.at(1).toString().contains(text, Qt::CaseInsensitive)) &&
                          (!customer || !ofOrders || row.at(2).toString() == FakeShop::userName(customer->number));
        if (fits && kept.size() < limit)
            kept.append(row);
    }
    all.rows = kept;
    return all;
}

api::Result<api::QueryAnswer> FakeReader::ask(const QString& name, const QByteArray& json, Position atLeast, const api::Waiting& wait)
{
    const QString model =
        name.contains(QLatin1String("Product")) ? QStringLiteral("product_read_model") : QStringLiteral("order_read_model");
    for (;;) {
        REPLAY_ASSIGN(const QList<api::ProjectionInfo> all, projections());
        const auto info = std::find_if(all.cbegin(), all.cend(), [&](const api::ProjectionInfo& one) { return one.name == model; });
        if (info->position >= atLeast) {
            REPLAY_ASSIGN(const api::RowSet rows, query(name, json));
            return api::QueryAnswer{rows, model, info->position, info->lag, info->lagUs, info->parked, !info->inPlace};
        }
        if (!wait || !wait(*info))
            return base::failed(QStringLiteral("%1 stands at position %2").arg(model).arg(info->position));
    }
}

api::Result<Position> FakeReader::lastPositionOf(const QString& commandId)
{
    LogFilter filter;
    filter.correlationId = commandId;
    REPLAY_ASSIGN(const QList<EventRow> last, events(filter, m_platform->shop.head() + 1, 1, true));
    return last.isEmpty() ? 0 : last.first().position;
}

api::Result<QList<api::ParkedEvent>> FakeReader::parkedEvents(const QString& name, Position after, int limit)
{
    const QMutexLocker lock(&m_platform->mutex);
    QList<api::ParkedEvent> page;
    for (const api::ParkedEvent& event : std::as_const(m_platform->parked)) {
        if (event.projection == name && event.position > after && page.size() < limit)
            page.append(event);
    }
    return page;
}

api::Result<QList<api::ProjectionDecision>> FakeReader::projectionDecisions(const QString&, int)
{
    return QList<api::ProjectionDecision>();
}

api::Result<QList<api::SentCommand>> FakeReader::sentCommands(int limit)
{
    const QMutexLocker lock(&m_platform->mutex);
    return m_platform->sent.mid(0, limit);
}

api::Result<QList<api::InvariantResult>> FakeReader::verify(const api::Progress& progress)
{
    for (int i = 0; progress && i <= 10; ++i) {
        if (!progress(i / 10.0))
            return base::cancelled();
    }
    const QMutexLocker lock(&m_platform->mutex);
    return m_platform->invariants;
}

}  // namespace replay::test
