// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/events/log_scroll_bar.h"

#include "ui/format/tokens.h"
#include "ui/format/words.h"

#include <QPainter>

namespace replay::ui {

namespace {

constexpr int tickDistance = 4;
constexpr int tickLength = 4;

}  // namespace

void LogScrollBar::setMarkers(const QList<api::Marker>& markers, api::Position head)
{
    m_markers = markers;
    m_head = head;
    setToolTip(markers.isEmpty() ? QString()
                                 : tr("%1 marks: injected faults at the right edge, failed sagas and broken invariants at the left")
                                       .arg(format::number(markers.size())));
    update();
}

void LogScrollBar::paintEvent(QPaintEvent* event)
{
    QScrollBar::paintEvent(event);
    if (m_head <= 0 || m_markers.isEmpty())
        return;
    QPainter painter(this);
    // Ticks of a kind keep a distance, and faults and failures a side each, so that the handle stays visible between them.
    int lastFault = -tickDistance;
    int lastFailure = -tickDistance;
    for (const api::Marker& marker : std::as_const(m_markers)) {
        const int y = static_cast<int>(static_cast<double>(marker.position - 1) / static_cast<double>(m_head) * (height() - 2));
        const bool fault = marker.kind == api::Marker::Kind::Fault;
        int& last = fault ? lastFault : lastFailure;
        if (y - last < tickDistance)
            continue;
        last = y;
        painter.fillRect(fault ? width() - tickLength : 0, y, tickLength, 1,
                         format::colour(fault ? format::Colour::Failure : format::Colour::SagaStep));
    }
}

}  // namespace replay::ui
