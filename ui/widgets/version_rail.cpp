// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/version_rail.h"

#include "ui/format/marks.h"
#include "ui/format/tokens.h"
#include "ui/format/words.h"
#include "ui/widgets/version_rail_accessible.h"

#include <QHelpEvent>
#include <QKeyEvent>
#include <QPainter>
#include <QToolTip>
#include <QWheelEvent>
#include <algorithm>
#include <cmath>

namespace replay::ui {

using format::Colour;
using format::Space;

namespace {

constexpr double stepMin = 20;  // closer than this, marks are no targets any more
constexpr double stepMax = 64;
constexpr double markSide = 12;
constexpr double stripHeight = 10;
constexpr double flagHeight = 16;
constexpr double startX = 7;  // where the nothing before version 1 is drawn

QColor faded(Colour token, float alpha)
{
    QColor made = format::colour(token);
    made.setAlphaF(alpha);
    return made;
}

}  // namespace

VersionRail::VersionRail(StreamModel& model, QWidget* parent) : QWidget(parent), m_model(model)
{
    installVersionRailAccessible();
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setAccessibleName(tr("Versions"));
    connect(&m_model, &QAbstractItemModel::rowsInserted, this, qOverload<>(&QWidget::update));
    connect(&m_model, &QAbstractItemModel::rowsRemoved, this, qOverload<>(&QWidget::update));
    connect(&m_model, &QAbstractItemModel::dataChanged, this, qOverload<>(&QWidget::update));
}

QSize VersionRail::sizeHint() const
{
    const int text = QFontMetrics(format::font(format::Type::Small)).height();
    return {480, static_cast<int>(flagHeight) + format::px(Space::Small) + static_cast<int>(markSide) + format::px(Space::Hair) + text +
                     static_cast<int>(stripHeight) + format::px(Space::Medium)};
}

QSize VersionRail::minimumSizeHint() const { return {160, sizeHint().height()}; }

VersionRail::Span VersionRail::span() const
{
    Span shown;
    const double width = this->width() - 2.0 * format::px(Space::Wide);
    const int all = versions();
    if (all == 0 || width <= 0)
        return shown;
    if (all == 1 || width / (all - 1) >= stepMin) {
        shown.last = all;
        shown.step = all == 1 ? 0 : std::min(stepMax, width / (all - 1));
        shown.left = format::px(Space::Wide);
        return shown;
    }
    const int fit = std::max(1, static_cast<int>(width / stepMin));
    shown.first = std::clamp(m_selected - fit / 2, 1, std::max(1, all - fit));
    shown.last = std::min(all, shown.first + fit);
    shown.step = width / fit;
    shown.left = format::px(Space::Wide);
    return shown;
}

int VersionRail::firstInSight() const { return span().first; }
int VersionRail::lastInSight() const { return span().last; }

double VersionRail::railY() const { return flagHeight + format::px(Space::Small) + markSide / 2; }

QRectF VersionRail::strip() const
{
    return {double(format::px(Space::Wide)), height() - stripHeight - 2, width() - 2.0 * format::px(Space::Wide), stripHeight};
}

QPointF VersionRail::place(int version) const
{
    const Span shown = span();
    return {shown.left + (version - shown.first) * shown.step, railY()};
}

void VersionRail::setSelected(int version)
{
    if (version == m_selected)
        return;
    m_selected = version;
    setAccessibleDescription(sentence());
    tellVersionRailChanged(*this);
    update();
}

void VersionRail::setMarks(int a, int b)
{
    if (a == m_a && b == m_b)
        return;
    m_a = a;
    m_b = b;
    setAccessibleDescription(sentence());
    update();
}

QString VersionRail::sentence() const
{
    if (versions() == 0)
        return tr("no versions");
    const api::VersionMark* mark = m_model.mark(m_selected);
    QString text = tr("Version %1 of %2").arg(m_selected).arg(versions());
    if (mark) {
        text = tr("%1: %2 at position %3").arg(text, mark->eventType, format::number(mark->position));
        if (mark->snapshot)
            text = tr("%1, with a snapshot").arg(text);
    }
    return m_a >= 0 ? tr("%1; A is version %2, B is version %3").arg(text).arg(m_a).arg(m_b) : text;
}

void VersionRail::choose(int version)
{
    const int wanted = std::clamp(version, std::min(1, versions()), versions());
    if (wanted == m_selected || versions() == 0)
        return;
    setSelected(wanted);
    Q_EMIT chosen(wanted);
}

void VersionRail::paintEvent(QPaintEvent* event)
{
    Q_UNUSED(event)
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const Span shown = span();
    if (shown.last == 0)
        return;
    const double y = railY();
    painter.setPen(QPen(format::colour(Colour::Hairline), 2));
    const double left = shown.first > 1 ? 0 : shown.left;
    const double right = shown.last < versions() ? width() : shown.left + (shown.last - shown.first) * shown.step;
    painter.drawLine(QPointF(left, y), QPointF(right, y));
    if (m_a >= 0 && m_b >= 0 && m_a != m_b) {
        const double from = m_a == 0 && shown.first == 1 ? startX : std::clamp(place(std::min(m_a, m_b)).x(), 0.0, double(width()));
        const double to = std::clamp(place(std::max(m_a, m_b)).x(), 0.0, double(width()));
        painter.setPen(QPen(format::colour(Colour::Accent), 3));
        painter.drawLine(QPointF(from, y), QPointF(to, y));
    }
    if (m_a == 0 && shown.first == 1) {
        painter.setPen(QPen(format::colour(Colour::Accent), 2));
        painter.setBrush(palette().window());
        painter.drawEllipse(QPointF(startX, y), 4, 4);
    }
    paintVersions(painter, shown);
    paintFlags(painter, shown);
    if (shown.first > 1 || shown.last < versions())
        paintStrip(painter, shown);
}

void VersionRail::paintVersions(QPainter& painter, const Span& shown) const
{
    const QFont small = format::font(format::Type::Small);
    const QFontMetrics metrics(small);
    const int labelEvery =
        std::max(1, static_cast<int>(std::ceil((metrics.horizontalAdvance(format::number(versions())) + 6) / std::max(shown.step, 1.0))));
    for (int version = shown.first; version <= shown.last; ++version) {
        const QPointF at = place(version);
        const api::VersionMark* mark = m_model.mark(version);
        const bool later = m_model.cursorVersion() > 0 && version > m_model.cursorVersion();
        QRectF box(0, 0, markSide, markSide);
        box.moveCenter(at);
        if (version == m_selected) {
            painter.setPen(QPen(format::colour(Colour::Accent), hasFocus() ? 3 : 2));
            painter.setBrush(format::colour(Colour::Base));
            painter.drawRoundedRect(box.adjusted(-5, -5, 5, 5), format::cornerRadius, format::cornerRadius);
        } else {
            painter.setPen(Qt::NoPen);
            painter.setBrush(palette().window());
            painter.drawEllipse(box.adjusted(-1, -1, 1, 1));
        }
        painter.setOpacity(later ? 0.4 : 1.0);
        format::drawMark(painter, box, mark ? format::markOfEvent(mark->eventType, {}) : format::Mark::Event);
        if (mark && mark->snapshot) {
            const QPointF centre(at.x(), at.y() + markSide + 1);
            QPolygonF diamond;
            diamond << centre + QPointF(0, -4) << centre + QPointF(4, 0) << centre + QPointF(0, 4) << centre + QPointF(-4, 0);
            painter.setPen(QPen(format::colour(Colour::Text), 1));
            painter.setBrush(format::colour(Colour::Base));
            painter.drawPolygon(diamond);
        }
        painter.setOpacity(1.0);
        const bool labelled = version == m_selected || (version % labelEvery == 0 && std::abs(version - m_selected) >= labelEvery);
        if (!labelled)
            continue;
        painter.setFont(version == m_selected ? format::font(format::Type::Small, true) : small);
        painter.setPen(format::colour(version == m_selected ? Colour::Text : Colour::MutedText));
        const QRectF label(at.x() - 40, at.y() + markSide + format::px(Space::Hair) + 2, 80, metrics.height());
        painter.drawText(label, Qt::AlignHCenter | Qt::AlignTop, format::number(version));
    }
}

void VersionRail::paintFlags(QPainter& painter, const Span& shown) const
{
    const auto flag = [&](const QString& letter, int version, bool second) {
        if (version < 0)
            return;
        QString text = letter;
        double x = place(version).x();
        if (version == 0 && shown.first == 1) {
            x = 0;  // the nothing before the first event has its place at the rail's beginning
        } else if (version < shown.first) {
            text = QStringLiteral("← %1 %2").arg(letter, format::number(version));
            x = 0;
        } else if (version > shown.last) {
            text = QStringLiteral("%1 %2 →").arg(letter, format::number(version));
            x = width();
        }
        painter.setFont(format::font(format::Type::Small, true));
        const double w = painter.fontMetrics().horizontalAdvance(text) + 2.0 * format::px(Space::Hair);
        // Both flags on one version stand side by side.
        const double shift = m_a == m_b ? (second ? w / 2 + 1 : -w / 2 - 1) : 0;
        QRectF box(std::clamp(x - w / 2 + shift, 0.0, width() - w), 1, w, flagHeight - 2);
        painter.setPen(QPen(format::colour(Colour::Accent), 1));
        painter.setBrush(second ? format::colour(Colour::Accent) : format::colour(Colour::Base));
        painter.drawRoundedRect(box, 3, 3);
        painter.setPen(second ? format::colour(Colour::AccentText) : format::colour(Colour::Accent));
        painter.drawText(box, Qt::AlignCenter, text);
    };
    flag(QStringLiteral("A"), m_a, false);
    flag(QStringLiteral("B"), m_b, true);
}

void VersionRail::paintStrip(QPainter& painter, const Span& shown) const
{
    const QRectF track = strip();
    const auto x = [&](int version) { return track.left() + track.width() * (version - 1) / std::max(1, versions() - 1); };
    painter.setPen(Qt::NoPen);
    painter.setBrush(format::colour(Colour::Hairline));
    painter.drawRoundedRect(track.adjusted(0, 3, 0, -3), 2, 2);
    if (m_model.cursorVersion() > 0 && m_model.cursorVersion() < versions()) {
        painter.setBrush(faded(Colour::MutedText, 0.25F));
        painter.drawRoundedRect(QRectF(QPointF(x(m_model.cursorVersion()), track.top() + 3), QPointF(track.right(), track.bottom() - 3)), 2,
                                2);
    }
    QRectF window(QPointF(x(shown.first), track.top()), QPointF(x(shown.last), track.bottom()));
    if (window.width() < stripHeight)
        window = QRectF(window.center().x() - stripHeight / 2, track.top(), stripHeight, track.height());
    painter.setPen(QPen(format::colour(Colour::Outline), 1));
    painter.setBrush(faded(Colour::Accent, 0.25F));
    painter.drawRoundedRect(window, 3, 3);
    painter.setPen(QPen(format::colour(Colour::Accent), 2));
    for (const int version : {m_a, m_b}) {
        if (version > 0)
            painter.drawLine(QPointF(x(version), track.top() + 1), QPointF(x(version), track.bottom() - 1));
    }
}

int VersionRail::versionAt(const QPointF& at) const
{
    const Span shown = span();
    if (shown.last == 0)
        return 0;
    if (m_onStrip) {
        const QRectF track = strip();
        return 1 + static_cast<int>(std::lround((at.x() - track.left()) / std::max(1.0, track.width()) * (versions() - 1)));
    }
    if (shown.step <= 0)
        return 1;
    return std::clamp(shown.first + static_cast<int>(std::lround((at.x() - shown.left) / shown.step)), shown.first, shown.last);
}

void VersionRail::keyPressEvent(QKeyEvent* event)
{
    const int page = std::max(1, span().last - span().first);
    switch (event->key()) {
    case Qt::Key_Left: choose(m_selected - 1); break;
    case Qt::Key_Right: choose(m_selected + 1); break;
    case Qt::Key_PageUp: choose(m_selected - page); break;
    case Qt::Key_PageDown: choose(m_selected + page); break;
    case Qt::Key_Home: choose(1); break;
    case Qt::Key_End: choose(versions()); break;
    default: QWidget::keyPressEvent(event);
    }
}

void VersionRail::mousePressEvent(QMouseEvent* event)
{
    if (event->button() != Qt::LeftButton) {
        QWidget::mousePressEvent(event);
        return;
    }
    const Span shown = span();
    m_onStrip = (shown.first > 1 || shown.last < versions()) && event->position().y() >= strip().top() - 2;
    choose(versionAt(event->position()));
}

void VersionRail::mouseMoveEvent(QMouseEvent* event)
{
    if (event->buttons().testFlag(Qt::LeftButton))
        choose(versionAt(event->position()));
}

void VersionRail::wheelEvent(QWheelEvent* event)
{
    const int delta = event->angleDelta().y() != 0 ? event->angleDelta().y() : event->angleDelta().x();
    if (delta != 0)
        choose(m_selected + (delta > 0 ? -1 : 1));
    event->accept();
}

bool VersionRail::event(QEvent* event)
{
    // The arrows belong to the rail while it has the focus, whatever the window does with them.
    if (event->type() == QEvent::ShortcutOverride) {
        const int key = static_cast<QKeyEvent*>(event)->key();
        if (key == Qt::Key_Left || key == Qt::Key_Right || key == Qt::Key_Home || key == Qt::Key_End || key == Qt::Key_PageUp ||
            key == Qt::Key_PageDown) {
            event->accept();
            return true;
        }
    }
    if (event->type() == QEvent::ToolTip) {
        auto* help = static_cast<QHelpEvent*>(event);
        const api::VersionMark* mark = m_model.mark(versionAt(help->pos()));
        if (mark) {
            QString text = tr("Version %1: %2\n%3\nposition %4")
                               .arg(mark->version)
                               .arg(mark->eventType, format::dateClock(mark->occurredAt), format::number(mark->position));
            if (mark->snapshot)
                text = tr("%1\na snapshot of this version is kept").arg(text);
            QToolTip::showText(help->globalPos(), text, this);
        }
        return true;
    }
    return QWidget::event(event);
}

void VersionRail::focusInEvent(QFocusEvent* event)
{
    QWidget::focusInEvent(event);
    update();
}

void VersionRail::focusOutEvent(QFocusEvent* event)
{
    QWidget::focusOutEvent(event);
    update();
}

void VersionRail::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::FontChange)
        updateGeometry();
    update();
}

}  // namespace replay::ui
