// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/api/reader.h"

#include <QJsonArray>
#include <QJsonObject>

/// The JSON that programs read from replayctl. Keys are never renamed and never taken away.
namespace replay::ctl {

QJsonObject toJson(const api::EventRow& event);
QJsonObject toJson(const api::AggregateState& state);
QJsonObject toJson(const api::ReplayComparison& comparison);
QJsonObject toJson(const api::SagaRow& saga);
QJsonObject toJson(const api::SagaTimeline& timeline);
QJsonObject toJson(const api::ProjectionInfo& projection);
QJsonObject toJson(const api::ParkedEvent& event);
QJsonObject toJson(const api::ProjectionDecision& decision);
/// Without the rows.
QJsonObject toJson(const api::QueryAnswer& answer);
QJsonObject toJson(const api::ProjectionCheck& check);
QJsonObject toJson(const api::InvariantResult& invariant);
QJsonObject toJson(const api::PlatformStatus& status);
QJsonObject rowToJson(const QStringList& columns, const QVariantList& row);
QJsonValue cellToJson(const QVariant& cell);

/// A JSON text of our own databases as a value; a text that is no JSON stays a text.
QJsonValue parsed(const QByteArray& json);
QJsonValue timeOrNull(base::ModelTime time);
QJsonValue textOrNull(const QString& text);

}  // namespace replay::ctl
