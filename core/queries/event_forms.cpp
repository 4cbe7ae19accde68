// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/queries/event_forms.h"

#include "core/base/json.h"
#include "core/contracts/personal_data.h"
#include "core/contracts/upcasters.h"
#include "core/events/personal_keys.h"

#include <QJsonDocument>

namespace replay::queries {

Result<api::EventForms> formsOf(const api::EventRow& row, Connections& connections)
{
    api::EventForms forms;
    forms.event = row;
    forms.stored = row.data;
    forms.newest = contracts::newestSchema(row.eventType);
    for (const contracts::Upcaster& each : contracts::upcasters()) {
        if (each.eventType == row.eventType && each.from >= row.schemaVersion)
            forms.chain.append({each.eventType, each.from, each.to});
    }
    events::Event event;
    event.eventId = QUuid::fromString(row.eventId);
    event.aggregateId = QUuid::fromString(row.aggregateId);
    event.eventType = row.eventType;
    event.schemaVersion = row.schemaVersion;
    event.json = row.data;
    forms.sealed =
        contracts::isPersonal(row.eventType) && QJsonDocument::fromJson(row.data).object().value(contracts::sealedKey).isObject();
    if (forms.sealed) {
        REPLAY_ASSIGN(storage::Database * keys, connections.service(contracts::keeperOf(row.eventType)));
        REPLAY_ASSIGN(const auto key, events::PersonalKeys(*keys).find(events::personOf(event)));
        forms.erased = !key || key->isEmpty();
        REPLAY_TRY(events::openPersonal(keys, event));
    }
    forms.read = base::jsonBytes(event.data());
    return forms;
}

}  // namespace replay::queries
