// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/events/event.h"
#include "core/base/check.h"
#include "core/contracts/upcasters.h"

#include <QJsonDocument>

namespace replay::events {

QJsonObject Event::data() const { return contracts::upcast(eventType, schemaVersion, QJsonDocument::fromJson(json).object()); }

bool ExpectedVersion::accepts(int current) const
{
    switch (m_kind) {
    case Kind::Exact: return current == m_version;
    case Kind::Any: return true;
    case Kind::NoStream: return current == 0;
    case Kind::StreamExists: return current > 0;
    }
    ENSURE(false);
}

QString ExpectedVersion::toString() const
{
    switch (m_kind) {
    case Kind::Exact: return QString::number(m_version);
    case Kind::Any: return QStringLiteral("any");
    case Kind::NoStream: return QStringLiteral("no stream");
    case Kind::StreamExists: return QStringLiteral("an existing stream");
    }
    ENSURE(false);
}

}  // namespace replay::events
