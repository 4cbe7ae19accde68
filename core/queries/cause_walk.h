// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/queries/cause_facts.h"

#include <QSet>

namespace replay::queries {

/// The chain backwards from an event, along the causation ids that were recorded with the events: through the commands of sagas,
/// their timeouts and retries, to the fault or switch that made it so, the rule that refused, or whoever began it.
class CauseWalk {
public:
    explicit CauseWalk(CauseFacts& facts) : m_facts(facts) {}

    Result<QList<api::WhyLink>> from(const api::EventRow& event);
    /// From a command on: who sent it.
    Result<QList<api::WhyLink>> fromCommand(const QString& commandId);
    /// The fault or pitfall that gave this event its shape, if any did: a refusal by a rule, a second handling of one message, a
    /// decision on a stale read, an event that never left its service, one that says too little.
    Result<QList<api::WhyLink>> shapedBy(const api::EventRow& event);

private:
    using Parent = std::optional<api::EventRow>;
    Status walk(const api::EventRow& event);
    Result<Parent> parentOf(const api::EventRow& event);
    Result<Parent> parentOfSagaEvent(const api::EventRow& event);
    Status addEvent(const api::EventRow& event);
    Status addOrigin(const api::EventRow& event);
    Result<bool> addSending(const api::EventRow& failed);
    Result<QList<api::WhyLink>> refusal(const api::EventRow& event, const Note& note);
    Result<QList<api::WhyLink>> secondHandling(const api::EventRow& event, const Note& note);
    Result<QList<api::WhyLink>> staleDecision(const api::EventRow& event);
    Result<api::WhyLink> faultLink(const api::EventRow* place, const QString& kind, qint64 rule, const QString& otherwise);

    CauseFacts& m_facts;
    QList<api::WhyLink> m_links;
    QSet<QString> m_seen;
};

/// Whether an event says that a saga's command was refused.
bool isRefusal(const QString& eventType);
/// How a link about who sent a command begins: user_command, workload_command, import_command, setup_command …
QString commandCode(const QString& actor);

}  // namespace replay::queries
