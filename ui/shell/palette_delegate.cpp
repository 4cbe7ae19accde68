// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/palette_delegate.h"

#include "ui/format/tokens.h"

#include <QIcon>
#include <QPainter>

namespace replay::ui {

using format::Colour;
using format::px;
using format::Space;

void PaletteDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    const bool enabled = index.flags().testFlag(Qt::ItemIsEnabled);
    const bool selected = option.state.testFlag(QStyle::State_Selected);
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    if (selected) {
        painter->setPen(Qt::NoPen);
        painter->setBrush(format::colour(Colour::Accent));
        painter->drawRoundedRect(QRectF(option.rect).adjusted(px(Space::Hair), 1, -px(Space::Hair), -1), format::cornerRadius,
                                 format::cornerRadius);
    }
    QRect box = option.rect.adjusted(px(Space::Medium), 0, -px(Space::Medium), 0);
    const int side = format::iconSmall;
    const QIcon icon = qvariant_cast<QIcon>(index.data(Qt::DecorationRole));
    icon.paint(painter, QRect(box.left(), box.center().y() - side / 2, side, side), Qt::AlignCenter,
               selected  ? QIcon::Selected
               : enabled ? QIcon::Normal
                         : QIcon::Disabled);
    box.setLeft(box.left() + side + px(Space::Medium));
    const QString right = index.data(SideRole).toString();
    painter->setFont(format::font(format::Type::Small));
    painter->setPen(format::colour(selected ? Colour::AccentText : Colour::MutedText));
    const int rightWidth = qMin(painter->fontMetrics().horizontalAdvance(right), box.width() * 3 / 5);
    const QRect rightBox(box.right() - rightWidth, box.top(), rightWidth + 1, box.height());
    painter->drawText(rightBox, Qt::AlignRight | Qt::AlignVCenter | Qt::TextSingleLine,
                      painter->fontMetrics().elidedText(right, Qt::ElideRight, rightWidth + 1));
    box.setRight(rightBox.left() - px(Space::Medium));
    painter->setFont(format::font(format::Type::Body));
    painter->setPen(format::colour(selected ? Colour::AccentText : enabled ? Colour::Text : Colour::MutedText));
    painter->drawText(box, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine,
                      painter->fontMetrics().elidedText(index.data(Qt::DisplayRole).toString(), Qt::ElideRight, box.width()));
    painter->restore();
}

QSize PaletteDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex&) const
{
    return {option.rect.width(),
            qMax(format::rowComfortable + px(Space::Hair), QFontMetrics(format::font(format::Type::Body)).height() + px(Space::Medium))};
}

}  // namespace replay::ui
