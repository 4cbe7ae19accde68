// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/timeline_faults.h"

namespace replay::ui::timeline_faults {
namespace {

using Part = TimelinePlace::Part;

QStringList codes(std::initializer_list<const char*> kinds)
{
    QStringList list;
    for (const char* kind : kinds)
        list << QLatin1StringView(kind);
    return list;
}

QStringList handlerKinds(int gap)
{
    switch (gap) {
    case 0: return codes({"error", "crash_before_commit", "no_reply"});
    case 1: return codes({"refuse", "error", "no_reply"});
    case 2: return codes({"crash_before_commit", "error"});
    case 3: return codes({"crash_before_commit", "crash_after_commit"});
    default: return codes({"refuse", "error", "crash_before_commit", "crash_after_commit"});
    }
}

}  // namespace

QStringList kindsAt(const TimelinePlace& place, const api::SagaAttempt& attempt)
{
    QStringList kinds;
    switch (place.part) {
    case Part::None:
    case Part::Event: return {};
    case Part::Request: kinds = codes({"lost_request", "delay", "duplicate"}); break;
    case Part::Handler: kinds = handlerKinds(place.gap); break;
    case Part::Reply:
        kinds = place.gap == 0 ? codes({"crash_after_commit", "no_reply", "lost_reply"})
                               : codes({"lost_reply", "no_reply", "orchestrator_crash"});
        break;
    case Part::Wait: return codes({"orchestrator_crash"});
    case Part::Step:
        kinds = codes({"refuse", "error", "no_reply", "lost_request", "lost_reply", "duplicate", "delay", "crash_before_commit",
                       "crash_after_commit", "orchestrator_crash", "compensation_failure"});
        break;
    }
    if (!attempt.sender.isEmpty())
        kinds.removeAll(QStringLiteral("orchestrator_crash"));  // there is none
    if (attempt.compensation) {
        // What undoes a step has no right to say no; that it fails all the same is a fault of its own.
        kinds.removeAll(QStringLiteral("refuse"));
        kinds.removeAll(QStringLiteral("compensation_failure"));
        if (place.part == Part::Step || place.part == Part::Handler)
            kinds.prepend(QStringLiteral("compensation_failure"));
    }
    return kinds;
}

TimelinePlace placeOf(const QString& kind, int attempt)
{
    static constexpr int beforeDecision = 1;
    static constexpr int beforeCommit = 3;
    TimelinePlace place{Part::Step, attempt, -1, -1};
    if (kind == u"lost_request" || kind == u"delay" || kind == u"duplicate" || kind == u"reorder" || kind == u"partition") {
        place.part = Part::Request;
    } else if (kind == u"refuse" || kind == u"error" || kind == u"compensation_failure" || kind == u"service_down") {
        place.part = Part::Handler;
        place.gap = beforeDecision;
    } else if (kind == u"crash_before_commit" || kind.startsWith(u"database_")) {
        place.part = Part::Handler;
        place.gap = beforeCommit;
    } else if (kind == u"crash_after_commit" || kind == u"no_reply") {
        place.part = Part::Reply;
        place.gap = 0;
    } else if (kind == u"lost_reply") {
        place.part = Part::Reply;
        place.gap = 1;
    }
    return place;
}

bool aimsAt(const api::FaultRule& rule, const api::SagaAttempt& attempt)
{
    if (!rule.armed || rule.kind == u"poison_event")
        return false;
    if (rule.kind == u"compensation_failure" && !attempt.compensation && rule.message.isEmpty()) {
        // Nothing was undone yet: it is shown on the step whose undoing it will break.
        return rule.step.isEmpty() || rule.step == attempt.stepId;
    }
    if ((rule.kind == u"compensation_failure" || rule.kind == u"refuse") && attempt.compensation != (rule.kind == u"compensation_failure"))
        return false;
    if (rule.kind == u"orchestrator_crash")
        return rule.step.isEmpty() || rule.step == attempt.stepId;
    return (rule.step.isEmpty() || rule.step == attempt.stepId) && (rule.service.isEmpty() || rule.service == attempt.service) &&
           (rule.message.isEmpty() || rule.message == attempt.command);
}

api::FaultRule ruleFor(const QString& kind, const api::SagaAttempt& attempt)
{
    api::FaultRule rule;
    rule.kind = kind;
    if (attempt.compensation && kind != u"compensation_failure") {
        // A step and its compensation share the step's name; the message tells them apart.
        rule.service = attempt.service;
        rule.message = attempt.command;
        return rule;
    }
    rule.step = attempt.stepId;
    if (kind != u"orchestrator_crash" && kind != u"compensation_failure")
        rule.service = attempt.service;
    return rule;
}

}  // namespace replay::ui::timeline_faults
