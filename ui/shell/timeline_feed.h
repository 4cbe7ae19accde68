// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "ui/models/desk.h"

#include <QTimer>

namespace replay::ui {

/// What the slider shows beside the cursor: how dense the events are and where the marks stand. Asked on a worker, at most
/// about once a second while the log grows, and once more when it comes to rest.
class TimelineFeed : public QObject {
    Q_OBJECT
public:
    explicit TimelineFeed(Desk& desk, QObject* parent = nullptr);

    const QList<int>& density() const { return m_density; }
    /// In rising order of position.
    const QList<api::Marker>& markers() const { return m_markers; }
    bool markersCapped() const { return m_capped; }
    /// The first violation of each invariant, as the watch knows them now: marks beside those of the log.
    void setViolations(const QList<api::InvariantResult>& results);

    static constexpr int buckets = 240;
    static constexpr int markersMax = 1'000;

Q_SIGNALS:
    void changed();

private:
    struct Answer {
        api::Position head = 0;
        QList<int> density;
        QList<api::Marker> markers;
    };
    void refresh();
    void merge();

    Desk& m_desk;
    QTimer m_timer;
    QList<int> m_density;
    QList<api::Marker> m_ofLog;
    QList<api::Marker> m_violations;
    QList<api::Marker> m_markers;  ///< both, in order
    bool m_capped = false;
    api::Position m_askedHead = -1;
    bool m_asking = false;
};

}  // namespace replay::ui
