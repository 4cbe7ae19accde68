// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/status_pill.h"

#include "ui/format/words.h"

#include <QEvent>
#include <QFontMetrics>
#include <QPainter>

namespace replay::ui {

using format::Mark;
using format::Space;

namespace {

constexpr int markWidth = format::px(Space::Medium);
constexpr int pad = format::px(Space::Small);

}  // namespace

StatusPill::StatusPill(QWidget* parent) : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    setFont(format::font(format::Type::Small));
}

StatusPill::StatusPill(const QString& status, QWidget* parent) : StatusPill(parent) { setStatus(status); }

void StatusPill::setStatus(const QString& status)
{
    m_status = status;
    setAccessibleName(word(status));
    updateGeometry();
    update();
}

QString StatusPill::word(const QString& status) { return format::status(status); }

Mark StatusPill::mark(const QString& status) { return format::markOfStatus(status); }

int StatusPill::widthOf(const QString& status, const QFont& font)
{
    const int mark = StatusPill::mark(status) == Mark::None ? 0 : markWidth + format::px(Space::Hair);
    return QFontMetrics(font).horizontalAdvance(word(status)) + 2 * pad + mark;
}

QSize StatusPill::sizeHint() const
{
    return {widthOf(m_status, font()), qMax(fontMetrics().height() + format::px(Space::Hair), format::iconLarge)};
}

QSize StatusPill::minimumSizeHint() const { return sizeHint(); }

void StatusPill::paint(QPainter& painter, const QRect& cell, const QString& status, const QFont& font, const QColor& text)
{
    if (status.isEmpty())
        return;
    painter.save();
    const int height = qMin(cell.height(), QFontMetrics(font).height() + format::px(Space::Hair));
    const int width = qMin(cell.width(), widthOf(status, font));
    const QRectF body(cell.left() + 0.5, cell.top() + (cell.height() - height) / 2 + 0.5, width - 1, height - 1);
    painter.setRenderHint(QPainter::Antialiasing);
    // Base under the pill, whatever row it lies on: on a selected one it must not fade. A hairline where colours may not say it.
    QColor ground = text;
    ground.setAlphaF(0.07F);
    painter.setPen(Qt::NoPen);
    painter.setBrush(format::colour(format::Colour::Base));
    painter.drawRoundedRect(body, body.height() / 2, body.height() / 2);
    painter.setBrush(ground);
    painter.setPen(QPen(format::scheme() == format::Scheme::HighContrast ? text : format::colour(format::Colour::Hairline), 1));
    painter.drawRoundedRect(body, body.height() / 2, body.height() / 2);
    qreal x = body.left() + pad;
    if (const Mark shape = mark(status); shape != Mark::None) {
        format::drawMark(painter, QRectF(x, body.top(), markWidth, body.height()).adjusted(0, 2, 0, -2), shape);
        x += markWidth + format::px(Space::Hair);
    }
    painter.setFont(font);
    painter.setPen(text);
    const QRectF line(x, body.top(), qMax(0.0, body.right() - x - format::px(Space::Hair)), body.height());
    painter.drawText(line, Qt::AlignVCenter | Qt::AlignLeft | Qt::TextSingleLine,
                     QFontMetrics(font).elidedText(word(status), Qt::ElideRight, static_cast<int>(line.width()) + format::px(Space::Hair)));
    painter.restore();
}

void StatusPill::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    paint(painter, rect(), m_status, font(), format::colour(format::Colour::Text));
}

void StatusPill::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::ApplicationFontChange)
        setFont(format::font(format::Type::Small));
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange) {
        updateGeometry();
        update();
    }
    QWidget::changeEvent(event);
}

}  // namespace replay::ui
