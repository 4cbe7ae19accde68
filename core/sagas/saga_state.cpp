// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sagas/saga_state.h"

#include "core/base/check.h"

#include <QJsonArray>
#include <algorithm>
#include <array>

namespace replay::sagas {
namespace {

constexpr std::array sagaNames{"started", "completed", "compensating", "failed"};
constexpr std::array stepNames{"pending", "running", "completed", "failed", "compensating", "compensated", "skipped"};

template <typename Status, std::size_t Size>
Status fromText(const QString& text, const std::array<const char*, Size>& names)
{
    for (std::size_t i = 0; i < Size; ++i) {
        if (text == QLatin1StringView(names[i]))
            return static_cast<Status>(i);
    }
    ENSURE(false);
}

const QString keySteps = QStringLiteral("steps");

}  // namespace

QString toText(SagaStatus status) { return QString::fromLatin1(sagaNames[static_cast<std::size_t>(status)]); }
QString toText(StepStatus status) { return QString::fromLatin1(stepNames[static_cast<std::size_t>(status)]); }

StepState& SagaState::step(const QString& id)
{
    const auto found = std::find_if(steps.begin(), steps.end(), [&](const StepState& step) { return step.id == id; });
    ENSURE(found != steps.end());
    return *found;
}

const StepState& SagaState::step(const QString& id) const { return const_cast<SagaState*>(this)->step(id); }

void SagaState::evolve(const events::Event& event)
{
    const QJsonObject what = event.data();
    const auto text = [&](const char* key) { return what[QLatin1StringView(key)].toString(); };
    const QString& type_ = event.eventType;
    if (type_ == u"SagaStarted") {
        sagaId = event.aggregateId;
        correlationId = event.correlationId;
        type = text("type");
        definitionVersion = what[QStringLiteral("definition_version")].toInt();
        ordinal = what[QStringLiteral("ordinal")].toInteger();
        orderId = text("order_id");
        customerId = text("customer_id");
        data = what[QStringLiteral("data")].toObject();
        const QJsonArray skipped = what[QStringLiteral("skipped_steps")].toArray();
        for (const QJsonValue& id : what[keySteps].toArray())
            steps.append({id.toString(), skipped.contains(id) ? StepStatus::Skipped : StepStatus::Pending});
        return;
    }
    if (type_ == u"SagaCompensating") {
        status = SagaStatus::Compensating;
        for (StepState& step : steps)
            step.attemptsForgiven = 0;
        error = text("error");
        failedStep = text("failed_step");
        return;
    }
    if (type_ == u"SagaCompleted") {
        status = SagaStatus::Completed;
        return;
    }
    if (type_ == u"SagaFailed") {
        status = SagaStatus::Failed;
        error = text("error_message");
        return;
    }
    if (type_ == u"SagaStuck") {
        stuck = true;
        step(text("step")).error = text("error");
        return;
    }
    if (type_ == u"SagaPaused" || type_ == u"SagaResumed") {
        paused = type_ == u"SagaPaused";
        return;
    }
    if (what[QStringLiteral("step")].toString().isEmpty())
        return;  // an abort of what had not failed: the events after it tell the rest
    evolveStep(step(text("step")), type_, what);
}

void SagaState::evolveStep(StepState& touched, const QString& type_, const QJsonObject& what)
{
    const auto text = [&](const char* key) { return what[QLatin1StringView(key)].toString(); };
    const bool compensation = text("kind") == u"compensation";
    if (type_ == u"SagaStepStarted") {
        stuck = false;
        touched.status = compensation ? StepStatus::Compensating : StepStatus::Running;
        (compensation ? touched.compensationAttempts : touched.attempts) = what[QStringLiteral("attempt")].toInt();
    } else if (type_ == u"SagaStepCompleted") {
        touched.status = StepStatus::Completed;
        touched.attemptsForgiven = 0;
        touched.output = what[QStringLiteral("output")].toObject();
        touched.error.clear();
    } else if (type_ == u"SagaStepCompensated") {
        stuck = false;  // an answer may come after all
        touched.status = StepStatus::Compensated;
    } else if (type_ == u"SagaRetried") {
        stuck = false;
        touched.attemptsForgiven = compensation ? touched.compensationAttempts : touched.attempts;
    } else if (type_ == u"SagaResolved") {
        stuck = false;
        touched.status = compensation ? StepStatus::Compensated : StepStatus::Completed;
        touched.error = QStringLiteral("made good by hand: %1").arg(text("reason"));
    } else if (type_ == u"SagaAborted") {
        stuck = false;
        touched.status = StepStatus::Failed;
        touched.uncertain = false;
    } else if (type_ == u"SagaStepFailed") {
        touched.error = text("error");
        touched.uncertain = touched.uncertain || text("outcome") == u"timeout" || text("outcome") == u"aborted";
        if (!compensation && !what.contains(QStringLiteral("next_retry_at")))
            touched.status = StepStatus::Failed;
    }
}

QJsonObject SagaState::toJson() const
{
    QJsonArray list;
    for (const StepState& step : steps) {
        list.append(QJsonObject{{QStringLiteral("step_id"), step.id},
                                {QStringLiteral("status"), toText(step.status)},
                                {QStringLiteral("attempts"), step.attempts},
                                {QStringLiteral("compensation_attempts"), step.compensationAttempts},
                                {QStringLiteral("attempts_forgiven"), step.attemptsForgiven},
                                {QStringLiteral("uncertain"), step.uncertain},
                                {QStringLiteral("output"), step.output},
                                {QStringLiteral("error"), step.error}});
    }
    return {{QStringLiteral("saga_id"), sagaId.toString(QUuid::WithoutBraces)},
            {QStringLiteral("type"), type},
            {QStringLiteral("definition_version"), definitionVersion},
            {QStringLiteral("status"), toText(status)},
            {QStringLiteral("stuck"), stuck},
            {QStringLiteral("paused"), paused},
            {QStringLiteral("ordinal"), ordinal},
            {QStringLiteral("correlation_id"), correlationId.toString(QUuid::WithoutBraces)},
            {QStringLiteral("order_id"), orderId},
            {QStringLiteral("customer_id"), customerId},
            {QStringLiteral("data"), data},
            {keySteps, list},
            {QStringLiteral("error"), error},
            {QStringLiteral("failed_step"), failedStep}};
}

SagaState SagaState::fromJson(const QJsonObject& json)
{
    SagaState saga;
    saga.sagaId = QUuid::fromString(json[QStringLiteral("saga_id")].toString());
    saga.type = json[QStringLiteral("type")].toString();
    saga.definitionVersion = json[QStringLiteral("definition_version")].toInt();
    saga.status = fromText<SagaStatus>(json[QStringLiteral("status")].toString(), sagaNames);
    saga.stuck = json[QStringLiteral("stuck")].toBool();
    saga.paused = json[QStringLiteral("paused")].toBool();
    saga.ordinal = json[QStringLiteral("ordinal")].toInteger();
    saga.correlationId = QUuid::fromString(json[QStringLiteral("correlation_id")].toString());
    saga.orderId = json[QStringLiteral("order_id")].toString();
    saga.customerId = json[QStringLiteral("customer_id")].toString();
    saga.data = json[QStringLiteral("data")].toObject();
    saga.error = json[QStringLiteral("error")].toString();
    saga.failedStep = json[QStringLiteral("failed_step")].toString();
    const QJsonArray list = json[keySteps].toArray();
    for (const QJsonValue& value : list) {
        const QJsonObject step = value.toObject();
        saga.steps.append({step[QStringLiteral("step_id")].toString(),
                           fromText<StepStatus>(step[QStringLiteral("status")].toString(), stepNames),
                           step[QStringLiteral("attempts")].toInt(), step[QStringLiteral("compensation_attempts")].toInt(),
                           step[QStringLiteral("attempts_forgiven")].toInt(), step[QStringLiteral("uncertain")].toBool(),
                           step[QStringLiteral("output")].toObject(), step[QStringLiteral("error")].toString()});
    }
    return saga;
}

}  // namespace replay::sagas
