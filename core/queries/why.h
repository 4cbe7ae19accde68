// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/queries/cause_facts.h"
#include "core/queries/saga_queries.h"

namespace replay::queries {

/// "Why?" of whatever has an id: the backward chain, at most WhyAnswer::linksMax links, the nearest cause first. Of a violated
/// invariant: of its first violation.
class Why {
public:
    using Verify = std::function<Result<QList<api::InvariantResult>>(const api::Progress&)>;

    Why(CauseFacts& facts, LogQueries& log, SagaQueries& sagas, Provenance& provenance, Verify verify)
        : m_facts(facts),
          m_log(log),
          m_sagas(sagas),
          m_provenance(provenance),
          m_verify(std::move(verify))
    {
    }

    Result<api::Subject> subject(const QString& text);
    Result<api::WhyAnswer> why(const api::Subject& subject);

    /// The longest chain is cut in the middle: what is seen and what began it stay.
    static void shorten(api::WhyAnswer& answer);
    /// What was sent, how it ended with the reason verbatim, and the fault that did it: the nearest first.
    Result<QList<api::WhyLink>> commandLinks(const QString& commandId, QString* name = nullptr, QString* state = nullptr);

private:
    Result<std::optional<api::Subject>> subjectOfId(const QUuid& id);
    Result<api::WhyAnswer> ofEvent(const QString& eventId);
    Result<api::WhyAnswer> ofSaga(const QString& sagaId);
    Result<api::WhyAnswer> ofCommand(const QString& commandId);
    Result<api::WhyAnswer> ofRow(const api::RowRef& row);
    Result<api::WhyAnswer> ofInvariant(const QString& name);
    Result<QList<api::WhyLink>> rowLinks(const api::RowRef& row);
    Result<QList<api::WhyLink>> foreignLinks(const api::RowProvenance& provenance);
    Result<QList<api::WhyLink>> evidence(const QString& invariant, const api::InvariantResult::Violation& violation);

    CauseFacts& m_facts;
    LogQueries& m_log;
    SagaQueries& m_sagas;
    Provenance& m_provenance;
    Verify m_verify;
};

}  // namespace replay::queries
