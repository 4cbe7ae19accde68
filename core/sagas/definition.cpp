// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sagas/definition.h"

#include "core/base/check.h"

#include <algorithm>

namespace replay::sagas {

const QList<const Definition*>& definitions()
{
    static const QList<const Definition*> all{&orderProcessing(), &orderConfirmation(), &orderReturn()};
    return all;
}

const QList<const Definition*>& allDefinitions()
{
    static const QList<const Definition*> all = definitions() + QList<const Definition*>{&orderProcessing2()};
    return all;
}

const Definition* startedBy(const QString& eventType)
{
    const auto found = std::find_if(definitions().begin(), definitions().end(),
                                    [&](const Definition* each) { return each->dataOf != nullptr && each->startedBy == eventType; });
    return found == definitions().end() ? nullptr : *found;
}

const Definition* findDefinition(const QString& type, int version)
{
    const auto found = std::find_if(allDefinitions().begin(), allDefinitions().end(),
                                    [&](const Definition* each) { return each->type == type && each->version == version; });
    return found == allDefinitions().end() ? nullptr : *found;
}

QString finalStepOf(const SagaState& saga)
{
    const Definition* definition = findDefinition(saga.type, saga.definitionVersion);
    ENSURE(definition != nullptr);
    for (const Step& step : definition->steps) {
        const StepState& state = saga.step(step.id);
        const bool maybe = state.status == StepStatus::Running || (state.status == StepStatus::Failed && state.uncertain);
        if (step.isFinal() && (state.status == StepStatus::Completed || maybe))
            return step.id;
    }
    return {};
}

const Step* nextToDo(const Definition& definition, const SagaState& saga)
{
    const auto next = std::find_if(definition.steps.begin(), definition.steps.end(),
                                   [&](const Step& step) { return saga.step(step.id).status == StepStatus::Pending; });
    return next == definition.steps.end() ? nullptr : &*next;
}

const Step* nextToUndo(const Definition& definition, const SagaState& saga)
{
    const auto next = std::find_if(definition.steps.rbegin(), definition.steps.rend(), [&](const Step& step) {
        const StepState& state = saga.step(step.id);
        return !step.isFinal() &&
               (state.status == StepStatus::Completed || (state.status == StepStatus::Skipped && step.external) ||
                (state.status == StepStatus::Failed && (state.uncertain || (step.undoAlways && state.compensationAttempts == 0))));
    });
    return next == definition.steps.rend() ? nullptr : &*next;
}

qsizetype Definition::indexOf(const QString& id) const
{
    for (qsizetype i = 0; i < steps.size(); ++i) {
        if (steps[i].id == id)
            return i;
    }
    ENSURE(false);
}

const Step& Definition::step(const QString& id) const { return steps[indexOf(id)]; }

}  // namespace replay::sagas
