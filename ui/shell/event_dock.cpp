// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/event_dock.h"

#include "ui/format/tokens.h"
#include "ui/format/words.h"
#include "ui/shell/command_tray.h"
#include "ui/shell/recent_events_model.h"
#include "ui/widgets/plain_delegate.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QPainter>
#include <QScrollBar>
#include <QSplitter>
#include <QTableView>
#include <QToolButton>
#include <QVBoxLayout>

namespace replay::ui {

using format::Colour;
using format::px;
using format::Space;

namespace {
constexpr int refreshMs = 100;
constexpr int bodyHeightMin = 84;
}  // namespace

EventDock::EventDock(Desk& desk, QWidget* parent) : QWidget(parent), m_desk(desk)
{
    m_model = new RecentEventsModel(this);
    m_toggle = new QToolButton(this);
    m_toggle->setAutoRaise(true);
    m_toggle->setFocusPolicy(Qt::TabFocus);
    connect(m_toggle, &QToolButton::clicked, this, [this] { setCollapsed(!m_collapsed); });
    m_title = new QLabel(tr("Events"), this);
    m_ticker = new QLabel(this);
    m_ticker->setTextFormat(Qt::PlainText);
    m_ticker->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);

    m_header = new QWidget(this);
    auto* head = new QHBoxLayout(m_header);
    head->setContentsMargins(px(Space::Small), 1, px(Space::Small), 0);
    head->setSpacing(px(Space::Small));
    head->addWidget(m_toggle);
    head->addWidget(m_title);
    head->addWidget(m_ticker, 1);

    m_table = makeTable();
    m_tray = new CommandTray(m_desk, this);
    connect(m_tray, &CommandTray::hint, this, &EventDock::hint);
    m_splitter = new QSplitter(Qt::Horizontal, this);
    m_splitter->addWidget(m_table);
    m_splitter->addWidget(m_tray);
    m_splitter->setStretchFactor(0, 1);
    m_splitter->setSizes({760, 300});
    m_splitter->setChildrenCollapsible(false);
    m_splitter->setMinimumHeight(bodyHeightMin);

    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 1, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_header);
    column->addWidget(m_splitter, 1);

    m_timer.setSingleShot(true);
    m_timer.setInterval(refreshMs);
    connect(&m_timer, &QTimer::timeout, this, &EventDock::refresh);
    connect(&m_desk, &Desk::cursorChanged, this, [this] {
        if (!m_timer.isActive())
            m_timer.start();
    });
    connect(&m_desk, &Desk::statusChanged, this, [this](const api::PlatformStatus& status) {
        // A log that became shorter has been started over: what is shown is another history.
        if (status.head < m_lastHead)
            m_model->showUpTo(nullptr, 0);
        m_lastHead = status.head;
    });
    connect(&m_desk, &Desk::sessionChanged, this, [this] {
        m_model->showUpTo(nullptr, 0);
        refresh();
    });
    setCollapsed(false);
    applyLook();
}

QTableView* EventDock::makeTable()
{
    auto* table = new QTableView(this);
    table->setModel(m_model);
    auto* delegate = new PlainDelegate(table);
    delegate->setFigures(RecentEventsModel::PositionColumn);
    delegate->setFigures(RecentEventsModel::VersionColumn);
    delegate->setFixed(RecentEventsModel::AggregateColumn);
    delegate->setFixed(RecentEventsModel::CauseColumn);
    delegate->setMuted(RecentEventsModel::TimeColumn);
    delegate->setMuted(RecentEventsModel::CauseColumn);
    delegate->setMuted(RecentEventsModel::VersionColumn);
    table->setItemDelegate(delegate);
    table->setShowGrid(false);
    table->setFrameShape(QFrame::NoFrame);
    table->setSelectionBehavior(QAbstractItemView::SelectRows);
    table->setSelectionMode(QAbstractItemView::SingleSelection);
    table->setWordWrap(false);
    table->setTabKeyNavigation(false);
    table->verticalHeader()->hide();
    table->verticalHeader()->setMinimumSectionSize(1);
    table->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    table->horizontalHeader()->setHighlightSections(false);
    table->horizontalHeader()->setStretchLastSection(true);
    table->horizontalHeader()->setMinimumSectionSize(px(Space::Wide));
    table->setAccessibleName(tr("Latest events"));
    connect(table->selectionModel(), &QItemSelectionModel::currentRowChanged, this, [this](const QModelIndex& current) {
        if (const api::EventRow* event = m_model->event(current.row()); event && m_table->hasFocus())
            m_desk.select({Selection::Kind::Event, event->eventId, event->position});
    });
    connect(table, &QTableView::clicked, this, [this](const QModelIndex& index) {
        if (const api::EventRow* event = m_model->event(index.row()))
            m_desk.select({Selection::Kind::Event, event->eventId, event->position});
    });
    connect(table, &QTableView::activated, this, [this](const QModelIndex& index) {
        if (const api::EventRow* event = m_model->event(index.row()))
            m_desk.goTo(event->position);
    });
    return table;
}

