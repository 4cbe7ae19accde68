// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/saga_story.h"
#include "ui/format/words.h"
#include "ui/models/saga_facts.h"

#include <QCoreApplication>
#include <QJsonDocument>
#include <QJsonValue>

namespace replay::ui {
namespace {

struct Story {
    Q_DECLARE_TR_FUNCTIONS(replay::ui::SagaStory)
};

QString nameOf(const api::SagaAttempt& attempt)
{
    return attempt.compensation ? format::compensationOf(attempt.stepId) : format::sagaStep(attempt.stepId);
}

/// What a saga that is not over waits for.
QString waiting(const api::SagaTimeline& timeline, api::ModelTime now)
{
    if (timeline.attempts.isEmpty())
        return Story::tr("Nothing was sent yet.");
    const api::SagaAttempt& last = timeline.attempts.constLast();
    if (last.outcome == u"waiting" && !last.sender.isEmpty()) {
        return Story::tr("%1 of %2 makes %3 do “%4” (attempt %5), since %6.")
            .arg(format::eventType(last.reactsTo), format::service(last.sender), format::service(last.service), nameOf(last))
            .arg(last.attempt)
            .arg(format::duration(now - last.sentAt));
    }
    if (last.outcome == u"waiting") {
        QString text = Story::tr("Waits for the answer to “%1” (attempt %2) since %3, for %4.")
                           .arg(nameOf(last))
                           .arg(last.attempt)
                           .arg(format::clock(last.sentAt), format::duration(now - last.sentAt));
        if (last.deadlineAt.us != 0)
            text += u' ' + Story::tr("Its deadline is %1.").arg(format::clock(last.deadlineAt));
        return text;
    }
    if (last.nextRetryAt > now) {
        QString text = Story::tr("Will try “%1” again at %2, in %3.")
                           .arg(nameOf(last), format::clock(last.nextRetryAt), format::duration(last.nextRetryAt - now));
        if (timeline.saga.retryingSince.us != 0)
            text += u' ' + Story::tr("It has been retrying since %1.").arg(format::clock(timeline.saga.retryingSince));
        return text;
    }
    if (!last.sender.isEmpty())
        return Story::tr("“%1” ended (%2); whoever reacts to that has not heard of it yet.")
            .arg(nameOf(last), format::attemptOutcome(last.outcome));
    return Story::tr("“%1” ended (%2); the next message is about to be sent.").arg(nameOf(last), format::attemptOutcome(last.outcome));
}

/// What people did to the saga, in the order they did it.
QString interventions(const api::SagaTimeline& timeline)
{
    QStringList done;
    for (const api::EventRow& event : timeline.events) {
        if (event.eventType != u"SagaRetried" && event.eventType != u"SagaPaused" && event.eventType != u"SagaResumed" &&
            event.eventType != u"SagaResolved" && event.eventType != u"SagaAborted")
            continue;
        const QString reason = QJsonDocument::fromJson(event.data)[QStringLiteral("reason")].toString();
        const QString what = Story::tr("%1 at %2").arg(format::eventType(event.eventType), format::clock(event.occurredAt));
        done << (reason.isEmpty() ? what : Story::tr("%1: “%2”").arg(what, reason));
    }
    return done.isEmpty() ? QString() : QString(u' ' + done.join(QStringLiteral("; ")) + u'.');
}

QString standing(const api::SagaTimeline& timeline, api::ModelTime now)
{
    const api::SagaRow& saga = timeline.saga;
    const int again = retries(saga);
    const QString took = format::duration(age(saga, now));
    if (saga.stuck) {
        return saga.status == u"started"
                   ? Story::tr("Stuck: a step past the point of no return failed as often as its policy allows. Somebody must decide.")
                   : Story::tr("Stuck: what should undo a step failed as often as its policy allows. Somebody must decide.");
    }
    if (saga.paused)
        return Story::tr("Held by an operator: answers are taken in, nothing further is sent until somebody resumes it.");
    if (saga.status == u"completed") {
        if (again == 0)
            return Story::tr("Completed in %1: %2 steps, none of them tried twice.").arg(took).arg(saga.steps.size());
        return again == 1 ? Story::tr("Completed in %1: %2 steps, with 1 retry on the way.").arg(took).arg(saga.steps.size())
                          : Story::tr("Completed in %1: %2 steps, with %3 retries on the way.")
                                .arg(took)
                                .arg(saga.steps.size())
                                .arg(format::number(again));
    }
    if (saga.status == u"failed")
        return Story::tr("Failed after %1; all that had been done is undone.").arg(took);
    if (saga.status == u"compensating")
        return Story::tr("Undoing what was done. %1").arg(waiting(timeline, now));
    return waiting(timeline, now);
}

}  // namespace

QString sagaStory(const api::SagaTimeline& timeline, api::ModelTime now)
{
    return QString(standing(timeline, now) + interventions(timeline));
}

}  // namespace replay::ui
