// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/events/log_scroll_bar.h"

#include "ui/format/tokens.h"
#include "ui/format/words.h"

#include <QPainter>

namespace replay::ui {

void LogScrollBar::setMarkers(const QList<api::Marker>& markers, api::Position head)
{
    m_markers = markers;
    m_head = head;
    setToolTip(markers.isEmpty() ? QString() : tr("%1 marks: long ticks are injected faults, short ones failed sagas and broken invariants").arg(format::number(markers.size())));
    update();
}

void LogScrollBar::paintEvent(QPaintEvent* event)
{
    QScrollBar::paintEvent(event);
    if (m_head <= 0 || m_markers.isEmpty())
        return;
    QPainter painter(this);
    int drawn = -1;
    for (const api::Marker& marker : std::as_const(m_markers)) {
        const int y = static_cast<int>(static_cast<double>(marker.position - 1) / static_cast<double>(m_head) * (height() - 2));
        if (y == drawn)
            continue;
        drawn = y;
        const bool fault = marker.kind == api::Marker::Kind::Fault;
        const int length = fault ? width() : width() / 2;
        painter.fillRect(width() - length, y, length, 2, format::colour(fault ? format::Colour::Failure : format::Colour::SagaStep));
    }
}

}  // namespace replay::ui
