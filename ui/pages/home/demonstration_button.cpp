// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/home/demonstration_button.h"

#include "ui/format/tokens.h"
#include "ui/pages/home/pattern_picture.h"

#include <QEvent>
#include <QPainter>
#include <QTextLayout>
#include <algorithm>

namespace replay::ui {

using format::Colour;
using format::Space;
using format::Type;

namespace {

constexpr int disc = 28;
constexpr int radius = 2 * format::cornerRadius;
constexpr int claimLines = 2;
constexpr int largeWidth = 300;
constexpr int lineWidth = 320;
constexpr int pictureLeast = 70;
constexpr int pictureMost = 480;

void drawTriangle(QPainter& painter, QPointF centre, qreal size, const QColor& colour)
{
    painter.setPen(Qt::NoPen);
    painter.setBrush(colour);
    painter.drawPolygon(QPolygonF(
        {centre + QPointF(-size * 0.35, -size * 0.5), centre + QPointF(-size * 0.35, size * 0.5), centre + QPointF(size * 0.55, 0)}));
}

/// Draws wrapped text of at most so many lines, the last one elided; answers the height used.
qreal drawWrapped(QPainter* painter, const QRectF& box, const QString& text, const QFont& font, int linesMax)
{
    const QFontMetricsF metrics(font);
    QTextLayout layout(text, font);
    layout.beginLayout();
    qreal y = 0;
    for (int lines = 0; lines < linesMax; ++lines) {
        QTextLine line = layout.createLine();
        if (!line.isValid())
            break;
        line.setLineWidth(box.width());
        const bool last = lines + 1 == linesMax && line.textStart() + line.textLength() < text.size();
        if (painter) {
            const QString piece = last ? metrics.elidedText(text.mid(line.textStart()), Qt::ElideRight, box.width())
                                       : text.mid(line.textStart(), line.textLength()).trimmed();
            painter->setFont(font);
            painter->drawText(QPointF(box.left(), box.top() + y + metrics.ascent()), piece);
        }
        y += metrics.lineSpacing();
    }
    layout.endLayout();
    return y;
}

}  // namespace

DemonstrationButton::DemonstrationButton(const api::Workspaces::Demonstration& demonstration, Shape shape, QWidget* parent)
    : QAbstractButton(parent),
      m_demonstration(demonstration),
      m_shape(shape)
{
    setText(demonstration.name);
    setObjectName(demonstration.id);
    setAccessibleName(tr("Run the demonstration “%1”, %2").arg(demonstration.name, secondsText()));
    setAccessibleDescription(demonstration.claim);
    setToolTip(demonstration.claim);
    setCursor(Qt::PointingHandCursor);
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Expanding, shape == Shape::Large ? QSizePolicy::Expanding : QSizePolicy::Minimum);
}

QString DemonstrationButton::secondsText() const { return tr("%1 s", "seconds of a demonstration").arg(m_demonstration.seconds); }

QSize DemonstrationButton::sizeHint() const
{
    const int title = QFontMetrics(format::font(Type::Body, true)).lineSpacing();
    const int small = QFontMetrics(format::font(Type::Small)).lineSpacing();
    if (m_shape == Shape::Line)
        return {lineWidth, title + claimLines * small + 2 * format::px(Space::Small)};
    const int heading = QFontMetrics(format::font(Type::Heading, true)).lineSpacing();
    const int body = QFontMetrics(format::font(Type::Body)).lineSpacing();
    return {largeWidth, heading + 4 * body + pictureLeast + 40 + 5 * format::px(Space::Large)};
}

QSize DemonstrationButton::minimumSizeHint() const { return sizeHint(); }

void DemonstrationButton::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    paintGround(painter);
    if (m_shape == Shape::Large)
        paintLarge(painter);
    else
        paintLine(painter);
}

void DemonstrationButton::paintGround(QPainter& painter)
{
    const bool pointed = underMouse() && isEnabled();
    const bool large = m_shape == Shape::Large;
    const QRectF sheet = QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5);
    if (large || pointed || isDown()) {
        painter.setPen(large ? QPen(format::colour(pointed ? Colour::Accent : Colour::Hairline), 1) : QPen(Qt::NoPen));
        painter.setBrush(large ? format::colour(Colour::Base) : QColor(Qt::transparent));
        painter.drawRoundedRect(sheet, radius, radius);
    }
    if (pointed || isDown()) {
        QColor glow = format::colour(Colour::Accent);
        glow.setAlphaF(isDown() ? 0.14F : 0.06F);
        painter.setPen(Qt::NoPen);
        painter.setBrush(glow);
        painter.drawRoundedRect(sheet, radius, radius);
    }
    if (hasFocus()) {
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(format::colour(Colour::Accent), 2));
        painter.drawRoundedRect(sheet.adjusted(1, 1, -1, -1), radius, radius);
    }
}

