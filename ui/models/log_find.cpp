// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/log_find.h"

namespace replay::ui {

bool hasText(const api::EventRow& event, const QString& text)
{
    for (const QString* field : {&event.eventType, &event.service, &event.aggregateType, &event.aggregateId, &event.correlationId,
                                 &event.causationId, &event.eventId, &event.note, &event.actor}) {
        if (field->contains(text, Qt::CaseInsensitive))
            return true;
    }
    return QString::number(event.position) == text || QString::fromUtf8(event.data).contains(text, Qt::CaseInsensitive);
}

api::Result<LogFound> findInLog(api::Reader& reader, const api::LogFilter& filter, api::Position upTo, const QString& text,
                                const api::Progress& progress)
{
    constexpr int windowRows = 1'000;
    LogFound found;
    api::Position after = 0;
    for (;;) {
        if (progress && !progress(upTo > 0 ? static_cast<double>(after) / static_cast<double>(upTo) : 1.0))
            return base::cancelled();
        REPLAY_ASSIGN(const QList<api::EventRow> window, reader.events(filter, after, windowRows, false));
        for (const api::EventRow& event : window) {
            if (event.position > upTo)
                return found;
            after = event.position;
            if (!hasText(event, text))
                continue;
            if (found.positions.size() == LogFound::positionsMax) {
                found.capped = true;
                return found;
            }
            found.positions.append(event.position);
        }
        if (window.size() < windowRows)
            return found;
    }
}

}  // namespace replay::ui
