// SPDX-License-Identifier: GPL-3.0-or-later
// What is broken on purpose, and what is counted of the sagas: the parts of Platform that move nothing.
#include "core/log/log_reader.h"
#include "core/runtime/platform.h"

namespace replay::runtime {

using storage::Row;
using storage::bind;

Status Platform::armFault(api::FaultRule rule)
{
    if (m_relay->log().head() > 0)
        rule.armedAt = std::max(m_now, m_windowEnd);
    REPLAY_TRY(m_gateway->addFaultRule(rule));
    return applyRules();
}

Status Platform::disarmFault(qint64 id)
{
    REPLAY_TRY(m_gateway->disarmFaultRule(id, std::max(m_now, m_windowEnd)));
    return applyRules();
}

Status Platform::applyRules()
{
    REPLAY_ASSIGN(const auto rules, m_gateway->faultRules());
    m_gateway->plan().setRules(rules);
    m_sagaPlan.setRules(rules);
    if (m_projector)
        m_projector->setFaults(rules, m_random);
    REPLAY_ASSIGN(auto pitfalls, m_gateway->pitfalls());
    const bool naive = !pitfalls.empty();
    m_pitfalls.set(std::move(pitfalls));
    m_relay->keepGaps(m_pitfalls.everHad(faults::Pitfall::DualWrite));
    for (auto& each : m_hosts) {
        if (each->reactions())
            each->reactions()->plan().setRules(rules);
        each->setOutages(faults::Outages(rules));
        each->setPitfalls(naive ? &m_pitfalls : nullptr, this);
        each->leaveOut(m_gateway->amendments().skippedEvents.isEmpty() ? nullptr : &m_gateway->amendments().skippedEvents);
    }
    return {};
}

Status Platform::switchPitfall(faults::Pitfall pitfall, bool on)
{
    REPLAY_TRY(m_gateway->switchPitfall(pitfall, on, m_relay->log().head() > 0 ? std::max(m_now, m_windowEnd) : ModelTime{}));
    return applyRules();
}

QList<api::PitfallSwitch> Platform::pitfalls() const
{
    QList<api::PitfallSwitch> switches;
    for (std::size_t i = 0; i < faults::pitfallCodes.size(); ++i) {
        const auto since = m_pitfalls.since(static_cast<faults::Pitfall>(i));
        switches.append({QString::fromLatin1(faults::pitfallCodes[i]), since.has_value(), since});
    }
    return switches;
}

/// The name and price that an UpdateProduct asks for, before anybody has said yes to it.
Status Platform::writeReadModel(const commands::Message& message)
{
    if (message.name != u"UpdateProduct")
        return {};
    for (bool more = true; more;) {  // synchronous is synchronous: nothing else is on its way into the read model
        REPLAY_ASSIGN(more, project(itemsPerTransaction));
    }
    const QString id = message.data[QStringLiteral("product_id")].toString();
    const QJsonValue price = message.data[QStringLiteral("price")];
    const QJsonValue name = message.data[QStringLiteral("name")];
    if (const auto money = base::Money::parse(price.toString()); money && price.isString())
        REPLAY_TRY(m_read->run("UPDATE product_read_model SET price = ? WHERE product_id = ?", money->toString(), QUuid::fromString(id)));
    if (name.isString())
        REPLAY_TRY(m_read->run("UPDATE product_read_model SET name = ? WHERE product_id = ?", name.toString(), QUuid::fromString(id)));
    return {};
}

Status Platform::writeNeighbour(const commands::Message& message)
{
    const QJsonValue name = message.data[QStringLiteral("name")];
    if (message.name != u"UpdateProduct" || !name.isString())
        return {};
    REPLAY_TRY(host(QStringLiteral("order"))
                   ->database()
                   .run("UPDATE order_items SET product_name = ? WHERE product_id = ?", name.toString(),
                        message.data[QStringLiteral("product_id")].toString()));
    return {};
}

QList<api::FaultRule> Platform::faultRules() const
{
    QList<api::FaultRule> rules = m_sagaPlan.rules();
    for (api::FaultRule& rule : rules) {
        rule.fired =
            m_sagaPlan.counts().value(rule.id).fired + m_gateway->plan().counts().value(rule.id).fired + m_projector->fired(rule.id);
        for (const auto& each : m_hosts) {
            if (each->reactions())
                rule.fired += each->reactions()->plan().counts().value(rule.id).fired;
        }
    }
    return rules;
}

bool Platform::isChoreographed() const { return m_settings.sagaStyle == contracts::choreography; }

/// Where nobody orchestrates, a purchase begins at the order service.
QString Platform::serviceFor(const QString& target, const QString& command) const
{
    return isChoreographed() && command == u"PlaceOrder" ? QStringLiteral("order") : target;
}

/// Of a purchase that nobody conducts a person speaks with the service where it is stuck.
Result<QString> Platform::targetOf(const commands::Message& message) const
{
    if (isChoreographed() && sagas::findOperatorCommand(message.name)) {
        const QUuid orderId = base::idOf(message.data.value(QStringLiteral("saga_id")));
        for (const auto& host : m_hosts) {
            if (!host->reactions())
                continue;
            REPLAY_ASSIGN(const bool stuck, host->reactions()->isStuck(orderId));
            if (stuck)
                return host->name();
        }
    }
    return targetOf(message.name);
}

void Platform::count(const log::LoggedEvent& event)
{
    if (isChoreographed())
        countPurchase(event);
    if (event.aggregateType != u"Saga")
        return;
    if (event.eventType == u"SagaStarted")
        ++m_sagas.started;
    else if (event.eventType == u"SagaCompleted")
        ++m_sagas.completed;
    else if (event.eventType == u"SagaCompensating")
        ++m_sagas.compensating;
    else if (event.eventType == u"SagaFailed")
        ++m_sagas.failed, --m_sagas.compensating;
    else if (event.eventType == u"SagaStuck")
        m_stuck.insert(event.aggregateId);
    else
        m_stuck.remove(event.aggregateId);  // whatever else happens to it, it moves again
    if (event.eventType == u"SagaPaused")
        m_paused.insert(event.aggregateId);
    else if (event.eventType == u"SagaResumed")
        m_paused.remove(event.aggregateId);
}

/// Counted from the log and not from the saga database, whose last events may still be on their way here.
Status Platform::countSagas()
{
    const auto ofType = [&](const char* type) {
        return m_logReader->integer("SELECT count(*) FROM log_records WHERE type = (SELECT type FROM event_types WHERE name = ?)", 0,
                                    QString::fromLatin1(type));
    };
    REPLAY_ASSIGN(m_sagas.started, ofType("SagaStarted"));
    REPLAY_ASSIGN(m_sagas.completed, ofType("SagaCompleted"));
    REPLAY_ASSIGN(m_sagas.failed, ofType("SagaFailed"));
    REPLAY_ASSIGN(const qint64 turned, ofType("SagaCompensating"));
    m_sagas.compensating = turned - m_sagas.failed;
    if (isChoreographed())
        REPLAY_TRY(countPurchases());
    REPLAY_TRY(m_logReader->each(
        "SELECT DISTINCT s.aggregate_id FROM log_records p JOIN log_streams s USING (stream) "
        "WHERE p.type = (SELECT type FROM event_types WHERE name = 'SagaPaused') AND NOT EXISTS (SELECT 1 FROM log_records r "
        "WHERE r.stream = p.stream AND r.version > p.version AND r.type = (SELECT type FROM event_types WHERE name = 'SagaResumed'))",
        bind(), [&](const Row& row) { m_paused.insert(row.id(0)); }));
    return m_logReader->each(
        "SELECT s.aggregate_id FROM log_records r JOIN log_streams s USING (stream) WHERE r.type = (SELECT type FROM event_types WHERE name = 'SagaStuck') "
        "AND r.version = s.version",
        bind(), [&](const Row& row) { m_stuck.insert(row.id(0)); });
}

/// The events of all purchases again: where nobody keeps their state, the log is the only one who knows.
Status Platform::countPurchases()
{
    const log::LogReader log(*m_logReader);
    return log.scan(0, 0, [&](const log::LoggedEvent& event) {
        countPurchase(event);
        return true;
    });
}

void Platform::countPurchase(const log::LoggedEvent& event)
{
    const auto fact = contracts::purchaseFact(event);
    if (!fact)
        return;
    contracts::PurchaseCourse& purchase = m_purchases[fact->orderId];
    const QString before = purchase.status;
    purchase.take(*fact);
    if (before.isEmpty() && !purchase.status.isEmpty())
        ++m_sagas.started;
    if (before != u"compensating" && purchase.status == u"compensating")
        ++m_sagas.compensating;
    if (before == u"compensating" && purchase.status != before)
        --m_sagas.compensating;
    if (purchase.stuck)
        m_stuck.insert(fact->orderId);
    else
        m_stuck.remove(fact->orderId);
    if (purchase.isTerminal() || purchase.status.isEmpty()) {
        m_sagas.completed += purchase.status == u"completed" ? 1 : 0;
        m_sagas.failed += purchase.status == u"failed" ? 1 : 0;
        m_purchases.remove(fact->orderId);
    }
}

}  // namespace replay::runtime
