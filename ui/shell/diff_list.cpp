// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/diff_list.h"

#include "ui/format/tokens.h"
#include "ui/widgets/plain_delegate.h"

#include <QEvent>
#include <QHeaderView>

namespace replay::ui {

namespace {

struct Sign {
    QString text;
    QString word;
};

Sign signOf(FieldChange::Kind kind)
{
    switch (kind) {
    case FieldChange::Kind::Added: return {QStringLiteral("+"), DiffList::tr("added")};
    case FieldChange::Kind::Removed: return {QStringLiteral("\u2212"), DiffList::tr("removed")};
    case FieldChange::Kind::Changed: break;
    }
    return {QStringLiteral("~"), DiffList::tr("changed")};
}

}  // namespace

DiffList::DiffList(QWidget* parent) : QTreeWidget(parent)
{
    setColumnCount(4);
    auto* delegate = new PlainDelegate(this);
    delegate->setMuted(2);
    setItemDelegate(delegate);
    setRootIsDecorated(false);
    setIndentation(0);
    setUniformRowHeights(true);
    setFrameShape(QFrame::NoFrame);
    setSelectionBehavior(QAbstractItemView::SelectRows);
    setAllColumnsShowFocus(true);
    setAccessibleName(tr("Difference"));
    header()->setStretchLastSection(true);
    header()->setMinimumSectionSize(format::px(format::Space::Wide));
    applyLook();
}

void DiffList::show(const QList<FieldChange>& changes, int versionBefore, int versionAfter)
{
    clear();
    setHeaderLabels({QString(), tr("Field"), versionBefore > 0 ? tr("Version %1").arg(versionBefore) : tr("Before"),
                     tr("Version %1").arg(versionAfter)});
    for (const FieldChange& change : changes) {
        const Sign sign = signOf(change.kind);
        auto* item = new QTreeWidgetItem(this, {sign.text, change.path, change.before, change.after});
        item->setToolTip(0, sign.word);
        item->setToolTip(1, change.path);
        item->setToolTip(2, change.before);
        item->setToolTip(3, change.after);
        item->setData(0, Qt::AccessibleTextRole, sign.word);
    }
    header()->resizeSection(0, format::rowComfortable);
    resizeColumnToContents(1);
    header()->resizeSection(1, qMin(header()->sectionSize(1), viewport()->width() * 2 / 5));
    header()->resizeSection(2, qMax(60, (viewport()->width() - header()->sectionSize(0) - header()->sectionSize(1)) / 2));
}

void DiffList::applyLook() { setFont(format::font(format::Type::Body)); }

void DiffList::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::ApplicationFontChange)
        applyLook();
    QTreeWidget::changeEvent(event);
}

}  // namespace replay::ui
