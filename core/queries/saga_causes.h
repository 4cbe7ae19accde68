// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/queries/cause_facts.h"

namespace replay::queries {

/// Why a saga stands where it does, as a backward chain from what is seen to what began it, the nearest cause first: at most
/// WhyAnswer::linksMax links. It ends at the injected fault where there was one, else at the business rule that refused, else at
/// the command that started the saga.
class SagaCauses {
public:
    SagaCauses(const api::SagaTimeline& timeline, CauseFacts& facts) : m_timeline(timeline), m_facts(facts) {}

    /// Of a saga that failed, is being undone or is stuck. Empty for any other.
    Result<QList<api::WhyLink>> failure();
    /// Of a saga that is under way: what it waits for, and what keeps the answer away.
    Result<QList<api::WhyLink>> waiting();
    /// The same from the step on that failed, without what followed from it: for "why not".
    Result<QList<api::WhyLink>> stepFailure(const QString& step);
    /// The step that the saga is at, or failed in; empty: none.
    QString stepAtFault() const;
    /// The last attempt at a step or its compensation; null: it was never begun.
    const api::SagaAttempt* attemptOf(const QString& step, bool compensation) const;
    /// The saga's last event of this type; null: none.
    const api::EventRow* lastOwn(const char* type) const;

private:
    void add(const char* code, const api::EventRow* event, const QString& subject, const QString& detail);
    bool isOwn(const api::EventRow& event) const { return event.aggregateId == m_timeline.saga.sagaId; }
    const api::EventRow* stepEvent(const char* type, const QString& step, bool compensation) const;
    const api::EventRow* answerTo(const QString& messageId) const;
    QStringList leftUndone() const;

    Status addStuck();
    Status addStepFailure(const QString& step, bool compensation);
    Status addFault(const api::SagaAttempt& attempt, const api::EventRow* answer, const api::EventRow* sent);
    Status addRule(const api::SagaAttempt& attempt, const api::EventRow& answer);
    Status addOutage(const api::SagaAttempt& attempt, const api::EventRow* sent);
    void addCommand();

    const api::SagaTimeline& m_timeline;
    CauseFacts& m_facts;
    QList<api::WhyLink> m_links;
    bool m_ended = false;
};

/// The stock that was too little for a refused reservation, and the orders that held it then; none: it was not for want of stock.
Result<std::optional<api::WhyLink>> lackingStock(CauseFacts& facts, const QByteArray& reserveCommand, const api::EventRow& refusal);

api::WhyLink linkTo(const char* code, const api::EventRow* event, const QString& subject, const QString& detail = {});
api::WhyLink pitfallLink(const QString& pitfall);

}  // namespace replay::queries
