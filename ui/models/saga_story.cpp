// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/saga_story.h"
#include "ui/format/words.h"
#include "ui/models/saga_facts.h"

#include <QCoreApplication>

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
    if (last.outcome == u"waiting") {
        QString text = Story::tr("Waits for the answer to “%1” (attempt %2) since %3, for %4.")
                           .arg(nameOf(last)).arg(last.attempt).arg(format::clock(last.sentAt), format::duration(now - last.sentAt));
        if (last.deadlineAt.us != 0)
            text += u' ' + Story::tr("Its deadline is %1.").arg(format::clock(last.deadlineAt));
        return text;
    }
    if (last.nextRetryAt > now) {
        QString text = Story::tr("Will try “%1” again at %2, in %3.").arg(nameOf(last), format::clock(last.nextRetryAt), format::duration(last.nextRetryAt - now));
        if (timeline.saga.retryingSince.us != 0)
            text += u' ' + Story::tr("It has been retrying since %1.").arg(format::clock(timeline.saga.retryingSince));
        return text;
    }
    return Story::tr("“%1” ended (%2); the next message is about to be sent.").arg(nameOf(last), format::attemptOutcome(last.outcome));
}

}  // namespace

QString sagaStory(const api::SagaTimeline& timeline, api::ModelTime now)
{
    const api::SagaRow& saga = timeline.saga;
    const int again = retries(saga);
    const QString took = format::duration(age(saga, now));
    if (saga.stuck)
        return Story::tr("Stuck: what should undo a step failed as often as its policy allows. Somebody must decide.");
    if (saga.status == u"completed") {
        return again == 0 ? Story::tr("Completed in %1: %2 steps, none of them tried twice.").arg(took).arg(saga.steps.size())
                          : Story::tr("Completed in %1: %2 steps, with %n retries on the way.", nullptr, again).arg(took).arg(saga.steps.size());
    }
    if (saga.status == u"failed")
        return Story::tr("Failed after %1; all that had been done is undone.").arg(took);
    if (saga.status == u"compensating")
        return Story::tr("Undoing what was done. %1").arg(waiting(timeline, now));
    return waiting(timeline, now);
}

}  // namespace replay::ui
