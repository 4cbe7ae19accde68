// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "ui/widgets/timeline_geometry.h"

class QPainter;

namespace replay::ui {

/// Draws one saga's timeline with a painter; knows no widget, so the same strokes serve screen, print and SVG.
class TimelinePainter {
public:
    struct Look {
        TimelinePlace hover;
        int current = -1;       ///< the attempt with the focus
        QString selectedEvent;  ///< its id
        bool focused = false;
    };
    TimelinePainter(QPainter& painter, const TimelineGeometry& geometry, const TimelineScene& scene, const api::SagaTimeline& timeline,
                    const QList<api::FaultRule>& armed);

    void ground();                      ///< lanes, folded stretches, the part that is undone
    void happenings(const Look& look);  ///< attempts, flights, transactions, events, badges
    void ghosts();                      ///< steps that have not begun
    void frame();                       ///< the axis and the lanes' names, over everything that scrolls
    void tokens(double playhead);       ///< what is on its way at this place of the axis
    void cursor(double playhead);       ///< the replay's line

private:
    void lanes();
    void folds();
    void undone();
    void header();
    void events(const QString& selected);
    void waits();
    void fences();
    void flights(int attempt);
    void transaction(int attempt);
    void bar(int attempt, const Look& look);
    void caption(int attempt);
    void notch(int attempt);
    void badges();
    void hovered(const TimelinePlace& place);
    double roomAfter(int attempt) const;  ///< up to where a caption may reach

    QPainter& m_painter;
    const TimelineGeometry& m_g;
    const TimelineScene& m_scene;
    const api::SagaTimeline& m_timeline;
    const QList<api::FaultRule>& m_armed;
    const double m_em;
};

/// What the lane of a service is called, and its icon's name.
QString laneName(const QString& service);
QString laneIcon(const QString& service);

}  // namespace replay::ui
