// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/events/log_view.h"

#include "ui/format/tokens.h"
#include "ui/format/words.h"
#include "ui/pages/events/log_scroll_bar.h"
#include "ui/widgets/plain_delegate.h"

#include <QEvent>
#include <QGuiApplication>
#include <QHeaderView>
#include <QMenu>
#include <QPushButton>
#include <QScopedValueRollback>
#include <QScrollBar>
#include <QSettings>

namespace replay::ui {

static_assert(LogModel::MarkRole == PlainDelegate::MarkRole);

LogView::LogView(LogModel& model, QWidget* parent) : LongTable(parent), m_model(model)
{
    m_delegate = new PlainDelegate(this);
    for (const int column : {int(LogModel::PositionColumn), int(LogModel::VersionColumn)})
        m_delegate->setFigures(column);
    for (const int column : {int(LogModel::TimeColumn), int(LogModel::CorrelationColumn), int(LogModel::CauseColumn)})
        m_delegate->setMuted(column);
    m_delegate->setElide(LogModel::CauseColumn, Qt::ElideMiddle);
    setItemDelegate(m_delegate);
    m_marks = new LogScrollBar(this);
    setVerticalScrollBar(m_marks);
    setModel(&model);
    setAccessibleName(tr("Events"));
    setSelectionMode(SingleSelection);
    setAlternatingRowColors(true);
    setTabKeyNavigation(false);
    setFrameShape(NoFrame);
    horizontalHeader()->setStretchLastSection(true);
    horizontalHeader()->setHighlightSections(false);
    horizontalHeader()->setSectionsMovable(true);
    horizontalHeader()->setContextMenuPolicy(Qt::CustomContextMenu);
    connect(horizontalHeader(), &QWidget::customContextMenuRequested, this, &LogView::showColumnMenu);

    m_pill = new QPushButton(this);
    m_pill->setCursor(Qt::PointingHandCursor);
    m_pill->hide();
    connect(m_pill, &QPushButton::clicked, this, [this] { setFollowing(true); });

    connect(verticalScrollBar(), &QScrollBar::valueChanged, this, [this](int value) {
        if (m_moving)
            return;
        const bool atEnd = value >= verticalScrollBar()->maximum();
        if (atEnd != m_following)
            setFollowing(atEnd);
    });
    connect(&m_model, &LogModel::appended, this, [this](int rows) {
        if (m_following) {
            const QScopedValueRollback moving(m_moving, true);
            scrollToBottom();
        } else {
            m_pending += rows;
            updatePill();
        }
    });
    connect(&m_model, &LogModel::filterApplied, this, [this] {
        m_pending = 0;
        updatePill();
        if (m_following) {
            const QScopedValueRollback moving(m_moving, true);
            scrollToBottom();
        }
    });
    applyLook();
}

void LogView::setFollowing(bool following)
{
    const bool changed = m_following != following;
    m_following = following;
    if (following) {
        m_pending = 0;
        const QScopedValueRollback moving(m_moving, true);
        scrollToBottom();
    }
    updatePill();
    if (changed)
        Q_EMIT followingChanged(following);
}

void LogView::showRow(int row, bool select)
{
    if (row < 0 || row >= m_model.rowCount())
        return;
    const QModelIndex index = m_model.index(row, std::max(0, currentIndex().column()));
    const QScopedValueRollback moving(m_moving, true);
    if (select)
        setCurrentIndex(index);
    const QRect seen = visualRect(index);
    if (!viewport()->rect().contains(QPoint(0, seen.center().y())) || seen.isEmpty())
        scrollTo(index, PositionAtCenter);
    const bool atEnd = verticalScrollBar()->value() >= verticalScrollBar()->maximum();
    if (!atEnd && m_following) {
        m_following = false;
        Q_EMIT followingChanged(false);
    }
}

void LogView::setHighlight(const QString& text)
{
    m_delegate->setHighlight(text);
    viewport()->update();
}

void LogView::updatePill()
{
    m_pill->setVisible(!m_following && m_pending > 0);
    if (m_pill->isVisibleTo(this)) {
        m_pill->setText(tr("%1 new – jump").arg(format::number(m_pending)));
        m_pill->setAccessibleName(m_pill->text());
        placePill();
    }
}

void LogView::placePill()
{
    const QSize size = m_pill->sizeHint();
    const QRect area = viewport()->geometry();
    m_pill->setGeometry(area.center().x() - size.width() / 2, area.bottom() - size.height() - format::px(format::Space::Small),
                        size.width(), size.height());
    m_pill->raise();
}

void LogView::keepColumns(const QString& settingsKey)
{
    m_columnsKey = settingsKey;
    const QByteArray kept = QSettings().value(settingsKey).toByteArray();
    if (!kept.isEmpty())
        horizontalHeader()->restoreState(kept);
    // Only what a person changes is kept: our own widths follow the font.
    const auto keep = [this] {
        if (QGuiApplication::mouseButtons() != Qt::NoButton)
            saveColumns();
    };
    connect(horizontalHeader(), &QHeaderView::sectionResized, this, keep);
    connect(horizontalHeader(), &QHeaderView::sectionMoved, this, keep);
}

void LogView::saveColumns()
{
    if (!m_columnsKey.isEmpty())
        QSettings().setValue(m_columnsKey, horizontalHeader()->saveState());
}

void LogView::showColumnMenu(const QPoint& at)
{
    QMenu menu;
    for (int column = 0; column < LogModel::ColumnCount; ++column) {
        QAction* action = menu.addAction(m_model.headerData(column, Qt::Horizontal, Qt::DisplayRole).toString());
        action->setCheckable(true);
        action->setChecked(!horizontalHeader()->isSectionHidden(column));
        action->setEnabled(column != LogModel::PositionColumn && column != LogModel::TypeColumn);
        connect(action, &QAction::toggled, this, [this, column](bool on) {
            horizontalHeader()->setSectionHidden(column, !on);
            saveColumns();
        });
    }
    menu.addSeparator();
    connect(menu.addAction(tr("Reset columns")), &QAction::triggered, this, [this] {
        for (int column = 0; column < LogModel::ColumnCount; ++column) {
            horizontalHeader()->setSectionHidden(column, false);
            horizontalHeader()->moveSection(horizontalHeader()->visualIndex(column), column);
        }
        QSettings().remove(m_columnsKey);
        applyLook();
    });
    menu.exec(horizontalHeader()->mapToGlobal(at));
}

void LogView::resizeEvent(QResizeEvent* event)
{
    const QScopedValueRollback moving(m_moving, true);
    LongTable::resizeEvent(event);
    if (m_following)
        scrollToBottom();
    placePill();
}

void LogView::changeEvent(QEvent* event)
{
    LongTable::changeEvent(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::PaletteChange)
        applyLook();
}

void LogView::applyLook()
{
    const QFontMetrics metrics(format::font(format::Type::Body));
    const int height = std::max(format::rowDense, metrics.height() + format::px(format::Space::Hair));
    setRowHeight(height);
    m_pill->setIcon(format::icon(QStringLiteral("chevron-down")));
    if (!m_columnsKey.isEmpty() && QSettings().contains(m_columnsKey))
        return;
    // Widths by the widest usual text, so that they fit every font and scale.
    const auto width = [&metrics](const char* sample) {
        return metrics.horizontalAdvance(QString::fromUtf8(sample)) + 2 * format::px(format::Space::Small) +
               format::px(format::Space::Hair);
    };
    const int marks = format::px(format::Space::Medium) + format::px(format::Space::Small);
    horizontalHeader()->resizeSection(LogModel::PositionColumn, width("1,234,567"));
    horizontalHeader()->resizeSection(LogModel::TimeColumn, width("01-05 08:00:12.350 "));
    horizontalHeader()->resizeSection(LogModel::ServiceColumn, width("Inventory"));
    horizontalHeader()->resizeSection(LogModel::TypeColumn, width("SagaStepCompensated") + marks);
    horizontalHeader()->resizeSection(LogModel::AggregateColumn, width("StockItem 00b2c3d4 "));
    horizontalHeader()->resizeSection(LogModel::VersionColumn, width("Version"));
    horizontalHeader()->resizeSection(LogModel::CorrelationColumn, width("Correlation"));
    horizontalHeader()->resizeSection(LogModel::CauseColumn, width("← 1,234,567"));
}

}  // namespace replay::ui
