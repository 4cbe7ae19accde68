// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/sagas/saga_delegate.h"
#include "ui/format/words.h"
#include "ui/models/saga_facts.h"
#include "ui/models/saga_model.h"
#include "ui/widgets/status_pill.h"
#include "ui/widgets/timeline_ink.h"

#include <QApplication>
#include <QPainter>
#include <algorithm>

namespace replay::ui {

using format::Colour;
using format::Mark;
using format::Space;
namespace ink = timeline_ink;

namespace {

constexpr int pad = format::px(Space::Small);

/// One step as a cell: full when done, hatched when undone, crossed when failed, dashed while it runs, empty before.
void paintStep(QPainter& painter, const QRectF& cell, const QString& status)
{
    const double em = cell.height();
    const QPainterPath shape = ink::barShape(cell, false, em);
    QPen pen(ink::line(Colour::SagaStep), 1.2);
    painter.setBrush(Qt::NoBrush);
    if (status == u"pending" || status == u"skipped") {
        pen.setColor(format::colour(Colour::Outline));
    } else if (status == u"running" || status == u"compensating") {
        pen.setStyle(Qt::DashLine);
        painter.setBrush(ink::tint(Colour::SagaStep, 0.3));
    } else if (status == u"failed") {
        pen.setColor(ink::line(Colour::Failure));
    } else {
        painter.setBrush(status == u"completed" ? QBrush(format::colour(Colour::SagaStep)) : QBrush(ink::tint(Colour::SagaStep, 0.25)));
    }
    painter.setPen(pen);
    painter.drawPath(shape);
    if (status == u"compensated" || status == u"compensating")
        ink::hatch(painter, shape, ink::line(Colour::SagaStep), em);
    if (status == u"failed")
        ink::mark(painter, cell.center(), cell.height() * 0.8, Mark::Failure);
}

}  // namespace

QSize SagaDelegate::sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const
{
    const int body = QFontMetrics(format::font(format::Type::Body, true)).height();
    const int small = QFontMetrics(format::font(format::Type::Small)).height();
    return {10 * body, body + small + 2 * pad + format::px(Space::Hair)};
}

void SagaDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    const auto saga = index.data(SagaModel::SagaRole).value<api::SagaRow>();
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    const bool selected = option.state & QStyle::State_Selected;
    painter->fillRect(option.rect, format::colour(Colour::Base));
    if (selected) {
        painter->fillRect(option.rect, ink::tint(Colour::Accent, 0.14));
        painter->fillRect(QRect(option.rect.left(), option.rect.top(), format::px(Space::Hair) - 1, option.rect.height()),
                          format::colour(Colour::Accent));
    } else if (option.state & QStyle::State_MouseOver) {
        painter->fillRect(option.rect, ink::tint(Colour::Accent, 0.06));
    }
    painter->setPen(QPen(format::colour(Colour::Hairline), 1));
    painter->drawLine(option.rect.bottomLeft(), option.rect.bottomRight());

    const QFont bold = format::font(format::Type::Body, true);
    const QFont small = format::font(format::Type::Small);
    const QFontMetrics boldMetrics(bold);
    const QFontMetrics smallMetrics(small);
    const QRect inner = option.rect.adjusted(pad + 2, pad, -pad, -pad);

    const QString status = shownStatus(saga);
    const int pill = StatusPill::widthOf(status, small);
    const QRect top(inner.left(), inner.top(), inner.width(), boldMetrics.height());
    painter->setFont(bold);
    painter->setPen(format::colour(Colour::Text));
    painter->drawText(top.adjusted(0, 0, -pill - pad, 0), Qt::AlignVCenter | Qt::AlignLeft,
                      boldMetrics.elidedText(index.data().toString(), Qt::ElideLeft, top.width() - pill - pad));
    StatusPill::paint(*painter, QRect(top.right() - pill + 1, top.top() - 1, pill, top.height() + 2), status, small,
                      format::colour(Colour::Text));

    const QRect bottom(inner.left(), inner.bottom() - smallMetrics.height() + 1, inner.width(), smallMetrics.height());
    const double em = smallMetrics.height();
    double x = bottom.left() + 0.5;
    for (const api::SagaStepRow& step : saga.steps) {
        paintStep(*painter, QRectF(x, bottom.center().y() - em * 0.28, em * 1.05, em * 0.6), step.status);
        x += em * 1.25;
    }
    painter->setFont(small);
    if (const int again = retries(saga); again > 0) {
        const QString count = tr("retries %1").arg(format::number(again));
        const QRectF notch(x + em * 0.1, bottom.top(), smallMetrics.horizontalAdvance(count) + em * 0.7, em);
        painter->setPen(Qt::NoPen);
        painter->setBrush(format::colour(Colour::Retry));
        painter->drawRoundedRect(notch, em / 2, em / 2);
        painter->setPen(format::textOn(Colour::Retry));
        painter->drawText(notch, Qt::AlignCenter, count);
        x = notch.right() + em * 0.3;
    }
    painter->setPen(format::colour(Colour::MutedText));
    const QString took = saga.status == u"later" ? QString() : format::duration(std::max<qint64>(0, age(saga, m_now)));
    painter->drawText(bottom, Qt::AlignVCenter | Qt::AlignRight, took);
    const int room = bottom.right() - smallMetrics.horizontalAdvance(took) - pad - static_cast<int>(x + em * 0.3);
    const QString began = format::clock(saga.startedAt).left(8);
    if (smallMetrics.horizontalAdvance(began) <= room)
        painter->drawText(QRectF(x + em * 0.3, bottom.top(), room, bottom.height()), Qt::AlignVCenter | Qt::AlignLeft, began);
    if (option.state & QStyle::State_HasFocus) {
        painter->setRenderHint(QPainter::Antialiasing, false);
        painter->setBrush(Qt::NoBrush);
        painter->setPen(QPen(format::colour(Colour::Accent), 1));
        painter->drawRect(option.rect.adjusted(0, 0, -1, -1));
    }
    painter->restore();
}

}  // namespace replay::ui
