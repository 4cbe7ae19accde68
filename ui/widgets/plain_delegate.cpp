// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/plain_delegate.h"

#include "ui/format/tokens.h"
#include "ui/widgets/status_pill.h"

#include <QAbstractItemView>
#include <QPainter>

namespace replay::ui {

using format::Colour;
using format::Space;

void PlainDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    const bool selected = option.state.testFlag(QStyle::State_Selected);
    const bool active = option.state.testFlag(QStyle::State_Active);
    const int column = index.column();

    QColor ink = format::colour(m_muted.contains(column) ? Colour::MutedText : Colour::Text);
    if (selected) {
        painter->fillRect(option.rect, option.palette.brush(active ? QPalette::Active : QPalette::Inactive, QPalette::Highlight));
        ink = option.palette.color(active ? QPalette::Active : QPalette::Inactive, QPalette::HighlightedText);
    } else {
        if (option.features.testFlag(QStyleOptionViewItem::Alternate))
            painter->fillRect(option.rect, format::colour(Colour::AlternateRow));
        if (const QVariant ground = index.data(Qt::BackgroundRole); ground.isValid())
            painter->fillRect(option.rect, qvariant_cast<QBrush>(ground));
        if (const QVariant own = index.data(Qt::ForegroundRole); own.isValid())
            ink = qvariant_cast<QBrush>(own).color();
    }

    QRect box = option.rect.adjusted(format::px(Space::Small), 0, -format::px(Space::Small), 0);
    if (const QVariant mark = index.data(MarkRole); mark.isValid() && mark.toInt() != int(format::Mark::None)) {
        const int side = format::px(Space::Medium);
        QRect place(box.left(), box.top(), side, box.height());
        if (selected) {
            // The marks keep their colours; a plate in the ground colour keeps them readable on the selection.
            painter->save();
            painter->setRenderHint(QPainter::Antialiasing);
            painter->setPen(Qt::NoPen);
            painter->setBrush(format::colour(Colour::Base));
            QRectF plate(0, 0, side + 4, side + 4);
            plate.moveCenter(QRectF(place).center());
            painter->drawRoundedRect(plate, format::cornerRadius, format::cornerRadius);
            painter->restore();
        }
        format::drawMark(*painter, place, static_cast<format::Mark>(mark.toInt()));
        box.setLeft(box.left() + side + format::px(Space::Small));
    }

    const QString text = index.data(Qt::DisplayRole).toString();
    if (m_status.contains(column))
        StatusPill::paint(*painter, box, text, format::font(format::Type::Small), selected ? format::colour(Colour::Text) : ink);
    else
        paintText(*painter, box, text, column, ink);

    if (option.state.testFlag(QStyle::State_HasFocus) && option.state.testFlag(QStyle::State_KeyboardFocusChange)) {
        painter->setPen(QPen(ink, 1));
        painter->drawRect(option.rect.adjusted(0, 0, -1, -1));
    }
}

void PlainDelegate::paintText(QPainter& painter, const QRect& box, const QString& text, int column, const QColor& ink) const
{
    if (text.isEmpty() || box.width() <= 0)
        return;
    painter.setFont(m_fixed.contains(column) ? format::fixedFont() : format::font(format::Type::Body));
    const QFontMetrics metrics = painter.fontMetrics();
    const Qt::Alignment side = m_figures.contains(column) ? Qt::AlignRight : Qt::AlignLeft;
    const QString shown = metrics.elidedText(text, m_elide.value(column, Qt::ElideRight), box.width());
    if (!m_highlight.isEmpty()) {
        QColor underlay = format::colour(Colour::Retry);
        underlay.setAlphaF(0.55F);
        const int left = side == Qt::AlignRight ? box.right() + 1 - metrics.horizontalAdvance(shown) : box.left();
        for (qsizetype at = shown.indexOf(m_highlight, 0, Qt::CaseInsensitive); at >= 0;
             at = shown.indexOf(m_highlight, at + m_highlight.size(), Qt::CaseInsensitive)) {
            const int x = left + metrics.horizontalAdvance(shown.left(at));
            painter.fillRect(x, box.center().y() - metrics.height() / 2, metrics.horizontalAdvance(shown.mid(at, m_highlight.size())),
                             metrics.height(), underlay);
        }
    }
    painter.setPen(ink);
    painter.drawText(box, int(side | Qt::AlignVCenter) | Qt::TextSingleLine, shown);
}

QSize PlainDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    const QFont used = m_fixed.contains(index.column()) ? format::fixedFont() : format::font(format::Type::Body);
    const QFontMetrics metrics(used);
    int width = metrics.horizontalAdvance(index.data(Qt::DisplayRole).toString()) + 2 * format::px(Space::Small);
    if (m_status.contains(index.column()))
        width =
            StatusPill::widthOf(index.data(Qt::DisplayRole).toString(), format::font(format::Type::Small)) + 2 * format::px(Space::Small);
    if (index.data(MarkRole).isValid())
        width += format::px(Space::Medium) + format::px(Space::Small);
    return {width, qMax(metrics.height() + format::px(Space::Hair), qMax(option.decorationSize.height(), format::rowDense))};
}

}  // namespace replay::ui
