// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/queries/purchase_story.h"

#include "core/base/json.h"
#include "core/base/random.h"
#include "core/contracts/purchase_course.h"
#include "core/queries/saga_causes.h"
#include "core/sagas/choreography.h"

#include <QHash>
#include <algorithm>

namespace replay::queries {
namespace {

using api::SagaAttempt;
using base::idText;
using base::ModelTime;
using log::LoggedEvent;
using sagas::Reaction;

QString textOf(const QJsonObject& data, const char* key) { return data.value(QLatin1StringView(key)).toString(); }

ModelTime timeOf(const QJsonObject& data, const char* key) { return ModelTime::parse(textOf(data, key)).value_or(ModelTime()); }

class Story {
public:
    void take(const LoggedEvent& event)
    {
        m_end = event.appendedAt;
        if (!contracts::tellsOfPurchase(event.eventType, event.actor))
            return;
        const QJsonObject data = event.data();
        remember(event, data);
        if (event.eventType == u"ReactionFailed")
            return failed(event, data);
        if (event.eventType == u"ReactionStuck" || event.eventType == u"ReactionResolved")
            return;
        if (event.eventType == u"ReactionRetried") {
            const QString id = idText(event.aggregateId);
            if (m_attempts.contains(id))
                sendAgain(id, event.occurredAt);
            return;
        }
        answered(event, data);
        for (const Reaction& reaction : sagas::choreographedPurchase().reactions) {
            if (reaction.on.contains(event.eventType))
                caused(reaction, event, data);
        }
    }

    QList<SagaAttempt> attempts()
    {
        for (const QString& id : std::as_const(m_order)) {
            const SagaAttempt& last = m_attempts[id].last();
            if (last.nextRetryAt.us > 0 && last.nextRetryAt <= m_end)
                sendAgain(id, last.nextRetryAt);
        }
        QList<SagaAttempt> all;
        for (const QString& id : std::as_const(m_order))
            all += m_attempts.value(id);
        std::stable_sort(all.begin(), all.end(), [](const SagaAttempt& a, const SagaAttempt& b) { return a.sentAt < b.sentAt; });
        return all;
    }

private:
    void remember(const LoggedEvent& event, const QJsonObject& data)
    {
        for (const sagas::Remembered& each : sagas::choreographedPurchase().remembered) {
            if (each.event != event.eventType)
                continue;
            for (const QString& field : each.fields)
                m_remembered[each.service].insert(field, data[field]);
        }
    }

    static ModelTime sentAt(const Reaction& reaction, const LoggedEvent& event)
    {
        return reaction.isTimer() ? event.occurredAt + reaction.afterUs : event.appendedAt;
    }

    void caused(const Reaction& reaction, const LoggedEvent& event, const QJsonObject& data)
    {
        const QString id = idText(contracts::reactionId(event.correlationId, reaction.step, reaction.compensation));
        if (m_attempts.contains(id) || m_timers.contains(id))
            return;
        SagaAttempt attempt;
        attempt.stepId = reaction.step;
        attempt.service = reaction.service;
        attempt.sender = event.service;
        attempt.reactsTo = event.eventType;
        attempt.command = reaction.command;
        attempt.compensation = reaction.compensation;
        attempt.messageId = id;
        attempt.sentAt = sentAt(reaction, event);
        attempt.deadlineAt = attempt.sentAt + reaction.timeoutUs;
        attempt.outcome = QStringLiteral("waiting");
        attempt.input = base::jsonBytes(reaction.payload({m_remembered.value(reaction.service), data}));
        if (reaction.isTimer())
            m_timers.insert(id, attempt);  // told only where it goes off
        else
            begin(attempt);
    }

    void begin(const SagaAttempt& attempt)
    {
        m_order << attempt.messageId;
        m_attempts.insert(attempt.messageId, {attempt});
    }

    void sendAgain(const QString& id, ModelTime at)
    {
        SagaAttempt next = m_attempts[id].last();
        ++next.attempt;
        next.deadlineAt = at + (next.deadlineAt.us - next.sentAt.us);
        next.sentAt = at;
        next.answeredAt = next.nextRetryAt = {};
        next.outcome = QStringLiteral("waiting");
        if (next.handledAt.us > 0) {
            // It took place and only the acknowledgement was lost: the inbox answers without a further event.
            next.outcome = QStringLiteral("done");
            next.answeredAt = at;
        }
        next.handledAt = {};
        next.error = next.fault = QString();
        next.requestLost = false;
        next.copies = 1;
        m_attempts[id] << next;
    }

    /// The attempt that an event with this cause tells of; null where it is none's.
    SagaAttempt* attemptOf(const QString& id)
    {
        if (m_timers.contains(id))
            begin(m_timers.take(id));
        const auto found = m_attempts.find(id);
        if (found == m_attempts.end())
            return nullptr;
        if (found->last().nextRetryAt.us > 0)
            sendAgain(id, found->last().nextRetryAt);
        return &found->last();
    }

