// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/events/type_bar.h"

#include "ui/format/tokens.h"
#include "ui/format/words.h"

#include <QEvent>
#include <QLocale>
#include <QPainter>

namespace replay::ui {

using format::Colour;
using format::Space;

TypeBar::TypeBar(QWidget* parent) : QAbstractButton(parent)
{
    setFocusPolicy(Qt::TabFocus);
    setCursor(Qt::PointingHandCursor);
}

void TypeBar::setType(const QString& type, qint64 count, qint64 all, qint64 most)
{
    if (m_type == type && m_count == count && m_most == most)
        return;
    m_type = type;
    m_mark = format::markOfEvent(type, {});
    m_count = count;
    m_most = std::max<qint64>(most, 1);
    setAccessibleName(tr("%1: %2 events").arg(type, format::number(count)));
    const double share = all > 0 ? 100.0 * static_cast<double>(count) / static_cast<double>(all) : 0;
    setToolTip(tr("%1\n%2 events, %3 %\nClick to show only these")
                   .arg(format::eventType(type), format::number(count), locale().toString(share, 'f', 1)));
    update();
}

QSize TypeBar::sizeHint() const
{
    return {180, std::max(format::rowDense, QFontMetrics(format::font(format::Type::Small)).height() + format::px(Space::Small))};
}

void TypeBar::paintEvent(QPaintEvent* event)
{
    Q_UNUSED(event)
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF area = QRectF(rect()).adjusted(1, 1, -1, -2);
    if (underMouse() || hasFocus()) {
        QColor ground = format::colour(Colour::Accent);
        ground.setAlphaF(0.10F);
        painter.setPen(hasFocus() ? QPen(format::colour(Colour::Accent), 1.5) : QPen(Qt::NoPen));
        painter.setBrush(ground);
        painter.drawRoundedRect(area, format::cornerRadius, format::cornerRadius);
    }
    const int side = format::px(Space::Medium) - 2;
    const int textTop = rect().top();
    const int barHeight = 3;
    const QRect line(format::px(Space::Hair), textTop, width() - format::px(Space::Small), height() - barHeight - 3);
    format::drawMark(painter, QRectF(line.left(), line.center().y() - side / 2.0 + 0.5, side, side), m_mark);
    painter.setFont(format::font(format::Type::Small));
    const QString figure = format::number(m_count);
    const int figureWidth = painter.fontMetrics().horizontalAdvance(figure);
    painter.setPen(format::colour(Colour::MutedText));
    painter.drawText(line, Qt::AlignRight | Qt::AlignVCenter, figure);
    painter.setPen(format::colour(m_count > 0 ? Colour::Text : Colour::MutedText));
    const QRect name = line.adjusted(side + format::px(Space::Hair) + 2, 0, -figureWidth - format::px(Space::Small), 0);
    painter.drawText(name, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine,
                     painter.fontMetrics().elidedText(m_type, Qt::ElideMiddle, name.width()));
    const QRectF track(name.left(), height() - barHeight - 3, line.right() - name.left(), barHeight);
    painter.setPen(Qt::NoPen);
    painter.setBrush(format::colour(Colour::Hairline));
    painter.drawRoundedRect(track, 1.5, 1.5);
    if (m_count > 0) {
        QRectF filled = track;
        filled.setWidth(std::max(2.0, track.width() * static_cast<double>(m_count) / static_cast<double>(m_most)));
        const bool failure = m_mark == format::Mark::Failure || m_mark == format::Mark::Fault;
        painter.setBrush(format::colour(failure                                                                    ? Colour::Failure
                                        : m_mark == format::Mark::Compensation || m_mark == format::Mark::SagaStep ? Colour::SagaStep
                                                                                                                   : Colour::Event));
        painter.drawRoundedRect(filled, 1.5, 1.5);
    }
}

void TypeBar::enterEvent(QEnterEvent* event)
{
    QAbstractButton::enterEvent(event);
    update();
}

void TypeBar::leaveEvent(QEvent* event)
{
    QAbstractButton::leaveEvent(event);
    update();
}

}  // namespace replay::ui
