// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/api/values.h"
#include "core/log/logged_event.h"
#include "core/storage/statement.h"

namespace replay::queries {

/// The select list that eventRow reads. CROSS JOIN fixes the order: the log leads, the names are looked up.
#define EVENT_ROWS                                                                                                                         \
    "SELECT r.position, r.event_id, s.aggregate_id, s.aggregate_type, t.name, r.data, r.occurred_at, r.appended_at, r.version, "           \
    "r.schema_version, v.name, r.correlation_id, r.causation_id, r.actor, r.note "                                                         \
    "FROM log_records r CROSS JOIN log_streams s ON s.stream = r.stream CROSS JOIN event_types t ON t.type = r.type "                      \
    "CROSS JOIN log_services v ON v.service = r.service "

api::EventRow eventRow(const storage::Row& row);
api::EventRow eventRow(const log::LoggedEvent& event);

/// The text of an id; empty for none.
QString idTextOrEmpty(const QUuid& id);

}  // namespace replay::queries
