// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/replayctl/commands.h"
#include "app/replayctl/expectations.h"
#include "app/replayctl/fault_documents.h"
#include "app/replayctl/json_shapes.h"
#include "app/replayctl/opened.h"
#include "app/replayctl/progress_line.h"
#include "app/replayctl/runner.h"
#include "app/replayctl/stop_signal.h"
#include "core/scenarios/fault_reader.h"
#include "core/scenarios/scenario_reader.h"
#include "core/scenarios/vocabulary.h"

#include <QFile>

namespace replay::ctl {
namespace {

struct Loaded {
    QByteArray document;
    scenarios::Scenario scenario;
};

Result<double> speedOf(const Call& call)
{
    constexpr double fastest = 1e9;
    const QString text = call.text("speed").value_or(QStringLiteral("max"));
    if (text == u"max")
        return 0.0;
    bool good = false;
    const double factor = text.toDouble(&good);
    if (!good || !(factor > 0) || factor > fastest)
        return base::malformed(QStringLiteral("--speed: \"%1\" is neither max nor a factor such as 0.5 or 16").arg(text));
    return factor;
}

Result<Loaded> readFile(const Call& call)
{
    const QString path = call.argument(1);
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return base::malformed(QStringLiteral("%1: cannot be read: %2").arg(path, file.errorString()));
    const QByteArray bytes = file.read(scenarios::scenarioBytesMax + 1);
    std::optional<std::uint64_t> seed;
    if (call.has("seed")) {
        REPLAY_ASSIGN(seed, call.seed(0));
    }
    REPLAY_TRY(scenarios::readScenario(bytes, path));
    Loaded loaded;
    REPLAY_ASSIGN(loaded.document, effectiveScenario(bytes, path, {seed, call.texts("fault"), call.texts("pitfall")}));
    REPLAY_ASSIGN(loaded.scenario, scenarios::readScenario(loaded.document, path));
    return loaded;
}

// Without a file: the scenario that the workspace runs already, if any. Its faults come on top from now on.
Result<std::optional<Loaded>> resume(const Call& call, runtime::Workspace& workspace)
{
    if (call.has("seed")) {
        REPLAY_ASSIGN(const std::uint64_t seed, call.seed(0));
        REPLAY_TRY(workspace.reseed(seed));
    }
    QList<api::FaultRule> rules;
    for (const QString& spec : call.texts("fault")) {
        REPLAY_ASSIGN(const api::FaultRule rule, scenarios::parseFaultSpec(spec, workspace.status().now));
        rules << rule;
    }
    for (const api::FaultRule& rule : rules)
        REPLAY_TRY(workspace.addFault(rule));
    for (const QString& pitfall : call.texts("pitfall"))
        REPLAY_TRY(workspace.platform().switchPitfall(*faults::pitfallOf(pitfall), true));
    REPLAY_ASSIGN(const QByteArray document, workspace.scenarioDocument());
    if (document.isEmpty())
        return std::optional<Loaded>();
    REPLAY_ASSIGN(const scenarios::Scenario scenario, scenarios::readScenario(document, QStringLiteral("the workspace's scenario")));
    return std::optional(Loaded{document, scenario});
}

Status load(const Loaded& loaded, runtime::Workspace& workspace)
{
    REPLAY_ASSIGN(const QByteArray before, workspace.scenarioDocument());
    if (loaded.scenario.seed && before.isEmpty())
        REPLAY_TRY(workspace.reseed(*loaded.scenario.seed));
    return workspace.loadScenario(loaded.scenario, loaded.document);
}

Result<QList<Checked>> check(const std::optional<Loaded>& loaded, const Opened& opened)
{
    if (!loaded)
        return QList<Checked>();
    ProgressLine line;
    return checkExpectations(loaded->scenario.expect, opened.workspace->status(), *opened.reader, [&](double share) {
        line.show(share, QStringLiteral("verifying"));
        return !stopWanted();
    });
}

void print(const api::PlatformStatus& status, const QList<Checked>& expected, Output& output)
{
    if (!output.isJson()) {
        printStatus(status, output);
        for (const Checked& one : expected)
            output.line(QStringLiteral("expect       %1 %2: %3")
                            .arg(one.ok ? QStringLiteral("ok    ") : QStringLiteral("FAILED"), one.what, one.detail));
        return;
    }
    QJsonArray checks;
    for (const Checked& one : expected)
        checks << one.json;
    QJsonObject json = toJson(status);
    json.insert(QStringLiteral("expect"), checks);
    output.document(json);
}

}  // namespace

Result<int> runRun(const Call& call, Output& output)
{
    REPLAY_ASSIGN(const double speed, speedOf(call));
    for (const QString& spec : call.texts("fault"))
        REPLAY_TRY(scenarios::parseFaultSpec(spec));
    for (const QString& pitfall : call.texts("pitfall")) {
        if (!faults::pitfallOf(pitfall))
            return base::malformed(QStringLiteral("--pitfall: %1").arg(scenarios::notOneOf(pitfall, "pitfall", scenarios::pitfallNames())));
    }
    const bool hasFile = call.positional.size() > 1;
    std::optional<Loaded> loaded;
    if (hasFile) {
        REPLAY_ASSIGN(loaded, readFile(call));
    }
    REPLAY_ASSIGN(const Opened opened, openToWrite(call));
    if (hasFile) {
        REPLAY_TRY(load(*loaded, *opened.workspace));
    } else {
        REPLAY_ASSIGN(loaded, resume(call, *opened.workspace));
    }
    REPLAY_TRY(runToEnd(*opened.workspace, speed, QStringLiteral("replayctl run %1").arg(call.workspace())));
    REPLAY_ASSIGN(const QList<Checked> expected, check(loaded, opened));
    print(opened.workspace->status(), expected, output);
    const bool met = std::all_of(expected.begin(), expected.end(), [](const Checked& one) { return one.ok; });
    return met ? exitDone : exitFailed;
}

}  // namespace replay::ctl
