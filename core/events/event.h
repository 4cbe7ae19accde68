// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/base/json.h"
#include "core/base/model_time.h"

#include <QByteArray>
#include <QUuid>

namespace replay::events {

using base::ModelTime;
using base::Result;
using base::Status;

/// One domain event. The columns are the exercise's and, after `version`, ours.
struct Event {
    QUuid eventId;
    QUuid aggregateId;
    QString aggregateType;
    QString eventType;
    QByteArray json;  ///< event_data as canonical JSON bytes: what is stored, relayed and hashed
    ModelTime occurredAt;
    int version = 0;  ///< in its stream, from 1
    int schemaVersion = 1;
    QUuid correlationId;  ///< of the whole business case
    QUuid causationId;    ///< the message or event that caused it; null for none
    QString actor;        ///< user, workload, setup, import, saga, or a service's name
    QString note;         ///< the fault or pitfall at work; null for none

    /// event_data parsed (and brought to the newest schema version by the upcasters).
    QJsonObject data() const;
};

/// What a decision wants to be appended; identity, time, version and the newest schema version come from the unit of work.
struct NewEvent {
    QString eventType;
    QJsonObject data;
};

/// What the writer believes about a stream (Message DB, Eventuous: `expected version`).
class ExpectedVersion {
public:
    enum class Kind { Exact, Any, NoStream, StreamExists };
    static ExpectedVersion exact(int version) { return {version == 0 ? Kind::NoStream : Kind::Exact, version}; }
    static ExpectedVersion any() { return {Kind::Any, 0}; }
    static ExpectedVersion noStream() { return {Kind::NoStream, 0}; }
    static ExpectedVersion streamExists() { return {Kind::StreamExists, 0}; }

    Kind kind() const { return m_kind; }
    int version() const { return m_version; }
    bool accepts(int current) const;
    QString toString() const;

private:
    ExpectedVersion(Kind kind, int version) : m_kind(kind), m_version(version) {}
    Kind m_kind;
    int m_version;
};

}  // namespace replay::events
