// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/rail_button.h"

#include "ui/format/tokens.h"

#include <QEvent>
#include <QPainter>
#include <QStyleOptionFocusRect>

namespace replay::ui {

using format::Colour;
using format::px;
using format::Space;

namespace {
constexpr int barWidth = 3;
constexpr int badgeMax = 99;
constexpr int rowHeight = 36;
}  // namespace

RailButton::RailButton(const QString& title, const QString& icon, const QString& shortcut, QWidget* parent)
    : QAbstractButton(parent),
      m_shortcut(shortcut)
{
    setText(title);
    setIcon(format::icon(icon));
    setCheckable(true);
    setAutoExclusive(true);
    setFocusPolicy(Qt::TabFocus);
    setAttribute(Qt::WA_Hover);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    refreshTip();
}

void RailButton::setBadge(int count)
{
    if (count == m_badge)
        return;
    m_badge = count;
    refreshTip();
    update();
}

void RailButton::setCollapsed(bool collapsed)
{
    m_collapsed = collapsed;
    updateGeometry();
    update();
}

void RailButton::setReason(const QString& whyNot)
{
    m_whyNot = whyNot;
    setEnabled(whyNot.isEmpty());
    refreshTip();
}

void RailButton::refreshTip()
{
    QString tip = tr("%1 (%2)").arg(text(), m_shortcut);
    if (m_badge > 0)
        tip = tr("%1\n%2 need attention").arg(tip).arg(m_badge);
    if (!m_whyNot.isEmpty())
        tip = tr("%1\nNot now: %2").arg(tip, m_whyNot);
    setToolTip(tip);
    setAccessibleName(m_badge > 0 ? tr("%1, %2 need attention").arg(text()).arg(m_badge) : text());
}

QSize RailButton::sizeHint() const
{
    const int collapsed = format::iconLarge + 2 * px(Space::Medium) + px(Space::Hair);
    const int height = qMax(rowHeight, fontMetrics().height() + 2 * px(Space::Small));
    if (m_collapsed)
        return {collapsed, height};
    return {collapsed + fontMetrics().horizontalAdvance(text()) + px(Space::Wide) + px(Space::Medium), height};
}

void RailButton::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF body = QRectF(rect()).adjusted(px(Space::Hair), 1, -px(Space::Hair), -1);
    QColor veil = format::colour(isChecked() ? Colour::Accent : Colour::Text);
    veil.setAlphaF(isChecked() ? 0.12F : isDown() ? 0.14F : 0.07F);
    painter.setPen(Qt::NoPen);
    if (isChecked() || (isEnabled() && underMouse())) {
        painter.setBrush(veil);
        painter.drawRoundedRect(body, format::cornerRadius, format::cornerRadius);
    }
    if (isChecked()) {
        painter.setBrush(format::colour(Colour::Accent));
        painter.drawRoundedRect(QRectF(body.left(), body.top() + px(Space::Small), barWidth, body.height() - 2 * px(Space::Small)), 1.5,
                                1.5);
    }
    const int side = format::iconLarge;
    const int left = m_collapsed ? (width() - side) / 2 : px(Space::Medium) + px(Space::Hair);
    icon().paint(&painter, QRect(left, (height() - side) / 2, side, side), Qt::AlignCenter, isEnabled() ? QIcon::Normal : QIcon::Disabled);
    if (!m_collapsed) {
        painter.setFont(format::font(format::Type::Body, isChecked()));
        painter.setPen(format::colour(isEnabled() ? Colour::Text : Colour::Outline));
        painter.drawText(QRect(left + side + px(Space::Medium), 0, width(), height()),
                         Qt::AlignVCenter | Qt::AlignLeft | Qt::TextSingleLine, text());
    }
    if (m_badge > 0) {
        const QString number = m_badge > badgeMax ? QStringLiteral("%1+").arg(badgeMax) : QString::number(m_badge);
        QFont small = format::font(format::Type::Small, true);
        painter.setFont(small);
        const QFontMetrics metrics(small);
        const int tall = metrics.height() + 1;
        const int wide = qMax(tall, metrics.horizontalAdvance(number) + px(Space::Small));
        const QRectF pill = m_collapsed ? QRectF(width() - wide - 3, 2, wide, tall)
                                        : QRectF(width() - wide - px(Space::Medium), (height() - tall) / 2.0, wide, tall);
        painter.setPen(Qt::NoPen);
        painter.setBrush(format::colour(Colour::Failure));
        painter.drawRoundedRect(pill, tall / 2.0, tall / 2.0);
        painter.setPen(format::textOn(Colour::Failure));
        painter.drawText(pill, Qt::AlignCenter, number);
    }
    if (hasFocus() && window()->testAttribute(Qt::WA_KeyboardFocusChange)) {
        QStyleOptionFocusRect ring;
        ring.initFrom(this);
        ring.rect = body.toRect();
        style()->drawPrimitive(QStyle::PE_FrameFocusRect, &ring, &painter, this);
    }
}

void RailButton::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::FontChange || event->type() == QEvent::PaletteChange) {
        updateGeometry();
        update();
    }
    QAbstractButton::changeEvent(event);
}

}  // namespace replay::ui
