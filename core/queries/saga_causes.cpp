// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/queries/saga_causes.h"

#include "core/faults/outages.h"
#include "core/queries/purchase_story.h"

#include <algorithm>

namespace replay::queries {
namespace {

/// What a client asks for to begin such a saga.
QString commandOf(const QString& sagaType)
{
    if (sagaType == QStringLiteral("OrderReturn"))
        return QStringLiteral("ReturnOrder");
    return sagaType == QStringLiteral("OrderConfirmation") ? QStringLiteral("ConfirmOrder") : QStringLiteral("PlaceOrder");
}

}  // namespace

api::WhyLink linkTo(const char* code, const api::EventRow* event, const QString& subject, const QString& detail)
{
    api::WhyLink link;
    link.code = QString::fromLatin1(code);
    link.subject = subject;
    link.detail = detail;
    if (!event)
        return link;
    link.position = event->position;
    link.eventId = event->eventId;
    link.at = event->occurredAt;
    link.service = event->service;
    link.commandId = event->causationId;
    if (event->aggregateType == QStringLiteral("Saga"))
        link.sagaId = event->aggregateId;
    return link;
}

api::WhyLink pitfallLink(const QString& pitfall) { return linkTo("pitfall", nullptr, pitfall); }

Result<QList<api::WhyLink>> SagaCauses::failure()
{
    const api::SagaRow& saga = m_timeline.saga;
    if (saga.status != QStringLiteral("failed") && saga.status != QStringLiteral("compensating") && !saga.stuck)
        return m_links;
    if (saga.style == QStringLiteral("choreography"))
        return whyPurchaseFailed(m_timeline);
    const api::EventRow* failed = lastOwn("SagaFailed");
    const QStringList undone = leftUndone();
    if (failed && !undone.isEmpty() && Note::parse(failed->note).pitfalls.contains(QStringLiteral("no_compensation"))) {
        add("left_undone", failed, QString(), QString());
        m_links.last().items = undone;
        m_links.append(pitfallLink(QStringLiteral("no_compensation")));
    }
    if (saga.stuck)
        REPLAY_TRY(addStuck());
    const api::EventRow* compensating = lastOwn("SagaCompensating");
    if (!compensating)
        return m_links;
    const QString step = textOf(dataOf(*compensating), "failed_step");
    add("saga_compensating", compensating, step, textOf(dataOf(*compensating), "error"));
    REPLAY_TRY(addStepFailure(step, false));
    if (!m_ended)
        addCommand();
    return m_links;
}

Result<QList<api::WhyLink>> SagaCauses::waiting()
{
    const QString step = stepAtFault();
    const bool compensation = m_timeline.saga.status == QStringLiteral("compensating");
    const api::SagaAttempt* attempt = attemptOf(step, compensation);
    if (m_timeline.saga.paused) {
        const api::EventRow* paused = lastOwn("SagaPaused");
        add("saga_paused", paused, step, paused ? textOf(dataOf(*paused), "reason") : QString());
        return m_links;
    }
    const api::EventRow* sent = stepEvent("SagaStepStarted", step, compensation);
    add("saga_waiting", sent, step, QString());
    if (!attempt)
        return m_links;
    if (attempt->outcome != QStringLiteral("waiting")) {
        const api::EventRow* failed = stepEvent("SagaStepFailed", step, compensation);
        add(QString(QStringLiteral("step_") + attempt->outcome).toLatin1().constData(), failed, step, attempt->error);
    } else {
        add("step_sent", sent, attempt->command, attempt->service);
    }
    REPLAY_TRY(addFault(*attempt, answerTo(attempt->messageId), sent));
    REPLAY_ASSIGN(const faults::Pitfalls pitfalls, m_facts.pitfalls());
    if (attempt->outcome == QStringLiteral("waiting") && pitfalls.isOn(faults::Pitfall::NoTimeout, attempt->sentAt))
        m_links.append(pitfallLink(QStringLiteral("no_timeout")));
    else if (!m_ended)
        addCommand();
    return m_links;
}

Result<QList<api::WhyLink>> SagaCauses::stepFailure(const QString& step)
{
    REPLAY_TRY(addStepFailure(step, false));
    if (!m_ended)
        addCommand();
    return m_links;
}

QString SagaCauses::stepAtFault() const
{
    if (const api::EventRow* stuck = m_timeline.saga.stuck ? lastOwn("SagaStuck") : nullptr)
        return textOf(dataOf(*stuck), "step");
    if (const api::EventRow* compensating = m_timeline.saga.status == QStringLiteral("failed") ? lastOwn("SagaCompensating") : nullptr)
        return textOf(dataOf(*compensating), "failed_step");
    return m_timeline.attempts.isEmpty() ? QString() : m_timeline.attempts.last().stepId;
}

void SagaCauses::add(const char* code, const api::EventRow* event, const QString& subject, const QString& detail)
{
    m_links.append(linkTo(code, event, subject, detail));
    m_links.last().sagaId = m_timeline.saga.sagaId;
}

const api::EventRow* SagaCauses::lastOwn(const char* type) const
{
    const auto found = std::find_if(m_timeline.events.crbegin(), m_timeline.events.crend(),
                                    [&](const api::EventRow& event) { return isOwn(event) && event.eventType == QLatin1StringView(type); });
    return found == m_timeline.events.crend() ? nullptr : &*found;
}

/// The saga's last event of this type about a step.
const api::EventRow* SagaCauses::stepEvent(const char* type, const QString& step, bool compensation) const
{
    const auto found = std::find_if(m_timeline.events.crbegin(), m_timeline.events.crend(), [&](const api::EventRow& event) {
        if (!isOwn(event) || event.eventType != QLatin1StringView(type))
            return false;
        const QJsonObject data = dataOf(event);
        return textOf(data, "step") == step && (textOf(data, "kind") == QStringLiteral("compensation")) == compensation;
    });
    return found == m_timeline.events.crend() ? nullptr : &*found;
}

/// The service's last event that answers this message.
const api::EventRow* SagaCauses::answerTo(const QString& messageId) const
{
    const auto found = std::find_if(m_timeline.events.crbegin(), m_timeline.events.crend(),
                                    [&](const api::EventRow& event) { return !isOwn(event) && event.causationId == messageId; });
    return found == m_timeline.events.crend() ? nullptr : &*found;
}

/// The steps of a failed saga that were done and that nobody took back.
QStringList SagaCauses::leftUndone() const
{
    QStringList steps;
    for (const api::SagaStepRow& step : m_timeline.saga.steps) {
        if (step.status == QStringLiteral("completed"))
            steps << step.stepId;
    }
    return steps;
}

/// A stuck saga is told shortly: what could not be undone, and behind it what was to be undone.
Status SagaCauses::addStuck()
{
    const api::EventRow* stuck = lastOwn("SagaStuck");
    if (!stuck)
        return {};
    const QString step = textOf(dataOf(*stuck), "step");
    add("saga_stuck", stuck, step, textOf(dataOf(*stuck), "error"));
    if (m_timeline.saga.status == QStringLiteral("started"))
        return addStepFailure(step, false);  // a step past the point of no return, not a compensation
    if (const api::EventRow* failed = stepEvent("SagaStepFailed", step, true))
        add("compensation_failed", failed, step, textOf(dataOf(*failed), "error"));
    const api::SagaAttempt* attempt = attemptOf(step, true);
    if (attempt && !attempt->fault.isEmpty())
        REPLAY_TRY(addFault(*attempt, nullptr, stepEvent("SagaStepStarted", step, true)));
    m_ended = false;
    return {};
}

/// The attempt that decided: the last one.
const api::SagaAttempt* SagaCauses::attemptOf(const QString& step, bool compensation) const
{
    const api::SagaAttempt* last = nullptr;
    for (const api::SagaAttempt& attempt : m_timeline.attempts) {
        if (attempt.stepId == step && attempt.compensation == compensation)
            last = &attempt;
    }
    return last;
}

Status SagaCauses::addStepFailure(const QString& step, bool compensation)
{
    const api::SagaAttempt* attempt = attemptOf(step, compensation);
    const api::EventRow* failed = stepEvent("SagaStepFailed", step, compensation);
    if (!attempt)
        return {};
    const bool refused = attempt->outcome == QStringLiteral("refused");
    if (!refused && attempt->attempt > 1 && !m_timeline.saga.stuck)
        add("retries_exhausted", failed, step, QString::number(attempt->attempt));
    const QString code =
        QStringLiteral("step_") + (attempt->outcome == QStringLiteral("waiting") ? QStringLiteral("sent") : attempt->outcome);
    add(code.toLatin1().constData(), failed, step, attempt->error);
    const api::EventRow* answer = answerTo(attempt->messageId);
    if (answer && !m_timeline.saga.stuck)
        add("event", answer, answer->eventType, textOf(dataOf(*answer), "reason"));
    const api::EventRow* sent = stepEvent("SagaStepStarted", step, compensation);
    if (sent && attempt->outcome != QStringLiteral("waiting") && !m_timeline.saga.stuck)
        add("step_sent", sent, attempt->command, attempt->service);
    REPLAY_TRY(addFault(*attempt, answer, sent));
    if (!m_ended && refused && answer)
        REPLAY_TRY(addRule(*attempt, *answer));
    return {};
}

Status SagaCauses::addFault(const api::SagaAttempt& attempt, const api::EventRow* answer, const api::EventRow* sent)
{
    QString fault = attempt.fault;
    for (const api::SagaAttempt& each : m_timeline.attempts) {
        if (fault.isEmpty() && each.messageId == attempt.messageId)
            fault = each.fault;
    }
    const api::EventRow* place = sent;
    qint64 rule = sent ? dataOf(*sent).value(QStringLiteral("fault_rule")).toInteger() : 0;
    if (answer && !answer->note.isEmpty()) {
        const Note note = Note::parse(answer->note);
        if (!note.fault.isEmpty()) {
            fault = fault.isEmpty() ? note.fault : fault;
            rule = note.rule;
            place = answer;
        }
    }
    if (fault.isEmpty())
        return addOutage(attempt, sent);
    REPLAY_ASSIGN(const auto armed, m_facts.rule(rule));
    // Without a reason of its own the rule speaks through the engine, where it speaks at all: silence gives no reason.
    const bool spoken = attempt.outcome == QStringLiteral("refused") || attempt.outcome == QStringLiteral("error");
    add("fault", place, fault, armed && !armed->reason.isEmpty() ? armed->reason : spoken ? attempt.error : QString());
    m_links.last().rule = rule;
    m_ended = true;
    return {};
}

/// An attempt without a fault of its own that nobody answered: the network lost it, or its service was taken down for a while.
Status SagaCauses::addOutage(const api::SagaAttempt& attempt, const api::EventRow* sent)
{
    if (attempt.outcome != QStringLiteral("timeout") && attempt.outcome != QStringLiteral("waiting"))
        return {};
    REPLAY_ASSIGN(const QList<api::FaultRule> rules, m_facts.rules());
    for (const api::FaultRule& rule : rules) {
        const faults::Outages outage({rule});
        if (!faults::isOutage(rule) || (outage.upAt(attempt.service, attempt.sentAt) == attempt.sentAt &&
                                        outage.reachableAt(QStringLiteral("saga"), attempt.service, attempt.sentAt) == attempt.sentAt))
            continue;
        add("fault", sent, rule.kind, rule.reason);
        m_links.last().rule = rule.id;
        m_ended = true;
        return {};
    }
    if (attempt.requestLost) {
        add("network_lost", sent, attempt.command, attempt.service);
        m_ended = true;
    }
    return {};
}

Status SagaCauses::addRule(const api::SagaAttempt& attempt, const api::EventRow& answer)
{
    REPLAY_ASSIGN(const auto lacking, lackingStock(m_facts, attempt.input, answer));
    if (lacking) {
        m_links.append(*lacking);
        m_ended = true;
    }
    return {};
}

void SagaCauses::addCommand()
{
    const auto first = std::find_if(m_timeline.events.cbegin(), m_timeline.events.cend(), [&](const api::EventRow& event) {
        return isOwn(event) && event.eventType == QStringLiteral("SagaStarted");
    });
    if (first == m_timeline.events.cend())
        return;
    const auto known = {QStringLiteral("user"), QStringLiteral("workload"), QStringLiteral("import")};
    const bool named = std::find(known.begin(), known.end(), first->actor) != known.end();
    const QString code = (named ? first->actor : QStringLiteral("user")) + QStringLiteral("_command");
    add(code.toLatin1().constData(), &*first, commandOf(m_timeline.saga.type), m_timeline.saga.orderNumber);
}

}  // namespace replay::queries
