// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/api/trace_parent.h"

namespace replay::api {
namespace {

constexpr qsizetype parentDigits = 16;

QString hexDigits(QString id) { return id.remove(u'-').toLower(); }

}  // namespace

QString traceParent(const EventRow& event)
{
    if (event.correlationId.isEmpty())
        return {};
    const QString parent = hexDigits(event.causationId.isEmpty() ? event.eventId : event.causationId).right(parentDigits);
    return QStringLiteral("00-%1-%2-01").arg(hexDigits(event.correlationId), parent);
}

}  // namespace replay::api
