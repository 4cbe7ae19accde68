// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/diff_tree.h"

#include "ui/format/tokens.h"
#include "ui/widgets/plain_delegate.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHeaderView>
#include <QKeyEvent>

namespace replay::ui {

using format::Space;

namespace {

constexpr int expandedFieldsMax = 2'000;  // a state larger than this opens folded

}  // namespace

DiffTree::DiffTree(QWidget* parent) : QTreeView(parent)
{
    m_model = new DiffModel(this);
    auto* delegate = new PlainDelegate(this);
    delegate->setFixed(DiffModel::SignColumn);
    delegate->setMuted(DiffModel::BeforeColumn);
    setItemDelegate(delegate);
    setModel(m_model);
    setAccessibleName(tr("Differences between state A and state B"));
    setUniformRowHeights(true);
    setFrameShape(NoFrame);
    setAllColumnsShowFocus(true);
    setIndentation(format::px(Space::Large));
    setEditTriggers(NoEditTriggers);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    header()->setSectionsMovable(false);
    header()->setStretchLastSection(true);
    header()->setMinimumSectionSize(format::px(Space::Wide));
    header()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    applyLook();
}

void DiffTree::setStates(const QString& beforeTitle, const QByteArray& before, const QString& afterTitle, const QByteArray& after)
{
    m_model->setTitles(beforeTitle, afterTitle);
    m_model->setStates(before, after);
    if (m_model->fields() <= expandedFieldsMax)
        expandAll();
}

void DiffTree::setChangedOnly(bool on)
{
    m_model->setChangedOnly(on);
    if (m_model->fields() <= expandedFieldsMax)
        expandAll();
}

void DiffTree::layoutColumns()
{
    const int width = viewport()->width();
    const int sign = QFontMetrics(format::fixedFont()).horizontalAdvance(QLatin1Char('~')) + 2 * format::px(Space::Small);
    const int field = std::max(120, width * 32 / 100);
    setColumnWidth(DiffModel::FieldColumn, field);
    setColumnWidth(DiffModel::SignColumn, sign);
    setColumnWidth(DiffModel::BeforeColumn, std::max(60, (width - field - sign) / 2));
}

void DiffTree::resizeEvent(QResizeEvent* event)
{
    QTreeView::resizeEvent(event);
    layoutColumns();
}

void DiffTree::changeEvent(QEvent* event)
{
    QTreeView::changeEvent(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::PaletteChange)
        applyLook();
}

void DiffTree::applyLook()
{
    layoutColumns();
    viewport()->update();
}

void DiffTree::keyPressEvent(QKeyEvent* event)
{
    if (event == QKeySequence::Copy && currentIndex().isValid()) {
        const QModelIndex at = currentIndex();
        QGuiApplication::clipboard()->setText(at.data(Qt::AccessibleTextRole).toString());
        return;
    }
    QTreeView::keyPressEvent(event);
}

}  // namespace replay::ui
