// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/api/values.h"

#include <QJsonObject>

namespace replay::queries {

/// Sagas as traces of other tools: a span for the saga, below it one for each attempt at a step or compensation (a client's, from
/// sending to the answer), below that the service's transaction (a server's). Times are the model clock's.

/// OTLP/JSON, one trace a saga, as OpenTelemetry's collector reads it and Jaeger opens it
/// (opentelemetry-proto 1.0, trace/v1; ids in hexadecimal, times in nanoseconds as texts).
QJsonObject otlpTraces(const QList<api::SagaTimeline>& sagas);

/// Chrome's trace event format, as Perfetto opens it: a process for each saga, a thread for each service; times in microseconds.
QJsonObject chromeTrace(const QList<api::SagaTimeline>& sagas);

}  // namespace replay::queries
