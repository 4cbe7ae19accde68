// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/captioned_value.h"

#include "ui/format/tokens.h"

#include <QApplication>
#include <QClipboard>
#include <QEvent>
#include <QPainter>
#include <QStyleOptionFocusRect>
#include <algorithm>

namespace replay::ui {

using format::Colour;
using format::Space;

CaptionedValue::CaptionedValue(const QString& caption, QWidget* parent) : QAbstractButton(parent), m_caption(caption)
{
    setFocusPolicy(Qt::NoFocus);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    setValue({});
    connect(this, &QAbstractButton::clicked, this, [this] {
        if (m_copiedHint.isEmpty() || m_value.isEmpty())
            return;
        QApplication::clipboard()->setText(m_value);
        Q_EMIT copied(m_copiedHint);
    });
}

void CaptionedValue::setCaption(const QString& caption)
{
    m_caption = caption;
    setAccessibleName(tr("%1: %2").arg(m_caption, m_value));
    update();
}

void CaptionedValue::setValue(const QString& value)
{
    if (m_value == value && !accessibleName().isEmpty())
        return;
    m_value = value;
    setAccessibleName(tr("%1: %2").arg(m_caption, m_value));
    if (m_menu)
        updateGeometry();
    update();
}

void CaptionedValue::setCopyable(const QString& copiedHint)
{
    m_copiedHint = copiedHint;
    setFocusPolicy(Qt::TabFocus);
    setCursor(Qt::PointingHandCursor);
    setAttribute(Qt::WA_Hover);
}

void CaptionedValue::setOpensMenu()
{
    m_menu = true;
    setFocusPolicy(Qt::TabFocus);
    setCursor(Qt::PointingHandCursor);
    setAttribute(Qt::WA_Hover);
    updateGeometry();
}

void CaptionedValue::setWidest(int pixels)
{
    m_widest = pixels;
    updateGeometry();
}

int CaptionedValue::arrowWidth() const { return m_menu ? format::px(Space::Medium) : 0; }

void CaptionedValue::setReserve(const QString& longest)
{
    m_reserve = longest;
    updateGeometry();
}

void CaptionedValue::setFixedType(bool fixed)
{
    m_fixed = fixed;
    updateGeometry();
}

QFont CaptionedValue::valueFont() const { return m_fixed ? format::fixedFont() : format::font(format::Type::Body); }

QSize CaptionedValue::sizeHint() const
{
    const QFontMetrics small(format::font(format::Type::Small));
    const QFontMetrics body(valueFont());
    int value = std::max(body.horizontalAdvance(m_value), body.horizontalAdvance(m_reserve));
    if (m_widest > 0)
        value = std::min(value, m_widest);
    const int width = std::max(small.horizontalAdvance(m_caption), value + arrowWidth());
    return {width + 2 * format::px(Space::Small), small.height() + body.height() + format::px(Space::Hair)};
}

void CaptionedValue::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const QRect inner = rect().adjusted(format::px(Space::Small), 2, -format::px(Space::Small), -2);
    if ((m_menu || !m_copiedHint.isEmpty()) && underMouse() && isEnabled()) {
        QColor veil = format::colour(Colour::Text);
        veil.setAlphaF(isDown() ? 0.14F : 0.07F);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(Qt::NoPen);
        painter.setBrush(veil);
        painter.drawRoundedRect(rect(), format::cornerRadius, format::cornerRadius);
    }
    painter.setFont(format::font(format::Type::Small));
    painter.setPen(format::colour(isEnabled() ? Colour::MutedText : Colour::Outline));
    painter.drawText(inner, Qt::AlignLeft | Qt::AlignTop | Qt::TextSingleLine, m_caption);
    painter.setFont(valueFont());
    painter.setPen(format::colour(isEnabled() ? Colour::Text : Colour::Outline));
    const int room = inner.width() - arrowWidth();
    const QString value = m_value.isEmpty() ? QStringLiteral("–") : painter.fontMetrics().elidedText(m_value, Qt::ElideMiddle, room);
    painter.drawText(inner, Qt::AlignLeft | Qt::AlignBottom | Qt::TextSingleLine, value);
    if (m_menu) {
        const int side = arrowWidth();
        const QFontMetrics metrics(valueFont());
        const int left = inner.left() + std::min(room, metrics.horizontalAdvance(value)) + 2;
        const QRect arrow(left, inner.bottom() - (metrics.height() + side) / 2 + 1, side, side);
        format::icon(QStringLiteral("chevron-down")).paint(&painter, arrow, Qt::AlignCenter, isEnabled() ? QIcon::Normal : QIcon::Disabled);
    }
    if (hasFocus() && window()->testAttribute(Qt::WA_KeyboardFocusChange)) {
        QStyleOptionFocusRect ring;
        ring.initFrom(this);
        style()->drawPrimitive(QStyle::PE_FrameFocusRect, &ring, &painter, this);
    }
}

void CaptionedValue::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::FontChange || event->type() == QEvent::PaletteChange || event->type() == QEvent::EnabledChange) {
        updateGeometry();
        update();
    }
    QAbstractButton::changeEvent(event);
}

}  // namespace replay::ui
