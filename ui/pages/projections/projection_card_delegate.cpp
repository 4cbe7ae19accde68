// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/projections/projection_card_delegate.h"

#include "ui/format/tokens.h"
#include "ui/format/words.h"
#include "ui/models/parked_events_model.h"
#include "ui/models/projection_list_model.h"
#include "ui/widgets/status_pill.h"

#include <QPainter>
#include <algorithm>

namespace replay::ui {

using format::Colour;
using format::Space;

void ProjectionCardDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    const auto* list = qobject_cast<const ProjectionListModel*>(index.model());
    const auto* projection = list ? list->at(index.row()) : nullptr;
    if (!projection)
        return;
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    const bool selected = option.state.testFlag(QStyle::State_Selected);
    const QRect card = option.rect.adjusted(0, 0, 0, -format::px(Space::Hair));
    if (selected || option.state.testFlag(QStyle::State_MouseOver)) {
        QColor ground = format::colour(Colour::Accent);
        ground.setAlphaF(selected ? 0.14F : 0.06F);
        painter->setPen(Qt::NoPen);
        painter->setBrush(ground);
        painter->drawRoundedRect(card, format::cornerRadius, format::cornerRadius);
    }
    if (selected) {
        painter->setBrush(format::colour(Colour::Accent));
        painter->drawRoundedRect(QRectF(card.left(), card.top() + 8, 3, card.height() - 16), 1.5, 1.5);
    }
    if (option.state.testFlag(QStyle::State_HasFocus) && option.state.testFlag(QStyle::State_KeyboardFocusChange)) {
        painter->setBrush(Qt::NoBrush);
        painter->setPen(QPen(format::colour(Colour::Accent), 2));
        painter->drawRoundedRect(card.adjusted(1, 1, -1, -1), format::cornerRadius, format::cornerRadius);
    }

    const QRect inner =
        card.adjusted(format::px(Space::Medium), format::px(Space::Small), -format::px(Space::Medium), -format::px(Space::Small));
    const QFont titleFont = format::font(format::Type::Body, true);
    const QFont small = format::font(format::Type::Small);
    const int titleHeight = QFontMetrics(titleFont).height();
    const int lineHeight = QFontMetrics(small).height();
    const QString status = projectionStatusCode(projection->status);
    const int pillWidth = StatusPill::widthOf(status, small);

    const QRect titleBox(inner.left(), inner.top(), std::max(0, inner.width() - pillWidth - format::px(Space::Small)), titleHeight + 2);
    painter->setFont(titleFont);
    painter->setPen(format::colour(Colour::Text));
    painter->drawText(titleBox, Qt::AlignLeft | Qt::AlignVCenter,
                      QFontMetrics(titleFont).elidedText(projectionTitle(projection->name), Qt::ElideRight, titleBox.width()));
    StatusPill::paint(*painter, QRect(inner.right() + 1 - pillWidth, inner.top() - 1, pillWidth, titleHeight + format::px(Space::Hair)),
                      status, small, format::colour(Colour::Text));

    painter->setFont(small);
    painter->setPen(format::colour(Colour::MutedText));
    const QFontMetrics metrics(small);
    QRect line(inner.left(), titleBox.bottom() + format::px(Space::Hair), inner.width(), lineHeight);
    const QString rows = rowsText(projection->rows);
    painter->drawText(line, Qt::AlignRight | Qt::AlignVCenter, rows);
    painter->drawText(line.adjusted(0, 0, -metrics.horizontalAdvance(rows) - format::px(Space::Small), 0), Qt::AlignLeft | Qt::AlignVCenter,
                      metrics.elidedText(tr("position %1").arg(format::number(projection->position)), Qt::ElideRight,
                                         inner.width() - metrics.horizontalAdvance(rows)));
    line.translate(0, lineHeight + 1);
    if (projection->status == api::ProjectionStatus::Rebuilding) {
        const QRectF track(line.left(), line.center().y() - 2, line.width(), 5);
        painter->setPen(Qt::NoPen);
        painter->setBrush(format::colour(Colour::Hairline));
        painter->drawRoundedRect(track, 2.5, 2.5);
        painter->setBrush(format::colour(Colour::ReadModel));
        painter->drawRoundedRect(
            QRectF(track.left(), track.top(), std::max(5.0, track.width() * std::clamp(projection->progress, 0.0, 1.0)), 5), 2.5, 2.5);
    } else {
        const QString aside = setAsideText(*projection);
        const QString state =
            aside.isEmpty() ? projectionLagText(*projection) : QString(projectionLagText(*projection) % QStringLiteral(" · ") % aside);
        if (projection->lag > 0 || projection->parked > 0)
            painter->setPen(format::colour(Colour::Text));
        painter->drawText(line, Qt::AlignLeft | Qt::AlignVCenter, metrics.elidedText(state, Qt::ElideRight, line.width()));
    }
    painter->restore();
}

QSize ProjectionCardDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex&) const
{
    const int title = QFontMetrics(format::font(format::Type::Body, true)).height() + 2;
    const int line = QFontMetrics(format::font(format::Type::Small)).height();
    return {option.rect.width(), 2 * format::px(Space::Small) + title + format::px(Space::Hair) + 2 * line + 1 + format::px(Space::Hair)};
}

}  // namespace replay::ui
