// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/status_light.h"

#include "ui/format/tokens.h"

#include <QEvent>
#include <QPainter>
#include <QStyleOptionFocusRect>

namespace replay::ui {

using format::Colour;
using format::px;
using format::Space;

namespace {
constexpr int shapeSide = 11;
}

StatusLight::StatusLight(const QString& word, QWidget* parent) : QAbstractButton(parent)
{
    setText(word);
    setFocusPolicy(Qt::TabFocus);
    setAttribute(Qt::WA_Hover);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
}

void StatusLight::show(State state, const QString& words, const QString& tip)
{
    setToolTip(tip);
    setAccessibleDescription(tip);
    if (state == m_state && words == text())
        return;
    const bool resized = words != text();
    m_state = state;
    setText(words);
    if (resized)
        updateGeometry();
    update();
}

QSize StatusLight::sizeHint() const
{
    const QFontMetrics metrics(format::font(format::Type::Small, m_state == State::Bad));
    return {metrics.horizontalAdvance(text()) + shapeSide + px(Space::Hair) + 2 * px(Space::Hair) + 2,
            qMax(metrics.height() + px(Space::Hair), format::rowDense)};
}

void StatusLight::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    if (underMouse() && isEnabled()) {
        QColor veil = format::colour(Colour::Text);
        veil.setAlphaF(isDown() ? 0.14F : 0.07F);
        painter.setPen(Qt::NoPen);
        painter.setBrush(veil);
        painter.drawRoundedRect(rect(), format::cornerRadius, format::cornerRadius);
    }
    const QRectF shape(px(Space::Hair), (height() - shapeSide) / 2.0, shapeSide, shapeSide);
    switch (m_state) {
    case State::Good: format::drawMark(painter, shape, format::Mark::Good); break;
    case State::Bad: format::drawMark(painter, shape, format::Mark::Failure); break;
    case State::Waiting: format::drawMark(painter, shape, format::Mark::Pending); break;
    case State::Unknown:
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(format::colour(Colour::Outline), 1.2));
        painter.drawEllipse(shape.adjusted(1.5, 1.5, -1.5, -1.5));
        break;
    }
    painter.setFont(format::font(format::Type::Small, m_state == State::Bad));
    painter.setPen(format::colour(m_state == State::Unknown ? Colour::MutedText : Colour::Text));
    const int left = px(Space::Hair) + shapeSide + px(Space::Hair);
    painter.drawText(QRect(left, 0, width() - left, height()), Qt::AlignVCenter | Qt::AlignLeft | Qt::TextSingleLine, text());
    if (hasFocus() && window()->testAttribute(Qt::WA_KeyboardFocusChange)) {
        QStyleOptionFocusRect ring;
        ring.initFrom(this);
        style()->drawPrimitive(QStyle::PE_FrameFocusRect, &ring, &painter, this);
    }
}

void StatusLight::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::FontChange || event->type() == QEvent::PaletteChange) {
        updateGeometry();
        update();
    }
    QAbstractButton::changeEvent(event);
}

}  // namespace replay::ui
