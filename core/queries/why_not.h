// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/queries/saga_causes.h"
#include "core/queries/why.h"

namespace replay::queries {

/// "Why not?": what did not come next, and what prevented it. Of a saga the state it never reached, the event that was never
/// appended, and why; of a command the guard that refused it, verbatim; of an event where it was not projected, or what it was
/// to lead to; of a row what is missing in it.
class WhyNot {
public:
    WhyNot(CauseFacts& facts, SagaQueries& sagas, ProjectionQueries& projections, Provenance& provenance, Why& why)
        : m_facts(facts),
          m_sagas(sagas),
          m_projections(projections),
          m_provenance(provenance),
          m_why(why)
    {
    }

    Result<api::WhyAnswer> whyNot(const api::Subject& subject);

private:
    Result<api::WhyAnswer> ofSaga(const QString& sagaId);
    Result<api::WhyAnswer> ofCompleted(const api::SagaTimeline& timeline);
    Result<api::WhyAnswer> ofUnconducted(const api::SagaTimeline& timeline, SagaCauses& causes, api::WhyAnswer answer);
    Result<api::WhyAnswer> ofEvent(const QString& eventId);
    Result<api::WhyAnswer> ofCommand(const QString& commandId);
    Result<api::WhyAnswer> ofRow(const api::RowRef& row);
    Status addLag(api::WhyAnswer& answer, const QString& projection);

    CauseFacts& m_facts;
    SagaQueries& m_sagas;
    ProjectionQueries& m_projections;
    Provenance& m_provenance;
    Why& m_why;
};

}  // namespace replay::queries