    void failed(const LoggedEvent& event, const QJsonObject& data)
    {
        SagaAttempt* attempt = attemptOf(idText(event.aggregateId));
        if (!attempt)
            return;
        const qint64 patience = attempt->deadlineAt.us - attempt->sentAt.us;
        attempt->sentAt = timeOf(data, "sent_at");
        attempt->deadlineAt = attempt->sentAt + patience;
        attempt->answeredAt = event.occurredAt;
        attempt->outcome = textOf(data, "outcome");
        attempt->error = textOf(data, "error");
        attempt->nextRetryAt = timeOf(data, "next_retry_at");
        attempt->fault = textOf(data, "fault");
        attempt->requestLost = data[QStringLiteral("lost")].toBool();
        attempt->copies = data[QStringLiteral("copies")].toInt(1);
    }

    void answered(const LoggedEvent& event, const QJsonObject& data)
    {
        const QString id = idText(event.causationId);
        const auto known = m_attempts.constFind(id);
        const bool over = known != m_attempts.constEnd() && known->last().answeredAt.us > 0 && known->last().nextRetryAt.us == 0;
        SagaAttempt* attempt = attemptOf(id);
        if (!attempt)
            return;
        attempt->output = base::jsonBytes(data);
        if (over)
            return;  // it was given up: what the service then says is part of its last attempt, or another event of its transaction
        attempt->handledAt = event.occurredAt;
        attempt->answeredAt = event.appendedAt;
        const bool refused =
            std::any_of(contracts::purchaseSteps().begin(), contracts::purchaseSteps().end(), [&](const contracts::PurchaseStep& step) {
                return event.eventType == QLatin1StringView(step.refused) && attempt->stepId == QLatin1StringView(step.id);
            });
        attempt->outcome = refused ? QStringLiteral("refused") : QStringLiteral("done");
        if (refused)
            attempt->error = textOf(data, "reason");
        if (event.note.startsWith(u"fault:"))
            attempt->fault = event.note.section(u':', 1).section(u'#', 0, 0);
    }

    QHash<QString, QJsonObject> m_remembered;  ///< by service
    QHash<QString, QList<SagaAttempt>> m_attempts;
    QHash<QString, SagaAttempt> m_timers;
    QStringList m_order;
    ModelTime m_end;
};

}  // namespace

QList<SagaAttempt> purchaseAttempts(const std::vector<LoggedEvent>& events)
{
    Story story;
    for (const LoggedEvent& event : events)
        story.take(event);
    return story.attempts();
}

QList<api::WhyLink> whyPurchaseFailed(const api::SagaTimeline& timeline)
{
    QList<api::WhyLink> links;
    const auto add = [&](const QString& code, const api::EventRow* event, const QString& subject, const QString& detail) {
        links.append(linkTo(code.toLatin1().constData(), event, subject, detail));
        links.last().sagaId = timeline.saga.sagaId;
    };
    const auto ofType = [&](const QString& type) {
        const auto found = std::find_if(timeline.events.cbegin(), timeline.events.cend(),
                                        [&](const api::EventRow& event) { return event.eventType == type; });
        return found == timeline.events.cend() ? nullptr : &*found;
    };
    const auto& attempts = timeline.attempts;
    if (timeline.saga.stuck) {
        const auto last = std::find_if(attempts.crbegin(), attempts.crend(), [](const SagaAttempt& each) {
            return each.outcome != u"done" && each.outcome != u"waiting" && each.nextRetryAt.us == 0;
        });
        if (last != attempts.crend()) {
            add(QStringLiteral("saga_stuck"), ofType(QStringLiteral("ReactionStuck")), last->stepId, last->error);
            if (!last->fault.isEmpty())
                add(QStringLiteral("fault"), nullptr, last->fault, last->error);
        }
    }
    // Backwards from the refusal: each event was made by a command, and each command by the event before it.
    const api::EventRow* refusal = nullptr;
    for (const contracts::PurchaseStep& step : contracts::purchaseSteps()) {
        if (const api::EventRow* event = ofType(QString::fromLatin1(step.refused));
            event && (!refusal || event->position < refusal->position)) {
            refusal = event;
            add(QStringLiteral("purchase_failed"), event, QString::fromLatin1(step.id), timeline.saga.error);
        }
    }
    for (const api::EventRow* event = refusal; event != nullptr;) {
        const auto made = std::find_if(attempts.crbegin(), attempts.crend(), [&](const SagaAttempt& each) {
            return each.messageId == event->causationId && each.outcome != u"waiting";
        });
        if (made == attempts.crend()) {
            if (event->eventType == u"OrderPlaced")
                add(QString(event->actor + QStringLiteral("_command")), event, QStringLiteral("PlaceOrder"), timeline.saga.orderNumber);
            return links;
        }
        const bool good = made->outcome == u"done";
        if (!good && made->outcome != u"refused" && made->attempt > 1)
            add(QStringLiteral("retries_exhausted"), event, made->stepId, QString::number(made->attempt));
        // Whatever else was broken on the way: what a service refused by its own rule, no fault made it refuse.
        const bool byRule = made->outcome == u"refused" && made->fault != u"refuse";
        if (!good && !byRule && !made->fault.isEmpty()) {
            add(QStringLiteral("fault"), event, made->fault, made->error);
            return links;
        }
        event = ofType(made->reactsTo);
        add(QStringLiteral("reacted"), event, made->command, made->reactsTo);
    }
    return links;
}

}  // namespace replay::queries
