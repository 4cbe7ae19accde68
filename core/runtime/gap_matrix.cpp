// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/runtime/gap_matrix.h"

#include "core/base/json.h"
#include "core/contracts/purchase_course.h"
#include "core/runtime/workspace.h"
#include "core/sagas/definition.h"

#include <QDir>
#include <QTemporaryDir>
#include <array>

namespace replay::runtime {
namespace {

struct Gap {
    const char* point;
    const char* fault;
    bool forCompensation;
};

constexpr std::array gaps{Gap{"received", "lost_request", true},
                          Gap{"received", "duplicate", true},
                          Gap{"received", "no_reply", true},
                          Gap{"decided", "error", false},
                          Gap{"decided", "compensation_failure", true},
                          Gap{"appended", "crash_before_commit", true},
                          Gap{"committed", "crash_after_commit", true},
                          Gap{"published", "lost_reply", true},
                          Gap{"acknowledged", "orchestrator_crash", false}};

struct Tried {
    const sagas::Definition* definition;
    const char* refusedStep;  ///< the step whose refusal makes all before it be undone
};

std::optional<Tried> triedOf(const QString& type)
{
    if (type == u"OrderProcessing")
        return Tried{&sagas::orderProcessing(), "confirm_order"};
    if (type == u"OrderReturn")
        return Tried{&sagas::orderReturn(), "refund"};
    return std::nullopt;
}

QJsonObject ruleOf(const Gap& gap, const sagas::Step& step, bool compensation)
{
    QJsonObject rule{
        {QStringLiteral("kind"), QString::fromLatin1(gap.fault)}, {QStringLiteral("step"), step.id}, {QStringLiteral("times"), 1}};
    if (compensation)
        rule.insert(QStringLiteral("message"), step.compensation.command);
    return rule;
}

QByteArray scenarioOf(const Tried& tried, const QJsonObject& rule, bool compensation, const api::GapQuestion& question)
{
    QJsonArray faults{rule};
    if (compensation)
        faults.append(QJsonObject{{QStringLiteral("kind"), QStringLiteral("refuse")},
                                  {QStringLiteral("step"), QString::fromLatin1(tried.refusedStep)}});
    QJsonObject scenario{{QStringLiteral("name"), QStringLiteral("One gap")},
                         {QStringLiteral("seed"), static_cast<qint64>(question.seed)},
                         {QStringLiteral("shop"), QJsonObject{{QStringLiteral("customers"), 1},
                                                              {QStringLiteral("products"), 1},
                                                              {QStringLiteral("opening_stock"), QJsonArray{50, 50}}}},
                         {QStringLiteral("workload"), QJsonObject{{QStringLiteral("orders"), 1},
                                                                  {QStringLiteral("per_second"), 1},
                                                                  {QStringLiteral("items_per_order"), QJsonArray{1, 1}}}},
                         {QStringLiteral("network"), QJsonObject{{QStringLiteral("latency_ms"), QJsonArray{10, 10}}}},
                         {QStringLiteral("pitfalls"), QJsonArray::fromStringList(question.pitfalls)},
                         {QStringLiteral("faults"), faults}};
    if (!question.sagaStyle.isEmpty())
        scenario.insert(QStringLiteral("saga_style"), question.sagaStyle);
    if (tried.definition == &sagas::orderReturn()) {
        const QJsonObject item{{QStringLiteral("product"), 1}, {QStringLiteral("quantity"), 1}};
        const QJsonObject data{{QStringLiteral("order"), 1},
                               {QStringLiteral("items"), QJsonArray{item}},
                               {QStringLiteral("reason"), QStringLiteral("does not fit")}};
        scenario.insert(QStringLiteral("timeline"), QJsonArray{QJsonObject{{QStringLiteral("at"), QStringLiteral("5s")},
                                                                           {QStringLiteral("command"), QStringLiteral("ReturnOrder")},
                                                                           {QStringLiteral("data"), data}}});
    }
    return base::jsonBytes(scenario);
}

Result<api::GapTrial> runOne(const Tried& tried, const Gap& gap, const sagas::Step& step, bool compensation,
                             const api::GapQuestion& question)
{
    const QTemporaryDir place(QDir::tempPath() + QStringLiteral("/replayground-gap-XXXXXX"));
    if (!place.isValid())
        return base::failed(place.errorString());
    const QString folder = place.filePath(QStringLiteral("w.replay"));
    REPLAY_TRY(
        Workspace::create(folder, {question.seed, false, scenarioOf(tried, ruleOf(gap, step, compensation), compensation, question)}));
    REPLAY_ASSIGN(const auto workspace, Workspace::open(folder, storage::Access::ReadWrite));
    REPLAY_TRY(workspace->platform().setDurability(storage::Durability::Normal));  // thrown away in a moment
    REPLAY_TRY(workspace->runUntilIdle(0, {}));
    REPLAY_ASSIGN(const auto reader, workspace->makeReader());
    api::GapTrial trial{
        step.id, compensation, QString::fromLatin1(gap.point), QString::fromLatin1(gap.fault), QStringLiteral("never began"), 0, 0, {}};
    REPLAY_ASSIGN(const auto sagas, reader->sagas({}, 0, 10));
    for (const api::SagaRow& saga : sagas) {
        if (saga.type != tried.definition->type)
            continue;
        trial.outcome = saga.stuck ? QStringLiteral("stuck") : saga.status;
        trial.durationUs = saga.finishedAt.us > 0 ? saga.finishedAt.us - saga.startedAt.us : 0;
        REPLAY_ASSIGN(const api::SagaTimeline timeline, reader->saga(saga.sagaId));
        trial.attempts =
            static_cast<int>(std::count_if(timeline.attempts.begin(), timeline.attempts.end(), [&](const api::SagaAttempt& attempt) {
                return attempt.stepId == step.id && attempt.compensation == compensation;
            }));
    }
    REPLAY_ASSIGN(trial.invariants, reader->verify());
    return trial;
}

}  // namespace

QStringList triedSagas() { return {QStringLiteral("OrderProcessing"), QStringLiteral("OrderReturn")}; }

base::Result<QList<api::GapTrial>> tryAllGaps(const api::GapQuestion& question, const api::Progress& progress)
{
    auto tried = triedOf(question.saga);
    if (!tried)
        return base::malformed(QStringLiteral("\"%1\" is no saga that can be tried: there are %2")
                                   .arg(question.saga, triedSagas().join(QStringLiteral(", "))));
    const bool choreographed = question.sagaStyle == contracts::choreography;
    if (choreographed && tried->definition != &sagas::orderProcessing())
        return base::malformed(QStringLiteral("%1 is always orchestrated: only a purchase can be choreographed").arg(question.saga));
    struct Case {
        const Gap* gap;
        const sagas::Step* step;
        bool compensation;
    };
    std::vector<Case> cases;
    const qsizetype refused = tried->definition->indexOf(QString::fromLatin1(tried->refusedStep));
    for (const bool compensation : {false, true}) {
        for (qsizetype i = 0; i < tried->definition->steps.size(); ++i) {
            const sagas::Step& step = tried->definition->steps[i];
            if (compensation && (i >= refused || step.compensation.command.isEmpty()))
                continue;  // nothing of it is undone in this saga
            for (const Gap& gap : gaps) {
                if (choreographed && QLatin1StringView(gap.fault) == QLatin1StringView("orchestrator_crash"))
                    continue;  // there is none
                const bool onlyCompensation = QLatin1StringView(gap.fault) == QLatin1StringView("compensation_failure");
                if (compensation ? gap.forCompensation : !onlyCompensation)
                    cases.push_back({&gap, &step, compensation});
            }
        }
    }
    QList<api::GapTrial> trials;
    for (const Case& each : cases) {
        if (progress && !progress(static_cast<double>(trials.size()) / static_cast<double>(cases.size())))
            return base::cancelled();
        REPLAY_ASSIGN(const api::GapTrial trial, runOne(*tried, *each.gap, *each.step, each.compensation, question));
        trials.append(trial);
    }
    return trials;
}

}  // namespace replay::runtime