void EventDock::setCollapsed(bool collapsed)
{
    m_collapsed = collapsed;
    m_splitter->setVisible(!collapsed);
    m_toggle->setIcon(format::icon(collapsed ? QStringLiteral("chevron-up") : QStringLiteral("chevron-down")));
    m_toggle->setToolTip(collapsed ? tr("Show the latest events and my commands (E)") : tr("Collapse to one line (E)"));
    m_toggle->setAccessibleName(m_toggle->toolTip());
    setMaximumHeight(collapsed ? collapsedHeight() : QWIDGETSIZE_MAX);
    setMinimumHeight(collapsed ? collapsedHeight() : collapsedHeight() + bodyHeightMin);
    refresh();
    Q_EMIT collapsedChanged(collapsed);
}

int EventDock::collapsedHeight() const { return m_header->sizeHint().height() + 1; }

void EventDock::refresh()
{
    if (!m_collapsed && m_desk.isOpen()) {
        QScrollBar* bar = m_table->verticalScrollBar();
        const bool following = bar->value() >= bar->maximum() - 1;
        m_model->showUpTo(m_desk.reader(), m_desk.position());
        if (following)
            m_table->scrollToBottom();
    }
    refreshTicker();
}

void EventDock::refreshTicker()
{
    if (!m_desk.isOpen() || !m_desk.reader()) {
        m_ticker->clear();
        return;
    }
    const api::Position position = m_desk.position();
    if (position == 0) {
        m_ticker->setText(tr("No events yet. Send one order (O) or press play (Space)."));
        return;
    }
    if (!m_collapsed) {
        const int shown = m_model->rowCount();
        m_ticker->setText(shown < position ? tr("the last %1 up to position %2").arg(format::number(shown), format::number(position))
                                           : tr("all %1 up to here").arg(format::number(position)));
        return;
    }
    auto row = m_desk.reader()->event(position);
    if (row && *row) {
        const api::EventRow& event = **row;
        QStringList parts{format::number(event.position), format::clock(event.occurredAt), format::service(event.service), event.eventType,
                          tr("%1 v%2").arg(format::shortId(event.aggregateId)).arg(event.version)};
        if (!event.note.isEmpty())
            parts.append(format::note(event.note));
        m_ticker->setText(parts.join(QStringLiteral("   ")));
    }
}

void EventDock::applyLook()
{
    m_title->setFont(format::font(format::Type::Body, true));
    QPalette muted = palette();
    muted.setColor(QPalette::WindowText, format::colour(Colour::MutedText));
    m_ticker->setPalette(muted);
    const QFontMetrics metrics(format::font(format::Type::Body));
    const QFontMetrics fixed(format::fixedFont());
    m_table->verticalHeader()->setDefaultSectionSize(qMax(format::rowDense, metrics.height() + px(Space::Hair)));
    const int pad = 2 * px(Space::Small) + px(Space::Hair);
    m_table->setColumnWidth(RecentEventsModel::PositionColumn, metrics.horizontalAdvance(QStringLiteral("0,000,000")) + pad);
    m_table->setColumnWidth(RecentEventsModel::TimeColumn, metrics.horizontalAdvance(QStringLiteral("00:00:00.000")) + pad);
    m_table->setColumnWidth(RecentEventsModel::ServiceColumn, metrics.horizontalAdvance(QStringLiteral("Inventory")) + pad);
    m_table->setColumnWidth(RecentEventsModel::TypeColumn,
                            metrics.horizontalAdvance(QStringLiteral("PaymentRefundRequested")) + pad + px(Space::Large));
    m_table->setColumnWidth(RecentEventsModel::AggregateColumn,
                            qMax(metrics.horizontalAdvance(tr("Aggregate")), fixed.horizontalAdvance(QStringLiteral("00000000"))) + pad);
    m_table->setColumnWidth(RecentEventsModel::VersionColumn, metrics.horizontalAdvance(tr("Version")) + pad);
    m_table->setColumnWidth(RecentEventsModel::CauseColumn, fixed.horizontalAdvance(QStringLiteral("00000000")) + pad);
}

void EventDock::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    if (!m_collapsed)
        painter.fillRect(QRect(0, m_header->geometry().bottom(), width(), 1), format::colour(Colour::Hairline));
}

void EventDock::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange)
        applyLook();
    QWidget::changeEvent(event);
}

}  // namespace replay::ui
