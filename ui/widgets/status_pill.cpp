// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/status_pill.h"

#include <QEvent>
#include <QFontMetrics>
#include <QHash>
#include <QPainter>

namespace replay::ui {

using format::Mark;
using format::Space;

namespace {

struct Known {
    const char* word;
    Mark mark;
};

const Known* known(const QString& status)
{
    static const QHash<QString, Known> table{
        {QStringLiteral("started"), {QT_TRANSLATE_NOOP("replay::ui::StatusPill", "Running"), Mark::SagaStep}},
        {QStringLiteral("running"), {QT_TRANSLATE_NOOP("replay::ui::StatusPill", "Running"), Mark::SagaStep}},
        {QStringLiteral("completed"), {QT_TRANSLATE_NOOP("replay::ui::StatusPill", "Completed"), Mark::Good}},
        {QStringLiteral("compensating"), {QT_TRANSLATE_NOOP("replay::ui::StatusPill", "Compensating"), Mark::Compensation}},
        {QStringLiteral("compensated"), {QT_TRANSLATE_NOOP("replay::ui::StatusPill", "Compensated"), Mark::Compensation}},
        {QStringLiteral("failed"), {QT_TRANSLATE_NOOP("replay::ui::StatusPill", "Failed"), Mark::Failure}},
        {QStringLiteral("stuck"), {QT_TRANSLATE_NOOP("replay::ui::StatusPill", "Stuck"), Mark::Retry}},
        {QStringLiteral("pending"), {QT_TRANSLATE_NOOP("replay::ui::StatusPill", "Pending"), Mark::Pending}},
        {QStringLiteral("skipped"), {QT_TRANSLATE_NOOP("replay::ui::StatusPill", "Skipped"), Mark::Pending}},
        {QStringLiteral("waiting"), {QT_TRANSLATE_NOOP("replay::ui::StatusPill", "Waiting"), Mark::Pending}},
        {QStringLiteral("done"), {QT_TRANSLATE_NOOP("replay::ui::StatusPill", "Done"), Mark::Good}},
        {QStringLiteral("refused"), {QT_TRANSLATE_NOOP("replay::ui::StatusPill", "Refused"), Mark::Failure}},
        {QStringLiteral("error"), {QT_TRANSLATE_NOOP("replay::ui::StatusPill", "Error"), Mark::Failure}},
        {QStringLiteral("timeout"), {QT_TRANSLATE_NOOP("replay::ui::StatusPill", "Timed out"), Mark::Failure}},
        {QStringLiteral("conflict"), {QT_TRANSLATE_NOOP("replay::ui::StatusPill", "Conflict"), Mark::Failure}},
        {QStringLiteral("malformed"), {QT_TRANSLATE_NOOP("replay::ui::StatusPill", "Malformed"), Mark::Failure}},
        {QStringLiteral("confirmed"), {QT_TRANSLATE_NOOP("replay::ui::StatusPill", "Confirmed"), Mark::Good}},
        {QStringLiteral("shipped"), {QT_TRANSLATE_NOOP("replay::ui::StatusPill", "Shipped"), Mark::Good}},
        {QStringLiteral("delivered"), {QT_TRANSLATE_NOOP("replay::ui::StatusPill", "Delivered"), Mark::Good}},
        {QStringLiteral("cancelled"), {QT_TRANSLATE_NOOP("replay::ui::StatusPill", "Cancelled"), Mark::Compensation}},
        {QStringLiteral("returned"), {QT_TRANSLATE_NOOP("replay::ui::StatusPill", "Returned"), Mark::Compensation}},
        {QStringLiteral("live"), {QT_TRANSLATE_NOOP("replay::ui::StatusPill", "Live"), Mark::ReadModel}},
        {QStringLiteral("paused"), {QT_TRANSLATE_NOOP("replay::ui::StatusPill", "Paused"), Mark::Pending}},
        {QStringLiteral("rebuilding"), {QT_TRANSLATE_NOOP("replay::ui::StatusPill", "Rebuilding"), Mark::Retry}},
    };
    const auto found = table.constFind(status);
    return found == table.constEnd() ? nullptr : &*found;
}

constexpr int markWidth = format::px(Space::Medium);
constexpr int pad = format::px(Space::Small);

}  // namespace

StatusPill::StatusPill(QWidget* parent) : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    setFont(format::font(format::Type::Small));
}

StatusPill::StatusPill(const QString& status, QWidget* parent) : StatusPill(parent)
{
    setStatus(status);
}

void StatusPill::setStatus(const QString& status)
{
    m_status = status;
    setAccessibleName(word(status));
    updateGeometry();
    update();
}

QString StatusPill::word(const QString& status)
{
    const Known* entry = known(status);
    return entry ? tr(entry->word) : status;
}

Mark StatusPill::mark(const QString& status)
{
    const Known* entry = known(status);
    return entry ? entry->mark : Mark::None;
}

int StatusPill::widthOf(const QString& status, const QFont& font)
{
    const int mark = StatusPill::mark(status) == Mark::None ? 0 : markWidth + format::px(Space::Hair);
    return QFontMetrics(font).horizontalAdvance(word(status)) + 2 * pad + mark;
}

QSize StatusPill::sizeHint() const
{
    return {widthOf(m_status, font()), qMax(fontMetrics().height() + format::px(Space::Hair), format::iconLarge)};
}

QSize StatusPill::minimumSizeHint() const
{
    return sizeHint();
}

void StatusPill::paint(QPainter& painter, const QRect& cell, const QString& status, const QFont& font, const QColor& text)
{
    if (status.isEmpty())
        return;
    painter.save();
    const int height = qMin(cell.height(), QFontMetrics(font).height() + format::px(Space::Hair));
    const int width = qMin(cell.width(), widthOf(status, font));
    const QRectF body(cell.left() + 0.5, cell.top() + (cell.height() - height) / 2 + 0.5, width - 1, height - 1);
    painter.setRenderHint(QPainter::Antialiasing);
    QColor ground = text;
    ground.setAlphaF(0.07F);
    painter.setBrush(ground);
    if (format::scheme() == format::Scheme::HighContrast)
        painter.setPen(QPen(text, 1));
    else
        painter.setPen(Qt::NoPen);
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
