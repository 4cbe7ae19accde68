// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/replayctl/commands.h"
#include "app/replayctl/json_shapes.h"
#include "app/replayctl/opened.h"
#include "app/replayctl/output.h"
#include "app/replayctl/table.h"
#include "core/queries/trace_export.h"
#include "core/sagas/operator_rules.h"

namespace replay::ctl {
namespace {

constexpr int windowSize = 500;

QStringList statusNames()
{
    return {QStringLiteral("started"), QStringLiteral("completed"), QStringLiteral("compensating"),
            QStringLiteral("failed"),  QStringLiteral("stuck"),     QStringLiteral("paused")};
}

// "create_order ✓ reserve_inventory ✗2": the steps at a glance, with the attempts where there was more than one.
QString stepsAtAGlance(const QList<api::SagaStepRow>& steps)
{
    QStringList words;
    for (const api::SagaStepRow& step : steps) {
        if (step.status != u"pending" && step.status != u"skipped")
            words << (step.attempts > 1 ? QStringLiteral("%1:%2×%3").arg(step.stepId, step.status).arg(step.attempts)
                                        : QStringLiteral("%1:%2").arg(step.stepId, step.status));
    }
    return words.join(QStringLiteral(" "));
}

QString remark(const api::SagaRow& saga)
{
    if (saga.stuck)
        return QStringLiteral(" (stuck)");
    return saga.paused ? QStringLiteral(" (paused)") : QString();
}

Status eachSaga(api::Reader& reader, const QString& status, std::int64_t limit, const std::function<void(const api::SagaRow&)>& visit)
{
    qint64 before = 0;
    while (limit > 0) {
        const int wanted = static_cast<int>(std::min<std::int64_t>(limit, windowSize));
        REPLAY_ASSIGN(const QList<api::SagaRow> sagas, reader.sagas(status, before, wanted));
        for (const api::SagaRow& saga : sagas)
            visit(saga);
        if (sagas.size() < wanted)
            break;
        before = sagas.last().ordinal;
        limit -= sagas.size();
    }
    return {};
}

Result<int> list(const Call& call, Output& output)
{
    const QString status = call.text("status").value_or(QString());
    if (call.has("status") && !statusNames().contains(status))
        return base::malformed(QStringLiteral("--status: \"%1\" is none of %2").arg(status, statusNames().join(QStringLiteral(", "))));
    REPLAY_ASSIGN(const std::int64_t limit, call.whole("limit", wholeMax, 1, wholeMax));
    REPLAY_ASSIGN(const Opened opened, openToRead(call));
    if (output.isJson()) {
        JsonArrayWriter array(output);
        REPLAY_TRY(eachSaga(*opened.reader, status, limit, [&](const api::SagaRow& saga) { array.add(toJson(saga)); }));
        array.end();
        return exitDone;
    }
    Table table(output, {QStringLiteral("n"), QStringLiteral("saga"), QStringLiteral("type"), QStringLiteral("status"),
                         QStringLiteral("order"), QStringLiteral("steps"), QStringLiteral("error")});
    REPLAY_TRY(eachSaga(*opened.reader, status, limit, [&](const api::SagaRow& saga) {
        const QString word = QString(saga.status % remark(saga));
        table.add({saga.ordinal, saga.sagaId, saga.type, word, saga.orderNumber, stepsAtAGlance(saga.steps), saga.error});
    }));
    table.end();
    return exitDone;
}

void print(const api::SagaTimeline& timeline, Output& output)
{
    const api::SagaRow& saga = timeline.saga;
    const QString style = saga.style == u"choreography" ? QStringLiteral(", choreographed") : QString();
    output.line(QStringLiteral("%1 %2 %3%4%5").arg(saga.type, saga.sagaId, saga.status, remark(saga), style));
    output.line(QStringLiteral("order %1 %2, started %3").arg(saga.orderNumber, saga.orderId, saga.startedAt.toString()));
    if (!saga.error.isEmpty())
        output.line(QStringLiteral("error: %1").arg(saga.error));
    output.line(QString());
    Table table(output, {QStringLiteral("sent"), QStringLiteral("step"), QStringLiteral("command"), QStringLiteral("service"),
                         QStringLiteral("because of"), QStringLiteral("attempt"), QStringLiteral("outcome"), QStringLiteral("fault"),
                         QStringLiteral("error")});
    for (const api::SagaAttempt& attempt : timeline.attempts)
        table.add({attempt.sentAt.toString(), attempt.stepId, attempt.command, attempt.service,
                   attempt.reactsTo.isEmpty() ? QStringLiteral("the saga") : attempt.reactsTo, attempt.attempt, attempt.outcome,
                   attempt.fault, attempt.error});
    table.end();
}

Result<int> show(const Call& call, Output& output)
{
    REPLAY_ASSIGN(const QString id, idArgument(call.argument(2), "ID"));
    REPLAY_ASSIGN(const Opened opened, openToRead(call));
    REPLAY_ASSIGN(const api::SagaTimeline timeline, opened.reader->saga(id));
    if (output.isJson())
        output.document(toJson(timeline));
    else
        print(timeline, output);
    return exitDone;
}

const char* commandOf(const QString& action)
{
    static const QHash<QString, const char*> commands{{QStringLiteral("retry"), "RetrySaga"},
                                                      {QStringLiteral("pause"), "PauseSaga"},
                                                      {QStringLiteral("resume"), "ResumeSaga"},
                                                      {QStringLiteral("resolve"), "ResolveSaga"},
                                                      {QStringLiteral("abort"), "AbortSaga"}};
    return commands.value(action);
}

/// Sagas as traces that other tools open: one document on standard output.
Result<int> exportTraces(const Call& call, Output& output)
{
    const QString format = call.text("format").value_or(QStringLiteral("otlp"));
    if (format != u"otlp" && format != u"perfetto")
        return base::malformed(QStringLiteral("--format: \"%1\" is neither otlp nor perfetto").arg(format));
    REPLAY_ASSIGN(const std::int64_t limit, call.whole("limit", wholeMax, 1, wholeMax));
    REPLAY_ASSIGN(const Opened opened, openToRead(call));
    QStringList ids;
    if (call.positional.size() == 3) {
        REPLAY_ASSIGN(const QString id, idArgument(call.argument(2), "ID"));
        ids << id;
    } else {
        REPLAY_TRY(eachSaga(*opened.reader, call.text("status").value_or(QString()), limit,
                            [&](const api::SagaRow& saga) { ids << saga.sagaId; }));
    }
    QList<api::SagaTimeline> timelines;
    for (const QString& id : std::as_const(ids)) {
        REPLAY_ASSIGN(api::SagaTimeline timeline, opened.reader->saga(id));
        timeline.events.clear();
        timelines << timeline;
    }
    output.document(format == u"otlp" ? queries::otlpTraces(timelines) : queries::chromeTrace(timelines));
    return exitDone;
}

/// An operator's action: sent as the command it is, run until the saga has settled, and the saga as it is then.
Result<int> operate(const char* command, const Call& call, Output& output)
{
    REPLAY_ASSIGN(const QString id, idArgument(call.argument(2), "ID"));
    QJsonObject data{{QStringLiteral("saga_id"), id}};
    const auto reason = call.text("reason");
    const sagas::OperatorCommand* known = sagas::findOperatorCommand(QString::fromLatin1(command));
    if (known->needsReason && (!reason || reason->trimmed().isEmpty()))
        return base::malformed(
            QStringLiteral("sagas %1: expected --reason TEXT: why, in words, to be kept with the saga").arg(call.argument(1)));
    if (reason)
        data.insert(QStringLiteral("reason"), *reason);
    REPLAY_ASSIGN(const Opened opened, openToWrite(call));
    REPLAY_TRY(opened.reader->saga(id));  // an unknown one is said so before anything is recorded
    REPLAY_ASSIGN(const api::CommandAnswer answer,
                  opened.workspace->runCommand({QString::fromLatin1(command), base::jsonBytes(data), {}, {}}));
    if (answer.outcome == api::CommandAnswer::Outcome::Malformed)
        return base::malformed(answer.reason);
    if (answer.outcome != api::CommandAnswer::Outcome::Done)
        return base::failed(answer.reason);
    REPLAY_ASSIGN(const api::SagaTimeline asked, opened.reader->saga(id));
    REPLAY_TRY(opened.workspace->runUntilSettled(QUuid::fromString(asked.correlationId)));
    REPLAY_ASSIGN(const api::SagaTimeline timeline, opened.reader->saga(id));
    if (output.isJson())
        output.document(toJson(timeline));
    else
        print(timeline, output);
    return timeline.saga.stuck ? exitFailed : exitDone;
}

}  // namespace

Result<int> runSagas(const Call& call, Output& output)
{
    const QString action = call.positional.size() > 1 ? call.argument(1) : QStringLiteral("list");
    if (action == u"list" && call.positional.size() <= 2)
        return list(call, output);
    if (action != u"list" && action != u"export" && (call.has("status") || call.has("limit")))
        return base::malformed(QStringLiteral("sagas: --status and --limit belong to list and export"));
    if (action != u"export" && call.has("format"))
        return base::malformed(QStringLiteral("sagas: --format belongs to export"));
    if ((action == u"list" || action == u"show" || action == u"export") && call.has("reason"))
        return base::malformed(QStringLiteral("sagas: --reason belongs to an operator's action"));
    if (action == u"export")
        return exportTraces(call, output);
    if (action == u"show" && call.positional.size() == 3)
        return show(call, output);
    if (const char* command = commandOf(action); command && call.positional.size() == 3)
        return operate(command, call, output);
    return base::malformed(
        QStringLiteral("sagas: expected list, show ID, retry ID, pause ID, resume ID, resolve ID or abort ID, got \"%1\"")
            .arg(call.positional.mid(1).join(u' ')));
}

}  // namespace replay::ctl
