// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/api/values.h"

#include <QScrollBar>

namespace replay::ui {

/// The scroll bar of the log with a tick where something went wrong: at its right edge for an injected fault, at its left for
/// a failed saga or a broken invariant.
class LogScrollBar : public QScrollBar {
    Q_OBJECT
public:
    explicit LogScrollBar(QWidget* parent = nullptr) : QScrollBar(Qt::Vertical, parent) {}

    /// Of a log that is so long; none where the rows are not the whole log.
    void setMarkers(const QList<api::Marker>& markers, api::Position head);
    qsizetype ticks() const { return m_markers.size(); }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QList<api::Marker> m_markers;
    api::Position m_head = 0;
};

}  // namespace replay::ui
