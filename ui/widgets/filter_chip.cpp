// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/filter_chip.h"

#include "ui/format/tokens.h"

#include <QKeyEvent>
#include <QPainter>

namespace replay::ui {

using format::Colour;
using format::Space;

namespace {

constexpr int valueLettersMax = 24;
constexpr int heightPx = format::rowDense - 4;

}  // namespace

FilterChip::FilterChip(const QString& key, const QString& value, QWidget* parent) : QAbstractButton(parent), m_key(key), m_value(value)
{
    setFocusPolicy(Qt::TabFocus);
    setCursor(Qt::PointingHandCursor);
    setAccessibleName(tr("Filter %1 %2, press to remove").arg(key, value));
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
}

QString FilterChip::shown() const
{
    return m_value.size() > valueLettersMax ? QString(m_value.left(valueLettersMax - 1) + QChar(0x2026)) : m_value;
}

QSize FilterChip::sizeHint() const
{
    const QFontMetrics body(format::font(format::Type::Small));
    const int text = body.horizontalAdvance(m_key) + format::px(Space::Hair) + body.horizontalAdvance(shown());
    return {text + 2 * format::px(Space::Small) + format::px(Space::Medium) + 2, std::max(heightPx, body.height() + 4)};
}

void FilterChip::paintEvent(QPaintEvent* event)
{
    Q_UNUSED(event)
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    QColor ground = format::colour(Colour::Accent);
    ground.setAlphaF(underMouse() || isDown() ? 0.28F : 0.14F);
    painter.setPen(hasFocus() ? QPen(format::colour(Colour::Accent), 2) : QPen(Qt::NoPen));
    painter.setBrush(ground);
    painter.drawRoundedRect(QRectF(rect()).adjusted(1, 1, -1, -1), format::cornerRadius, format::cornerRadius);
    painter.setFont(format::font(format::Type::Small));
    QRect box = rect().adjusted(format::px(Space::Small), 0, 0, 0);
    painter.setPen(format::colour(Colour::MutedText));
    painter.drawText(box, Qt::AlignVCenter | Qt::TextSingleLine, m_key);
    box.setLeft(box.left() + painter.fontMetrics().horizontalAdvance(m_key) + format::px(Space::Hair));
    painter.setPen(format::colour(Colour::Text));
    painter.drawText(box, Qt::AlignVCenter | Qt::TextSingleLine, shown());
    // The × is drawn, not written: it looks the same in every font.
    const double half = 3.5;
    const QPointF centre(width() - format::px(Space::Small) - half, height() / 2.0);
    painter.setPen(QPen(format::colour(Colour::MutedText), 1.4));
    painter.drawLine(centre + QPointF(-half, -half), centre + QPointF(half, half));
    painter.drawLine(centre + QPointF(-half, half), centre + QPointF(half, -half));
}

void FilterChip::enterEvent(QEnterEvent* event)
{
    QAbstractButton::enterEvent(event);
    update();
}

void FilterChip::leaveEvent(QEvent* event)
{
    QAbstractButton::leaveEvent(event);
    update();
}

void FilterChip::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Delete || event->key() == Qt::Key_Backspace || event->key() == Qt::Key_Return ||
        event->key() == Qt::Key_Enter)
        click();
    else
        QAbstractButton::keyPressEvent(event);
}

}  // namespace replay::ui
