// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/queries/why.h"

#include "core/base/json.h"

#include <QJsonDocument>
#include <algorithm>

namespace replay::queries {
namespace {

QJsonObject dataOf(const api::EventRow& event) { return QJsonDocument::fromJson(event.data).object(); }

QString textOf(const QJsonObject& data, const char* key) { return data.value(QLatin1StringView(key)).toString(); }

/// What a client asks for to begin such a saga.
QString commandOf(const QString& sagaType)
{
    if (sagaType == QStringLiteral("OrderReturn"))
        return QStringLiteral("ReturnOrder");
    return sagaType == QStringLiteral("OrderConfirmation") ? QStringLiteral("ConfirmOrder") : QStringLiteral("PlaceOrder");
}

/// Builds the chain from one saga's own events and those it caused.
class Chain {
public:
    explicit Chain(const api::SagaTimeline& timeline) : m_timeline(timeline) {}

    QList<api::WhyLink> links()
    {
        const api::SagaRow& saga = m_timeline.saga;
        if (saga.status != QStringLiteral("failed") && saga.status != QStringLiteral("compensating") && !saga.stuck)
            return {};
        if (saga.stuck)
            addStuck();
        const api::EventRow* compensating = lastOwn("SagaCompensating");
        if (!compensating)
            return m_links;
        const QString step = textOf(dataOf(*compensating), "failed_step");
        add("saga_compensating", compensating, step, textOf(dataOf(*compensating), "error"));
        addStepFailure(step, false);
        if (!m_ended)
            addCommand();
        return m_links;
    }

private:
    void add(const char* code, const api::EventRow* event, const QString& subject, const QString& detail)
    {
        m_links.append({QString::fromLatin1(code), subject, detail, event ? event->position : 0, event ? event->eventId : QString()});
    }

    bool isOwn(const api::EventRow& event) const { return event.aggregateId == m_timeline.saga.sagaId; }

    const api::EventRow* lastOwn(const char* type) const
    {
        const auto found = std::find_if(m_timeline.events.crbegin(), m_timeline.events.crend(), [&](const api::EventRow& event) {
            return isOwn(event) && event.eventType == QLatin1StringView(type);
        });
        return found == m_timeline.events.crend() ? nullptr : &*found;
    }

    /// The saga's last event of this type about a step.
    const api::EventRow* stepEvent(const char* type, const QString& step, bool compensation) const
    {
        const auto found = std::find_if(m_timeline.events.crbegin(), m_timeline.events.crend(), [&](const api::EventRow& event) {
            if (!isOwn(event) || event.eventType != QLatin1StringView(type))
                return false;
            const QJsonObject data = dataOf(event);
            return textOf(data, "step") == step && (textOf(data, "kind") == QStringLiteral("compensation")) == compensation;
        });
        return found == m_timeline.events.crend() ? nullptr : &*found;
    }

    void addStuck()
    {
        const api::EventRow* stuck = lastOwn("SagaStuck");
        if (!stuck)
            return;
        const QString step = textOf(dataOf(*stuck), "step");
        add("saga_stuck", stuck, step, textOf(dataOf(*stuck), "error"));
        if (m_timeline.saga.status == QStringLiteral("started"))
            return addStepFailure(step, false);  // a step past the point of no return, not a compensation
        if (const api::EventRow* failed = stepEvent("SagaStepFailed", step, true))
            add("compensation_failed", failed, step, textOf(dataOf(*failed), "error"));
        const api::SagaAttempt* attempt = attemptOf(step, true);
        if (attempt && !attempt->fault.isEmpty())
            add("fault", stepEvent("SagaStepStarted", step, true), attempt->fault, attempt->error);
    }

    /// The attempt that decided: the last one, or the last one that met a fault.
    const api::SagaAttempt* attemptOf(const QString& step, bool compensation) const
    {
        const api::SagaAttempt* last = nullptr;
        for (const api::SagaAttempt& attempt : m_timeline.attempts) {
            if (attempt.stepId == step && attempt.compensation == compensation)
                last = &attempt;
        }
        return last;
    }

    void addStepFailure(const QString& step, bool compensation)
    {
        const api::SagaAttempt* attempt = attemptOf(step, compensation);
        const api::EventRow* failed = stepEvent("SagaStepFailed", step, compensation);
        if (!attempt)
            return;
        const bool refused = attempt->outcome == QStringLiteral("refused");
        if (!refused && attempt->attempt > 1)
            add("retries_exhausted", failed, step, QString::number(attempt->attempt));
        const QString code =
            QStringLiteral("step_") + (attempt->outcome == QStringLiteral("waiting") ? QStringLiteral("sent") : attempt->outcome);
        add(code.toLatin1().constData(), failed, step, attempt->error);
        const api::EventRow* answer = answerTo(attempt->messageId);
        if (answer)
            add("event", answer, answer->eventType, textOf(dataOf(*answer), "reason"));
        const api::EventRow* sent = stepEvent("SagaStepStarted", step, compensation);
        if (sent && attempt->outcome != QStringLiteral("waiting") && !m_timeline.saga.stuck)
            add("step_sent", sent, attempt->command, attempt->service);
        addFault(*attempt, answer, sent);
    }

    /// The service's last event that answers this message.
    const api::EventRow* answerTo(const QString& messageId) const
    {
        const auto found = std::find_if(m_timeline.events.crbegin(), m_timeline.events.crend(),
                                        [&](const api::EventRow& event) { return !isOwn(event) && event.causationId == messageId; });
        return found == m_timeline.events.crend() ? nullptr : &*found;
    }

    void addFault(const api::SagaAttempt& attempt, const api::EventRow* answer, const api::EventRow* sent)
    {
        QString fault = attempt.fault;
        for (const api::SagaAttempt& each : m_timeline.attempts) {
            if (fault.isEmpty() && each.messageId == attempt.messageId)
                fault = each.fault;
        }
        const api::EventRow* place = sent;
        if (answer && !answer->note.isEmpty()) {
            fault = fault.isEmpty() ? answer->note : fault;
            place = answer;
        }
        if (fault.isEmpty())
            return;
        add("fault", place, fault, attempt.error);
        m_ended = true;
    }

    void addCommand()
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

    const api::SagaTimeline& m_timeline;
    QList<api::WhyLink> m_links;
    bool m_ended = false;
};

}  // namespace

QList<api::WhyLink> whyFailed(const api::SagaTimeline& timeline) { return Chain(timeline).links(); }

}  // namespace replay::queries
