// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sagas/reaction_state.h"

#include "core/contracts/purchase_course.h"

namespace replay::sagas {

void ReactionState::evolve(const events::Event& event)
{
    const QJsonObject data = event.data();
    orderId = data[QStringLiteral("order_id")].toString();
    step = data[QStringLiteral("step")].toString();
    kind = data[QStringLiteral("kind")].toString();
    command = data[QStringLiteral("command")].toString();
    if (event.eventType == u"ReactionRetried" || event.eventType == u"ReactionResolved") {
        stuck = false;
        return;
    }
    error = data[QStringLiteral("error")].toString();
    if (event.eventType == u"ReactionStuck")
        stuck = true;
    else
        ++failures;
}

QJsonObject ReactionState::toJson() const
{
    return {{QStringLiteral("order_id"), orderId}, {QStringLiteral("step"), step},         {QStringLiteral("kind"), kind},
            {QStringLiteral("command"), command},  {QStringLiteral("failures"), failures}, {QStringLiteral("stuck"), stuck},
            {QStringLiteral("error"), error}};
}

ReactionState ReactionState::fromJson(const QJsonObject& json)
{
    return {json[QStringLiteral("order_id")].toString(), json[QStringLiteral("step")].toString(),  json[QStringLiteral("kind")].toString(),
            json[QStringLiteral("command")].toString(),  json[QStringLiteral("failures")].toInt(), json[QStringLiteral("stuck")].toBool(),
            json[QStringLiteral("error")].toString()};
}

events::Folds reactionFolds() { return {events::foldOf<ReactionState>(contracts::reactionType, QString())}; }

}  // namespace replay::sagas
