// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/api/what_if.h"

#include <QString>
#include <QStringList>

/// Codes of the core into words for people: the only tr() for core codes. An unknown code is shown as it is, never hidden.
namespace replay::ui::format {

// — sagas —
QString sagaStatus(const QString& code, bool stuck = false);  ///< started → "running" …
QString stepStatus(const QString& code);
QString status(const QString& code);            ///< any status as a label: "Running"; an unknown code as it is
QString sagaStep(const QString& stepId);        ///< create_order → "Create order"
QString compensationOf(const QString& stepId);  ///< create_order → "Cancel order": what undoes the step
QString sagaType(const QString& code);          ///< OrderProcessing → "Order processing"
QString attemptOutcome(const QString& code);    ///< waiting, done, refused, error, timeout
/// A gap point of a handler: received, loaded, decided, appended, committed, published, acknowledged, projected.
QString gapPoint(const QString& code);
QString gapLine(const QString& code);  ///< one line: what has happened when a handler stands there
const QStringList& gapPoints();        ///< all of them, in the order a message meets them

QString operatorAction(const QString& code);  ///< resolve → "Resolve by hand"
QString operatorLine(const QString& code);    ///< one line: what it does
/// What will follow if it is done now, as a sentence or two: what is sent or undone, in what order, and how it ends.
QString operatorPreview(const api::SagaAction& action);

// — events, services, people —
QString eventType(const QString& code);  ///< OrderCreated → "Order created"
QString service(const QString& code);    ///< order → "Orders"
QString aggregateType(const QString& code);
QString serviceOf(const QString& aggregateType);  ///< the code of the service that keeps such aggregates; empty for unknown ones
QString actor(const QString& code);
/// "fault:refuse#2" → "injected: Refused (rule 2)"; a pitfall by its name.
QString note(const QString& code);
QString faultOfNote(const QString& note);  ///< "fault:refuse#2" → "Refused (rule 2)"
QString markerKind(api::Marker::Kind kind);
/// What a mark on the slider is about: the fault, the event or the invariant.
QString markerText(const api::Marker& marker);

// — faults and pitfalls —
QString faultKind(const QString& code);        ///< lost_reply → "Reply lost"
QString faultLine(const QString& code);        ///< one line: what it does
QString faultAim(const api::FaultRule& rule);  ///< "Process payment · Payments · next order"
QString pitfall(const QString& code);
QString pitfallLine(const QString& code);         ///< one line: what a naive implementation does
QString invariantOfPitfall(const QString& code);  ///< the code of the invariant that it breaks
QString faultField(const QString& name);          ///< down_for → "Down for"

// — what-if branches —
QString branchChange(const api::BranchChange& change);           ///< "without Order created"
QString branchChanges(const QList<api::BranchChange>& changes);  ///< all of them; "nothing changed" for none
QString workspaceName(const QString& folder);                    ///< what a workspace is called: its folder without place and ending

// — why —
/// One link of the chain as a sentence, the engine's reason in it verbatim.
QString why(const api::WhyLink& link);

// — commands, projections, invariants —
QString commandOutcome(api::CommandAnswer::Outcome outcome);
QString sentOutcome(const QString& code);  ///< waiting, done, refused, conflict
QString projectionStatus(api::ProjectionStatus status);
QString invariant(const QString& code);      ///< streams → "Streams"
QString invariantLine(const QString& code);  ///< one line: what must hold

// — figures —
QString number(qint64 value);            ///< grouped by the locale: "1,204,331"
QString amount(const QString& decimal);  ///< "1234.50" → "1,234.50", exact; anything else unchanged
QString duration(qint64 us);             ///< "840 µs", "12.4 ms", "3.20 s", "4 min 12 s", "3 h 05 min", "2 d 4 h"
QString clock(api::ModelTime time);      ///< "08:00:12.350"
QString dateClock(api::ModelTime time);  ///< "2026-01-05 08:00:12.350"
QString shortId(const QString& id);      ///< eight characters that tell it apart; the whole belongs in the tooltip
/// "ReserveInventory" → "Reserve inventory", "reserve_inventory" → "Reserve inventory": for names without words of their own.
QString spaced(const QString& name);

}  // namespace replay::ui::format
