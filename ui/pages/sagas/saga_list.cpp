// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/sagas/saga_list.h"
#include "ui/format/tokens.h"
#include "ui/format/words.h"
#include "ui/pages/sagas/saga_delegate.h"

#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QScrollBar>
#include <QVBoxLayout>
#include <algorithm>

namespace replay::ui {

using format::Space;

SagaList::SagaList(Desk& desk, QWidget* parent)
    : QWidget(parent),
      m_desk(desk),
      m_model(new SagaModel(desk, this)),
      m_delegate(new SagaDelegate(this)),
      m_view(new QListView(this)),
      m_types(new QComboBox(this)),
      m_find(new QLineEdit(this)),
      m_note(new QLabel(this))
{
    m_types->setAccessibleName(tr("Sagas of one type"));
    m_types->setToolTip(tr("Only sagas of one type"));
    m_types->addItem(tr("All types"));
    for (const char* type : {"OrderProcessing", "OrderConfirmation", "OrderReturn"})
        m_types->addItem(format::sagaType(QLatin1String(type)), QLatin1String(type));
    m_find->setPlaceholderText(tr("Order number or id"));
    m_find->setClearButtonEnabled(true);
    m_find->setAccessibleName(tr("Find a saga by its order number or an id"));
    m_find->setToolTip(tr("Finds a saga by its order's number, its order's id or its own id (Ctrl+F), then Enter"));
    m_find->addAction(format::icon(QStringLiteral("search")), QLineEdit::LeadingPosition);
    m_view->setModel(m_model);
    m_view->setItemDelegate(m_delegate);
    m_view->setUniformItemSizes(true);
    m_view->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_view->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_view->setFrameShape(QFrame::NoFrame);
    m_view->setMouseTracking(true);
    m_view->setAccessibleName(tr("Sagas, newest first"));
    m_note->setFont(format::font(format::Type::Small));
    m_note->setContentsMargins(format::px(Space::Small), 0, 0, 0);
    m_note->setForegroundRole(QPalette::PlaceholderText);

    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(format::px(Space::Hair));
    column->addWidget(m_types);
    column->addWidget(m_find);
    column->addWidget(m_view, 1);
    column->addWidget(m_note);

    connect(m_find, &QLineEdit::returnPressed, this, [this] {
        if (!m_find->text().trimmed().isEmpty())
            Q_EMIT wanted(m_find->text().trimmed());
    });
    connect(m_view->selectionModel(), &QItemSelectionModel::currentChanged, this, [this](const QModelIndex& current) {
        if (m_restoring || !current.isValid())
            return;
        m_chosen = current.data(SagaModel::IdRole).toString();
        Q_EMIT chosen(m_chosen);
    });
    connect(m_model, &SagaModel::loaded, this, &SagaList::restoreChoice);
    connect(m_model, &QAbstractItemModel::rowsAboutToBeInserted, this, [this](const QModelIndex&, int first, int last) {
        // New sagas arrive above: who has scrolled down keeps looking at the same rows.
        QScrollBar* bar = m_view->verticalScrollBar();
        const QModelIndex top = m_view->indexAt(QPoint(1, 1));
        if (bar->value() == 0 || !top.isValid() || first > top.row())
            return;
        const int shift = (last - first + 1) * m_view->sizeHintForRow(0);
        QMetaObject::invokeMethod(
            this, [bar, value = bar->value() + shift] { bar->setValue(value); }, Qt::QueuedConnection);
    });
    connect(m_view->verticalScrollBar(), &QScrollBar::valueChanged, this, &SagaList::tellSight);
    connect(m_model, &QAbstractItemModel::rowsInserted, this, &SagaList::tellSight);
    connect(&desk, &Desk::cursorChanged, this, [this] {
        describe();
        tellTime();
    });
    connect(&desk, &Desk::statusChanged, this, [this](const api::PlatformStatus& status) {
        tellTime();
        if (status.sagasRunning + status.sagasCompensating > 0 && isVisible())
            m_view->viewport()->update();
        describe();
    });
    tellTime();
}

/// How old a saga is depends on where the cursor stands.
void SagaList::tellTime()
{
    api::ModelTime now = m_desk.status().now;
    if (!m_desk.isLive() && m_desk.reader()) {
        if (const auto event = m_desk.reader()->event(std::max<api::Position>(1, m_desk.position())); event && *event)
            now = (*event)->appendedAt;
    }
    m_delegate->setNow(now);
}

void SagaList::setChosen(const QString& sagaId)
{
    m_chosen = sagaId;
    restoreChoice();
}

void SagaList::restoreChoice()
{
    describe();
    const int row = m_chosen.isEmpty() ? -1 : m_model->indexOf(m_chosen);
    if (m_view->currentIndex().row() == row)
        return;
    m_restoring = true;
    if (row < 0)
        m_view->selectionModel()->clear();
    else
        m_view->setCurrentIndex(m_model->index(row));
    m_restoring = false;
}

void SagaList::describe()
{
    const int rows = m_model->rowCount();
    QString text;
    if (m_model->isFull())
        text = tr("the newest %1 are listed; find older ones by number").arg(format::number(rows));
    else if (!m_desk.isLive() && !m_model->status().isEmpty())
        text = tr("as at position %1 · filtered by the status of now").arg(format::number(m_desk.position()));
    else if (!m_desk.isLive())
        text = tr("as at position %1").arg(format::number(m_desk.position()));
    else
        text = tr("sagas loaded: %1").arg(format::number(rows));
    if (text != m_note->text())
        m_note->setText(text);
}

void SagaList::tellSight()
{
    const QModelIndex first = m_view->indexAt(QPoint(1, 1));
    const QModelIndex last = m_view->indexAt(QPoint(1, m_view->viewport()->height() - 1));
    m_model->setInSight(first.isValid() ? first.row() : 0, last.isValid() ? last.row() : m_model->rowCount() - 1);
}

void SagaList::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    QMetaObject::invokeMethod(this, &SagaList::tellSight, Qt::QueuedConnection);
}

void SagaList::focusFind()
{
    m_find->setFocus(Qt::ShortcutFocusReason);
    m_find->selectAll();
}

}  // namespace replay::ui
