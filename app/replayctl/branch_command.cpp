// SPDX-License-Identifier: GPL-3.0-or-later
// What-if branches, and where two runs part.
#include "app/replayctl/commands.h"
#include "app/replayctl/json_shapes.h"
#include "app/replayctl/opened.h"
#include "app/replayctl/output.h"
#include "app/replayctl/progress_line.h"
#include "app/replayctl/stop_signal.h"
#include "app/replayctl/table.h"
#include "core/base/json.h"
#include "core/runtime/branch.h"
#include "core/scenarios/fault_reader.h"
#include "core/scenarios/vocabulary.h"

namespace replay::ctl {
namespace {

Result<QUuid> idOf(const QString& text, const char* what)
{
    REPLAY_ASSIGN(const QString id, idArgument(text, what));
    return QUuid::fromString(id);
}

Result<runtime::Amendments> amendmentsOf(const Call& call)
{
    runtime::Amendments amendments;
    for (const QString& text : call.texts("skip-event")) {
        REPLAY_ASSIGN(const QUuid id, idOf(text, "--skip-event"));
        amendments.skippedEvents.insert(id);
    }
    for (const QString& text : call.texts("skip-command")) {
        REPLAY_ASSIGN(const QUuid id, idOf(text, "--skip-command"));
        amendments.skippedCommands.insert(id);
    }
    for (const QString& text : call.texts("amend-command")) {
        const qsizetype equals = text.indexOf(u'=');
        if (equals < 1)
            return base::malformed(QStringLiteral("--amend-command: expected ID=JSON, got \"%1\"").arg(text.left(80)));
        REPLAY_ASSIGN(const QUuid id, idOf(text.left(equals), "--amend-command"));
        REPLAY_ASSIGN(const QJsonObject data, base::parseJsonObject(text.mid(equals + 1).toUtf8(), QStringLiteral("--amend-command")));
        amendments.amendedCommands.insert(id, data);
    }
    return amendments;
}

Result<runtime::BranchRequest> requestOf(const Call& call)
{
    runtime::BranchRequest request;
    REPLAY_ASSIGN(const std::int64_t position, call.whole("at", 0, 0, wholeMax));
    request.position = position;
    REPLAY_ASSIGN(request.amendments, amendmentsOf(call));
    for (const QString& pitfall : call.texts("pitfall")) {
        if (!faults::pitfallOf(pitfall))
            return base::malformed(QStringLiteral("--pitfall: %1").arg(scenarios::notOneOf(pitfall, "pitfall", scenarios::pitfallNames())));
        request.pitfalls << pitfall;
    }
    for (const QString& spec : call.texts("fault")) {
        REPLAY_ASSIGN(const api::FaultRule rule, scenarios::parseFaultSpec(spec));
        request.faults << rule;
    }
    return request;
}

QJsonObject toJson(const QList<api::TypeCount>& counts)
{
    QJsonObject json;
    for (const api::TypeCount& each : counts)
        json.insert(each.type, qint64{each.count});
    return json;
}

void print(const runtime::LogDifference& difference, Output& output)
{
    if (difference.equal)
        return output.line(QStringLiteral("the two logs are the same"));
    output.line(QStringLiteral("the logs part at position %1").arg(difference.position));
    Table table(output, {QStringLiteral("log"), QStringLiteral("time"), QStringLiteral("service"), QStringLiteral("event"),
                         QStringLiteral("aggregate"), QStringLiteral("note")});
    const auto row = [&](const char* which, const std::optional<api::EventRow>& event) {
        if (event)
            table.add({QString::fromLatin1(which), event->occurredAt.toString(), event->service, event->eventType, event->aggregateId,
                       event->note});
        else
            table.add({QString::fromLatin1(which), QStringLiteral("(ends here)"), QString(), QString(), QString(), QString()});
    };
    row("left", difference.left);
    row("right", difference.right);
    table.end();
    for (const api::TypeCount& each : difference.leftOnly)
        output.line(QStringLiteral("left has %1 more %2").arg(each.count).arg(each.type));
    for (const api::TypeCount& each : difference.rightOnly)
        output.line(QStringLiteral("right has %1 more %2").arg(each.count).arg(each.type));
}

}  // namespace

Result<int> runBranch(const Call& call, Output& output)
{
    REPLAY_ASSIGN(const runtime::BranchRequest request, requestOf(call));
    runtime::Branch made;
    {
        ProgressLine line;
        REPLAY_ASSIGN(made, runtime::forkWorkspace(call.workspace(), call.argument(1), request, [&](double share) {
                          line.show(share, QStringLiteral("replaying"));
                          return !stopWanted();
                      }));
    }
    if (output.isJson())
        output.document(QJsonObject{{QStringLiteral("workspace"), call.argument(1)},
                                    {QStringLiteral("position"), qint64{made.position}},
                                    {QStringLiteral("digest"), QString::fromLatin1(made.digest)}});
    else
        output.line(QStringLiteral("made %1: it is %2 up to position %3; `replayctl run %1` goes on from there")
                        .arg(call.argument(1), call.workspace())
                        .arg(made.position));
    return exitDone;
}

Result<int> runDiff(const Call& call, Output& output)
{
    REPLAY_ASSIGN(const runtime::LogDifference difference, runtime::compareLogs(call.workspace(), call.argument(1)));
    if (!output.isJson()) {
        print(difference, output);
        return exitDone;
    }
    const auto eventOrNull = [](const std::optional<api::EventRow>& event) {
        return event ? QJsonValue(ctl::toJson(*event)) : QJsonValue();
    };
    output.document(QJsonObject{{QStringLiteral("equal"), difference.equal},
                                {QStringLiteral("position"), difference.equal ? QJsonValue() : QJsonValue(qint64{difference.position})},
                                {QStringLiteral("left"), eventOrNull(difference.left)},
                                {QStringLiteral("right"), eventOrNull(difference.right)},
                                {QStringLiteral("left_only"), toJson(difference.leftOnly)},
                                {QStringLiteral("right_only"), toJson(difference.rightOnly)}});
    return exitDone;
}

}  // namespace replay::ctl
