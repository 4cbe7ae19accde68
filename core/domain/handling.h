// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/commands/message.h"
#include "core/contracts/purchase_course.h"
#include "core/domain/decision.h"
#include "core/events/unit_of_work.h"

#include <concepts>

/// What the handlers of all services have in common.
namespace replay::domain {

using base::Result;
using base::Status;
using commands::Message;
using commands::Receipt;
using events::UnitOfWork;
using faults::GapPoint;

/// Whether the service itself sends it, because another's event made it: a saga without an orchestrator.
inline bool isReaction(const Message& message) { return message.actor == contracts::reactionActor; }
/// Whether it is a step of a saga, whoever conducts that.
inline bool isFromSaga(const Message& message) { return message.actor == QLatin1StringView("saga") || isReaction(message); }

/// The business refusal that a fault rule injected into this delivery, if any; `otherwise` is the reason of a rule without one.
std::optional<Refusal> injectedRefusal(const Message& message, const QString& otherwise);

/// A command that no handler knows: a bug of the sender, not of the data.
Result<Receipt> unknownCommand(const Message& message, const QString& service);

/// The aggregate that a command is about.
struct Target {
    QUuid id;
    QString type;
    QString refusal = QStringLiteral("refused by fault");  ///< the reason of an injected refusal that names none
};

/// The body of a handler about one aggregate: check the expected version, load, decide, append, keep the tables.
/// `decide(state) → Decision`; `keep(stateAfter) → Result<QJsonObject>` writes the tables and answers the command's result.
/// `refused(reason) → std::optional<NewEvent>` is what a saga learns of a refusal by. Nothing: a saga's command of this kind (a
/// compensation) cannot be refused, so a refusal is a failure, and the saga sends it again.
template <typename State, typename Decide, typename Keep, typename Refused>
Result<Receipt> settle(const Message& message, UnitOfWork& work, const Target& target, Decide&& decide, Keep&& keep, Refused&& refused)
{
    REPLAY_TRY(work.expect(target.id, target.type, message.expectedVersion));
    REPLAY_ASSIGN(const auto loaded, work.loadToDecide<State>(target.id));
    work.reach(GapPoint::Loaded);
    const std::optional<Refusal> injected = injectedRefusal(message, target.refusal);
    const Decision decision = injected ? Decision(*injected) : decide(std::as_const(loaded->state));
    work.reach(GapPoint::Decided);
    if (const auto* refusal = std::get_if<Refusal>(&decision)) {
        if (isFromSaga(message)) {
            const std::optional<events::NewEvent> event = refused(refusal->reason);
            if (!event)
                return base::failed(refusal->reason);
            REPLAY_TRY(work.append<State>(target.id, target.type, {*event}));
            work.reach(GapPoint::Appended);
        }
        return Receipt::refused(refusal->reason);
    }
    REPLAY_TRY(work.append<State>(target.id, target.type, std::get<NewEvents>(decision)));
    REPLAY_ASSIGN(const auto after, work.load<State>(target.id));
    REPLAY_ASSIGN(QJsonObject result, keep(std::as_const(after->state)));
    work.reach(GapPoint::Appended);
    return Receipt::done(std::move(result));
}

/// The same for a command that a saga does not send, or that cannot be refused.
template <typename State, typename Decide, typename Keep>
Result<Receipt> settle(const Message& message, UnitOfWork& work, const Target& target, Decide&& decide, Keep&& keep)
{
    return settle<State>(message, work, target, std::forward<Decide>(decide), std::forward<Keep>(keep),
                         [](const QString&) { return std::optional<events::NewEvent>(); });
}

}  // namespace replay::domain
