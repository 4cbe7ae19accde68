// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/timeline_words.h"
#include "ui/format/words.h"

#include <QCoreApplication>
#include <QStringList>
#include <algorithm>

namespace replay::ui::timeline_words {
namespace {

using Part = TimelinePlace::Part;

struct Words {
    Q_DECLARE_TR_FUNCTIONS(replay::ui::TimelineWords)
};

QStringList attemptFacts(const api::SagaTimeline& timeline, const api::SagaAttempt& attempt)
{
    const api::ModelTime start = timeline.saga.startedAt;
    const auto since = [start](api::ModelTime time) {
        return QString(format::clock(time) + QStringLiteral("  (+") + format::duration(time - start) + u')');
    };
    QStringList lines;
    if (!attempt.sender.isEmpty())
        lines << Words::tr("because of  %1 (%2)").arg(format::eventType(attempt.reactsTo), format::service(attempt.sender));
    lines << Words::tr("sent  %1").arg(since(attempt.sentAt));
    if (attempt.handledAt.us != 0)
        lines << Words::tr("handled  %1").arg(since(attempt.handledAt));
    if (attempt.answeredAt.us != 0)
        lines << Words::tr("answered  %1").arg(since(attempt.answeredAt));
    if (attempt.answeredAt.us == 0 && attempt.deadlineAt.us != 0)
        lines << Words::tr("deadline  %1").arg(since(attempt.deadlineAt));
    if (attempt.nextRetryAt.us != 0)
        lines << Words::tr("next try  %1").arg(since(attempt.nextRetryAt));
    lines << Words::tr("outcome  %1").arg(format::attemptOutcome(attempt.outcome));
    if (!attempt.error.isEmpty())
        lines << attempt.error;
    if (!attempt.fault.isEmpty())
        lines << Words::tr("injected fault: %1").arg(format::faultKind(attempt.fault));
    return lines;
}

QStringList eventFacts(const api::EventRow& event)
{
    QStringList lines{QString(format::eventType(event.eventType) + QStringLiteral("  #") + format::number(event.position)),
                      Words::tr("%1, version %2 of %3 %4")
                          .arg(format::clock(event.occurredAt))
                          .arg(event.version)
                          .arg(format::aggregateType(event.aggregateType), format::shortId(event.aggregateId))};
    if (!event.note.isEmpty())
        lines << format::note(event.note);
    lines << Words::tr("Click to select it.");
    return lines;
}

}  // namespace

QString attemptName(const api::SagaAttempt& attempt)
{
    const QString name = attempt.compensation ? format::compensationOf(attempt.stepId) : format::sagaStep(attempt.stepId);
    return attempt.attempt > 1 ? Words::tr("%1, attempt %2").arg(name).arg(attempt.attempt) : name;
}

QString placeName(const TimelinePlace& place)
{
    const QStringList& points = format::gapPoints();
    switch (place.part) {
    case Part::None:
    case Part::Event: return {};
    case Part::Step: return Words::tr("anywhere on its way");
    case Part::Request: return Words::tr("between sent and received");
    case Part::Handler:
        return Words::tr("between %1 and %2").arg(format::gapPoint(points.value(place.gap)), format::gapPoint(points.value(place.gap + 1)));
    case Part::Reply: {
        constexpr int committed = 4;
        return Words::tr("between %1 and %2")
            .arg(format::gapPoint(points.value(committed + place.gap)), format::gapPoint(points.value(committed + place.gap + 1)));
    }
    case Part::Wait: return Words::tr("between two attempts");
    }
    return {};
}

QString facts(const api::SagaTimeline& timeline, const TimelinePlace& place)
{
    if (place.part == Part::Event && place.event >= 0 && place.event < timeline.events.size())
        return eventFacts(timeline.events[place.event]).join(u'\n');
    if (place.attempt < 0 || place.attempt >= timeline.attempts.size())
        return {};
    const api::SagaAttempt& attempt = timeline.attempts[place.attempt];
    QStringList lines{attemptName(attempt)};
    switch (place.part) {
    case Part::Step:
        lines << Words::tr("%1 → %2").arg(attempt.command, format::service(attempt.service)) << attemptFacts(timeline, attempt);
        break;
    case Part::Request:
        lines << (attempt.sender.isEmpty()
                      ? Words::tr("The command %1 on its way to %2").arg(attempt.command, format::service(attempt.service))
                      : Words::tr("%1 of %2 on its way to %3, which reacts with %4")
                            .arg(format::eventType(attempt.reactsTo), format::service(attempt.sender), format::service(attempt.service),
                                 attempt.command));
        if (attempt.handledAt.us != 0)
            lines << Words::tr("took %1").arg(format::duration(attempt.handledAt - attempt.sentAt));
        else if (attempt.requestLost)
            lines << Words::tr("it was lost");
        if (attempt.copies > 1)
            lines << Words::tr("the network delivered it %1 times").arg(attempt.copies);
        break;
    case Part::Handler:
        lines << Words::tr("Local transaction of %1, %2").arg(format::service(attempt.service), placeName(place));
        lines << format::gapLine(format::gapPoints().value(place.gap));
        lines << Words::tr("at %1").arg(format::clock(attempt.handledAt));
        break;
    case Part::Reply:
        lines << Words::tr("The answer on its way, %1").arg(placeName(place));
        if (attempt.answeredAt.us != 0 && attempt.handledAt.us != 0)
            lines << Words::tr("took %1").arg(format::duration(attempt.answeredAt - attempt.handledAt));
        else if (attempt.handledAt.us != 0 && attempt.outcome != u"waiting")
            lines << Words::tr("it never arrived");
        break;
    case Part::Wait:
        lines << Words::tr("The saga waits before it tries again");
        if (attempt.nextRetryAt.us != 0)
            lines << Words::tr("until %1").arg(format::clock(attempt.nextRetryAt));
        break;
    case Part::None:
    case Part::Event: break;
    }
    lines << Words::tr("Click to arm a fault here.");
    return lines.join(u'\n');
}

QString spoken(const api::SagaTimeline& timeline, int index)
{
    const api::SagaAttempt& attempt = timeline.attempts[index];
    const auto same = [&](const api::SagaAttempt& other) {
        return other.stepId == attempt.stepId && other.compensation == attempt.compensation;
    };
    const auto attempts = std::count_if(timeline.attempts.cbegin(), timeline.attempts.cend(), same);
    const auto step = std::find_if(timeline.saga.steps.cbegin(), timeline.saga.steps.cend(),
                                   [&](const api::SagaStepRow& row) { return row.stepId == attempt.stepId; });
    const QString name = attempt.compensation ? format::compensationOf(attempt.stepId) : format::sagaStep(attempt.stepId);
    QString text = Words::tr("Saga %1, step %2 of %3 %4, %5, attempt %6 of %7")
                       .arg(timeline.saga.orderNumber)
                       .arg(step - timeline.saga.steps.cbegin() + 1)
                       .arg(timeline.saga.steps.size())
                       .arg(name, format::attemptOutcome(attempt.outcome))
                       .arg(attempt.attempt)
                       .arg(attempts);
    if (!attempt.error.isEmpty())
        text += QStringLiteral(": ") + attempt.error;
    return text;
}

}  // namespace replay::ui::timeline_words
