// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/queries/event_rows.h"

#include "core/base/random.h"

namespace replay::queries {

QString idTextOrEmpty(const QUuid& id) { return id.isNull() ? QString() : base::idText(id); }

api::EventRow eventRow(const storage::Row& row)
{
    api::EventRow event;
    event.position = row.integer(0);
    event.eventId = base::idText(row.id(1));
    event.aggregateId = base::idText(row.id(2));
    event.aggregateType = row.text(3);
    event.eventType = row.text(4);
    event.data = row.bytes(5);
    event.occurredAt = row.time(6);
    event.appendedAt = row.time(7);
    event.version = static_cast<int>(row.integer(8));
    event.schemaVersion = static_cast<int>(row.integer(9));
    event.service = row.text(10);
    event.correlationId = idTextOrEmpty(row.id(11));
    event.causationId = idTextOrEmpty(row.id(12));
    event.actor = row.text(13);
    event.note = row.isNull(14) ? QString() : row.text(14);
    return event;
}

api::EventRow eventRow(const log::LoggedEvent& event)
{
    return {event.position,
            base::idText(event.eventId),
            base::idText(event.aggregateId),
            event.aggregateType,
            event.eventType,
            event.json,
            event.occurredAt,
            event.appendedAt,
            event.version,
            event.schemaVersion,
            event.service,
            idTextOrEmpty(event.correlationId),
            idTextOrEmpty(event.causationId),
            event.actor,
            event.note};
}

}  // namespace replay::queries
