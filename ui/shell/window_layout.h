// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "ui/shell/settings.h"

#include <QWidget>

class QSplitter;

namespace replay::ui {

class EventDock;
class Inspector;
class WorkspaceRail;

/// Where the parts of the window lie: rail, pages, inspector at the right, events at the bottom. Narrow windows collapse
/// the rail's words and turn the inspector into an overlay. It remembers, resets and simplifies.
class WindowLayout : public QWidget {
    Q_OBJECT
public:
    WindowLayout(Settings& settings, WorkspaceRail* rail, QWidget* pages, Inspector* inspector, EventDock* events,
                 QWidget* parent = nullptr);

    static constexpr int wordsWidthMin = 1280;
    static constexpr int dockWidthMin = 1100;
    static constexpr int eventsHeightMin = 560;  ///< a lower layout keeps the events to one line until asked

    void setWorkspaceOpen(bool open);
    bool isInspectorShown() const;
    void setInspectorShown(bool shown);
    bool areEventsShown() const;
    void setEventsShown(bool shown);
    /// No docks: for a simple look, or for presenting. What was there comes back.
    void setBare(bool bare);
    bool isBare() const { return m_bare; }
    void save();
    void restore();
    void reset();

Q_SIGNALS:
    void changed();

protected:
    void resizeEvent(QResizeEvent* event) override;
    void showEvent(QShowEvent* event) override;

private:
    void arrange();
    void sizeEvents();
    void placeOverlay();
    bool isNarrow() const { return width() < dockWidthMin; }
    bool isLow() const { return height() < eventsHeightMin; }

    Settings& m_settings;
    WorkspaceRail* m_rail;
    QWidget* m_pages;
    Inspector* m_inspector;
    EventDock* m_events;
    QSplitter* m_across = nullptr;
    QSplitter* m_down = nullptr;
    int m_eventsHeight = 0;       ///< of the events when they are not collapsed
    bool m_eventsPlaced = false;  ///< the splitter has given them that height
    bool m_open = false;
    bool m_bare = false;
    bool m_inspectorWanted = true;
    bool m_overlayWanted = false;
    bool m_eventsWanted = true;
    bool m_eventsWantedLow = false;
    bool m_arranging = false;
    bool m_settled = false;  ///< shown once: sizes mean something
};

}  // namespace replay::ui