void DemonstrationButton::paintLarge(QPainter& painter)
{
    const QRectF inner =
        QRectF(rect()).adjusted(format::px(Space::Wide), format::px(Space::Wide), -format::px(Space::Wide), -format::px(Space::Wide));
    painter.setPen(format::colour(Colour::Text));
    qreal y = inner.top();
    y += drawWrapped(&painter, QRectF(inner.left(), y, inner.width(), inner.height()), m_demonstration.name,
                     format::font(Type::Heading, true), 1);
    y += format::px(Space::Hair);
    painter.setPen(format::colour(Colour::MutedText));
    y += drawWrapped(&painter, QRectF(inner.left(), y, inner.width(), inner.height()), m_demonstration.claim, format::font(Type::Body), 3);

    // The call to act at the foot, the picture in what remains between.
    const QFont bold = format::font(Type::Body, true);
    const QFontMetricsF metrics(bold);
    const QString call = tr("Run it");
    const QRectF pill(inner.left(), inner.bottom() - metrics.height() - 2 * format::px(Space::Small),
                      metrics.horizontalAdvance(call) + 2 * format::px(Space::Large) + 22, metrics.height() + 2 * format::px(Space::Small));
    painter.setPen(Qt::NoPen);
    painter.setBrush(format::colour(Colour::Accent));
    painter.drawRoundedRect(pill, format::cornerRadius, format::cornerRadius);
    drawTriangle(painter, {pill.left() + format::px(Space::Large) + 5, pill.center().y()}, 12, format::colour(Colour::AccentText));
    painter.setFont(bold);
    painter.setPen(format::colour(Colour::AccentText));
    painter.drawText(pill.adjusted(format::px(Space::Large) + 20, 0, 0, 0), Qt::AlignLeft | Qt::AlignVCenter, call);
    painter.setFont(format::font(Type::Body));
    painter.setPen(format::colour(Colour::MutedText));
    painter.drawText(QRectF(pill.right() + format::px(Space::Medium), pill.top(), inner.right() - pill.right(), pill.height()),
                     Qt::AlignLeft | Qt::AlignVCenter, secondsText());

    const QRectF picture(inner.left(), y + format::px(Space::Small), std::min<qreal>(inner.width(), pictureMost),
                         pill.top() - y - 2 * format::px(Space::Small));
    if (picture.height() >= pictureLeast)
        drawPattern(painter, picture);
}

void DemonstrationButton::paintLine(QPainter& painter)
{
    const bool pointed = underMouse();
    const QRectF inner = QRectF(rect()).adjusted(format::px(Space::Medium), 0, -format::px(Space::Medium), 0);
    const QRectF circle(inner.left(), inner.center().y() - disc / 2.0, disc, disc);
    painter.setPen(QPen(format::colour(Colour::Accent), 1.5));
    painter.setBrush(pointed ? QBrush(format::colour(Colour::Accent)) : QBrush(Qt::NoBrush));
    painter.drawEllipse(circle);
    drawTriangle(painter, circle.center(), 11, format::colour(pointed ? Colour::AccentText : Colour::Accent));

    const QFont bold = format::font(Type::Body, true);
    const QFont small = format::font(Type::Small);
    const QFontMetricsF metrics(bold);
    painter.setFont(small);
    painter.setPen(format::colour(Colour::MutedText));
    const qreal secondsWidth = QFontMetricsF(small).horizontalAdvance(secondsText());
    painter.drawText(QRectF(inner.right() - secondsWidth, inner.top(), secondsWidth, inner.height()), Qt::AlignRight | Qt::AlignVCenter,
                     secondsText());

    QRectF text(circle.right() + format::px(Space::Medium), 0,
                inner.right() - secondsWidth - format::px(Space::Large) - circle.right() - format::px(Space::Medium), inner.height());
    const qreal claim = drawWrapped(nullptr, text, m_demonstration.claim, small, claimLines);
    text.setTop((height() - metrics.lineSpacing() - claim) / 2);
    painter.setFont(bold);
    painter.setPen(format::colour(Colour::Text));
    painter.drawText(QPointF(text.left(), text.top() + metrics.ascent()),
                     metrics.elidedText(m_demonstration.name, Qt::ElideRight, text.width()));
    painter.setPen(format::colour(Colour::MutedText));
    drawWrapped(&painter, text.adjusted(0, metrics.lineSpacing(), 0, 0), m_demonstration.claim, small, claimLines);
}

void DemonstrationButton::enterEvent(QEnterEvent* event)
{
    update();
    QAbstractButton::enterEvent(event);
}

void DemonstrationButton::leaveEvent(QEvent* event)
{
    update();
    QAbstractButton::leaveEvent(event);
}

void DemonstrationButton::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::FontChange || event->type() == QEvent::ApplicationFontChange)
        updateGeometry();
    QAbstractButton::changeEvent(event);
}

}  // namespace replay::ui
