// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/window_layout.h"

#include "ui/format/tokens.h"
#include "ui/shell/event_dock.h"
#include "ui/shell/inspector.h"
#include "ui/shell/workspace_rail.h"

#include <QHBoxLayout>
#include <QSplitter>

namespace replay::ui {

namespace {
constexpr int pagesWidthMin = 420;
constexpr int pagesHeightMin = 200;
constexpr int eventsHeight = 180;
constexpr int eventsHeightLow = 140;
constexpr int inspectorWidth = 320;

const QString acrossPart = QStringLiteral("across");
const QString downPart = QStringLiteral("down");
const QString trayPart = QStringLiteral("tray");
const QString inspectorFlag = QStringLiteral("inspector");
const QString eventsFlag = QStringLiteral("events");
}  // namespace

WindowLayout::WindowLayout(Settings& settings, WorkspaceRail* rail, QWidget* pages, Inspector* inspector, EventDock* events,
                           QWidget* parent)
    : QWidget(parent),
      m_settings(settings),
      m_rail(rail),
      m_pages(pages),
      m_inspector(inspector),
      m_events(events)
{
    m_pages->setMinimumSize(pagesWidthMin, pagesHeightMin);
    m_across = new QSplitter(Qt::Horizontal, this);
    m_across->setChildrenCollapsible(false);
    m_across->addWidget(m_pages);
    m_across->addWidget(m_inspector);
    m_across->setStretchFactor(0, 1);
    m_down = new QSplitter(Qt::Vertical, this);
    m_down->setChildrenCollapsible(false);
    m_down->addWidget(m_across);
    m_down->addWidget(m_events);
    m_down->setStretchFactor(0, 1);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(0);
    row->addWidget(m_rail);
    row->addWidget(m_down, 1);
    connect(m_inspector, &Inspector::closeRequested, this, [this] { setInspectorShown(false); });
    connect(m_events, &EventDock::collapsedChanged, this, [this](bool collapsed) {
        if (m_arranging || !m_open)
            return;
        setEventsShown(!collapsed);
    });
}

void WindowLayout::setWorkspaceOpen(bool open)
{
    m_open = open;
    arrange();
}

bool WindowLayout::isInspectorShown() const { return m_inspector->isVisibleTo(this); }

void WindowLayout::setInspectorShown(bool shown)
{
    if (isNarrow())
        m_overlayWanted = shown;
    else
        m_inspectorWanted = shown;
    if (shown)
        m_bare = false;
    arrange();
}

bool WindowLayout::areEventsShown() const { return m_events->isVisibleTo(this) && !m_events->isCollapsed(); }

void WindowLayout::setEventsShown(bool shown)
{
    (isLow() ? m_eventsWantedLow : m_eventsWanted) = shown;
    if (shown)
        m_bare = false;
    arrange();
}

void WindowLayout::setBare(bool bare)
{
    m_bare = bare;
    arrange();
}

void WindowLayout::arrange()
{
    m_rail->setCollapsed(width() < wordsWidthMin);
    const bool narrow = isNarrow();
    const bool show = m_open && !m_bare && (narrow ? m_overlayWanted : m_inspectorWanted);
    if (narrow && m_across->indexOf(m_inspector) >= 0) {
        m_inspector->setParent(this);
    } else if (!narrow && m_across->indexOf(m_inspector) < 0) {
        m_across->addWidget(m_inspector);
        m_across->setSizes({m_across->width() - inspectorWidth, inspectorWidth});
    }
    m_inspector->setVisible(show);
    if (narrow && show)
        placeOverlay();
    m_events->setVisible(m_open);
    const bool events = m_open && (isLow() ? m_eventsWantedLow : m_eventsWanted) && !m_bare;
    m_arranging = true;
    if (m_events->isCollapsed() == events) {
        if (!m_events->isCollapsed() && m_eventsPlaced)
            m_eventsHeight = qMax(eventsHeightLow, m_events->height());
        m_events->setCollapsed(!events);
    }
    sizeEvents();
    m_arranging = false;
    Q_EMIT changed();
}

void WindowLayout::sizeEvents()
{
    const int total = m_down->height();
    if (total <= 0)
        return;
    const int now = m_down->sizes().value(1);
    if (m_events->isCollapsed()) {
        m_down->setSizes({total - m_events->collapsedHeight(), m_events->collapsedHeight()});
        m_eventsPlaced = false;
    } else if (m_events->isVisibleTo(this) && (!m_eventsPlaced || now < m_events->minimumHeight())) {
        m_down->setSizes({total - m_eventsHeight, m_eventsHeight});
        m_eventsPlaced = true;
    }
}

void WindowLayout::placeOverlay()
{
    const int width = qMin(inspectorWidth + format::px(format::Space::Wide), m_across->width());
    const QPoint corner = m_across->mapTo(this, QPoint(m_across->width() - width, 0));
    m_inspector->setGeometry(corner.x(), corner.y(), width, m_across->height());
    m_inspector->raise();
}

void WindowLayout::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    arrange();
}

void WindowLayout::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    if (m_settled)
        return;
    m_settled = true;
    restore();
}

void WindowLayout::save()
{
    if (!m_settled)
        return;
    if (m_open && !m_bare) {
        if (m_across->indexOf(m_inspector) >= 0 && m_inspector->isVisibleTo(this))
            m_settings.setLayout(acrossPart, m_across->saveState());
        if (!m_events->isCollapsed() && m_eventsPlaced)
            m_eventsHeight = qMax(eventsHeightLow, m_events->height());
        m_settings.setLayout(downPart, QByteArray::number(m_eventsHeight));
        m_settings.setLayout(trayPart, m_events->splitter()->saveState());
    }
    m_settings.setFlag(inspectorFlag, m_inspectorWanted);
    m_settings.setFlag(eventsFlag, m_eventsWanted);
}

void WindowLayout::restore()
{
    m_inspectorWanted = m_settings.flag(inspectorFlag, true);
    m_eventsWanted = m_settings.flag(eventsFlag, true);
    m_across->setSizes({qMax(pagesWidthMin, width() - m_rail->sizeHint().width() - inspectorWidth), inspectorWidth});
    const int remembered = m_settings.layout(downPart).toInt();
    m_eventsHeight = remembered > 0 ? qBound(eventsHeightLow, remembered, qMax(eventsHeightLow, height() - pagesHeightMin)) : eventsHeight;
    m_eventsPlaced = false;
    if (const QByteArray state = m_settings.layout(acrossPart); !state.isEmpty())
        m_across->restoreState(state);
    if (const QByteArray state = m_settings.layout(trayPart); !state.isEmpty())
        m_events->splitter()->restoreState(state);
    m_across->setHandleWidth(1);
    m_down->setHandleWidth(1);
    arrange();
}

void WindowLayout::reset()
{
    m_settings.clearLayout();
    m_bare = false;
    m_overlayWanted = false;
    m_eventsWantedLow = false;
    m_events->splitter()->setSizes({qMax(300, width() - 360), 360});
    restore();
}

}  // namespace replay::ui
