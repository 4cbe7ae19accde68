// SPDX-License-Identifier: GPL-3.0-or-later
// What `replayctl projections` changes: each action opens the workspace for writing, and ends with how the projection stands.
#include "app/replayctl/projections_actions.h"

#include "app/replayctl/json_shapes.h"
#include "app/replayctl/opened.h"
#include "app/replayctl/output.h"
#include "app/replayctl/progress_line.h"
#include "app/replayctl/stop_signal.h"
#include "core/base/pace_meter.h"

namespace replay::ctl {
namespace {

using namespace Qt::StringLiterals;

constexpr int eventsPerStep = 4'000;

projections::Projector::Standing standingOf(runtime::Platform& platform, const QString& name)
{
    for (const auto& standing : platform.projector().positions()) {
        if (standing.name == name)
            return standing;
    }
    return {};
}

QString paceText(const base::PaceMeter& pace, api::Position goal)
{
    const auto rate = pace.perSecond();
    const auto left = pace.msLeft(goal);
    return rate && left ? u", %1 events/s, %2 s left"_s.arg(*rate).arg((*left + 999) / 1'000) : QString();
}

/// Steps until the projection is whole again. A signal stops between two steps: what is made so far stays, and goes on later.
Status makeWhole(runtime::Platform& platform, const QString& name, const QString& howToGoOn)
{
    ProgressLine line;
    base::PaceMeter pace;
    QElapsedTimer clock;
    clock.start();
    for (;;) {
        const auto standing = standingOf(platform, name);
        if (!standing.rebuilding)
            return standing.error.isEmpty() ? Status() : base::failed(standing.error);
        pace.look(clock.elapsed(), standing.seen);
        line.show(standing.progress,
                  u"%1: %2 of %3 events%4"_s.arg(name).arg(standing.seen).arg(standing.goal).arg(paceText(pace, standing.goal)));
        if (stopWanted())
            return base::Error{base::ErrorKind::Cancelled,
                               u"stopped at event %1 of %2; %3"_s.arg(standing.seen).arg(standing.goal).arg(howToGoOn)};
        REPLAY_ASSIGN(const bool more, platform.project(eventsPerStep));
        if (more)
            continue;
        REPLAY_ASSIGN(const auto due, platform.projector().nextAt());
        if (due)
            platform.projector().passTime(*due);
        else if (standingOf(platform, name).rebuilding)
            return base::failed(u"%1 stands still at event %2: %3"_s.arg(name).arg(standing.seen).arg(standing.stillWhy));
    }
}

Status catchUp(runtime::Platform& platform)
{
    for (bool more = true; more && !stopWanted();) {
        REPLAY_ASSIGN(more, platform.project(eventsPerStep));
    }
    return {};
}

Result<int> answer(const Opened& opened, const QString& name, Output& output, const QString& sentence)
{
    REPLAY_ASSIGN(const api::ProjectionInfo after, projectionNamed(*opened.reader, name));
    if (output.isJson())
        output.document(toJson(after));
    else
        output.line(u"%1: %2, up to position %3, %4 rows"_s.arg(after.name, sentence).arg(after.position).arg(after.rows));
    return exitDone;
}

Result<int> rebuild(const Call&, const Opened& opened, const QString& name, Output& output)
{
    runtime::Platform& platform = opened.workspace->platform();
    // One that a kill interrupted goes on from its checkpoint.
    if (const auto standing = standingOf(platform, name); !standing.rebuilding || standing.inPlace)
        REPLAY_TRY(platform.projector().rebuild(name));
    REPLAY_TRY(makeWhole(
        platform, name,
        u"the rows of %1 stay as they were until `projections W rebuild %1` has gone on to the end; `cancel` gives it up"_s.arg(name)));
    return answer(opened, name, output, u"rebuilt"_s);
}

Result<int> replay(const Call&, const Opened& opened, const QString& name, Output& output)
{
    runtime::Platform& platform = opened.workspace->platform();
    REPLAY_TRY(platform.projector().replay(name));
    REPLAY_TRY(makeWhole(platform, name, u"the rows of %1 are not whole until `run` has gone on to the end"_s.arg(name)));
    return answer(opened, name, output, u"replayed"_s);
}

Result<int> cancel(const Call&, const Opened& opened, const QString& name, Output& output)
{
    REPLAY_TRY(opened.workspace->platform().projector().cancelRebuild(name));
    return answer(opened, name, output, u"the rebuild is cancelled, the rows are the old ones"_s);
}

Result<int> pause(const Call&, const Opened& opened, const QString& name, Output& output)
{
    REPLAY_TRY(opened.workspace->platform().projector().pause(name));
    return answer(opened, name, output, u"paused"_s);
}

Result<int> resume(const Call&, const Opened& opened, const QString& name, Output& output)
{
    REPLAY_TRY(opened.workspace->platform().projector().resume(name));
    REPLAY_TRY(catchUp(opened.workspace->platform()));
    return answer(opened, name, output, u"resumed"_s);
}

Result<int> slow(const Call& call, const Opened& opened, const QString& name, Output& output)
{
    REPLAY_ASSIGN(const std::int64_t perSecond, call.whole("per-second", 0, 0, 1'000'000));
    REPLAY_TRY(opened.workspace->platform().projector().slow(name, perSecond));
    return answer(opened, name, output,
                  perSecond > 0 ? u"at most %1 events a second of model time"_s.arg(perSecond) : u"as fast as it can"_s);
}

Result<int> told(const projections::ProjectionRun::Sweep& swept, const QString& name, const QString& stream, const char* what,
                 Output& output)
{
    if (output.isJson()) {
        output.document(QJsonObject{{u"name"_s, name},
                                    {u"stream"_s, stream},
                                    {u"applied"_s, static_cast<qint64>(swept.applied)},
                                    {u"parked"_s, static_cast<qint64>(swept.parked)},
                                    {u"error"_s, textOrNull(swept.error)}});
    } else {
        output.line(u"%1: %2 %3: %4 events taken up, %5 stay parked"_s.arg(name, QLatin1StringView(what), stream)
                        .arg(swept.applied)
                        .arg(swept.parked));
        if (!swept.error.isEmpty())
            output.line(u"  %1"_s.arg(swept.error));
    }
    return swept.parked == 0 ? exitDone : exitFailed;
}

/// The rules that poisoned this stream are disarmed: their handler counts as mended.
Status disarmFor(const Opened& opened, const QString& name, const QString& stream)
{
    api::Position after = 0;
    for (;;) {
        REPLAY_ASSIGN(const QList<api::ParkedEvent> page, opened.reader->parkedEvents(name, after, parkedPage));
        for (const api::ParkedEvent& event : page) {
            if (event.aggregateId == stream && event.rule > 0 && event.state == u"parked")
                REPLAY_TRY(opened.workspace->platform().disarmFault(event.rule));
        }
        if (page.size() < parkedPage)
            return {};
        after = page.last().position;
    }
}

Result<int> retry(const Call& call, const Opened& opened, const QString& name, Output& output)
{
    REPLAY_ASSIGN(const QString stream, idArgument(call.argument(3), "STREAM"));
    if (call.has("fixed"))
        REPLAY_TRY(disarmFor(opened, name, stream));
    REPLAY_ASSIGN(const auto swept, opened.workspace->platform().projector().retry(name, QUuid::fromString(stream)));
    return told(swept, name, stream, "retried", output);
}

Result<int> skip(const Call& call, const Opened& opened, const QString& name, Output& output)
{
    REPLAY_ASSIGN(const QString stream, idArgument(call.argument(3), "STREAM"));
    REPLAY_ASSIGN(const auto swept,
                  opened.workspace->platform().projector().skip(name, QUuid::fromString(stream), call.text("reason").value_or(QString())));
    return told(swept, name, stream, "skipped the event that failed of", output);
}

struct Action {
    const char* name;
    int words;           ///< after the action: NAME, STREAM
    const char* option;  ///< that it may have
    bool needsOption;
    Result<int> (*run)(const Call& call, const Opened& opened, const QString& name, Output& output);
};

constexpr Action actions[] = {
    {"rebuild", 1, nullptr, false, rebuild}, {"replay", 1, nullptr, false, replay}, {"cancel", 1, nullptr, false, cancel},
    {"pause", 1, nullptr, false, pause},     {"resume", 1, nullptr, false, resume}, {"slow", 1, "per-second", true, slow},
    {"retry", 2, "fixed", false, retry},     {"skip", 2, "reason", true, skip},
};

}  // namespace

QStringList projectionActions()
{
    QStringList names;
    for (const Action& action : actions)
        names << QString::fromLatin1(action.name);
    return names;
}

Result<int> runProjectionAction(const Call& call, Output& output)
{
    for (const Action& action : actions) {
        if (call.argument(1) != QLatin1StringView(action.name))
            continue;
        if (call.positional.size() != 2 + action.words) {
            return base::malformed(u"projections: expected %1 NAME%2%3"_s.arg(
                QLatin1StringView(action.name), action.words > 1 ? u" STREAM"_s : QString(),
                action.needsOption ? u" --%1"_s.arg(QLatin1StringView(action.option)) : QString()));
        }
        for (const char* option : {"per-second", "fixed", "reason"}) {
            const bool own = action.option && QLatin1StringView(option) == QLatin1StringView(action.option);
            if (call.has(option) && !own)
                return base::malformed(
                    u"projections: --%1 does not belong to %2"_s.arg(QLatin1StringView(option), QLatin1StringView(action.name)));
            if (own && action.needsOption && !call.has(option))
                return base::malformed(u"projections: %1 needs --%2"_s.arg(QLatin1StringView(action.name), QLatin1StringView(option)));
        }
        REPLAY_ASSIGN(const Opened opened, openToWrite(call));
        REPLAY_ASSIGN(const api::ProjectionInfo known, projectionNamed(*opened.reader, call.argument(2)));
        return action.run(call, opened, known.name, output);
    }
    return base::malformed(u"projections: \"%1\" is none of list, show, verify, parked, history, %2"_s.arg(
        call.argument(1), projectionActions().join(u", "_s)));
}

}  // namespace replay::ctl
