// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/projections/rows_delegate.h"

#include "ui/format/tokens.h"
#include "ui/models/projection_rows_model.h"

#include <QPainter>

namespace replay::ui {

void RowsDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    PlainDelegate::paint(painter, option, index);
    if (index.data(ProjectionRowsModel::FreshnessRole).toDouble() <= 0)
        return;
    constexpr qreal corner = 6;
    const QPointF tip = QRectF(option.rect).topRight();
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(Qt::NoPen);
    painter->setBrush(format::colour(format::Colour::ReadModel));
    painter->drawPolygon(QPolygonF({tip, tip - QPointF(corner, 0), tip + QPointF(0, corner)}));
    painter->restore();
}

}  // namespace replay::ui
