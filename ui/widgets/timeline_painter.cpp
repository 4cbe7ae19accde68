// SPDX-License-Identifier: GPL-3.0-or-later
// The ground of the timeline: lanes, axis, events, and what moves. The attempts are drawn in timeline_strokes.cpp.
#include "ui/widgets/timeline_painter.h"
#include "ui/format/words.h"
#include "ui/models/saga_facts.h"
#include "ui/widgets/timeline_ink.h"

#include <QCoreApplication>
#include <QPainter>
#include <algorithm>

namespace replay::ui {

using format::Colour;
using format::Mark;
namespace ink = timeline_ink;

namespace {

QString text(const char* words) { return QCoreApplication::translate("replay::ui::TimelinePainter", words); }

constexpr double fadedShare = 0.06;

}  // namespace

QString laneName(const QString& service)
{
    return service == u"saga" ? text(QT_TRANSLATE_NOOP("replay::ui::TimelinePainter", "Saga")) : format::service(service);
}

QString laneIcon(const QString& service)
{
    if (service == u"saga")
        return QStringLiteral("sagas");
    return service == u"inventory" ? QStringLiteral("stock") : service;
}

TimelinePainter::TimelinePainter(QPainter& painter, const TimelineGeometry& geometry, const TimelineScene& scene,
                                 const api::SagaTimeline& timeline, const QList<api::FaultRule>& armed)
    : m_painter(painter),
      m_g(geometry),
      m_scene(scene),
      m_timeline(timeline),
      m_armed(armed),
      m_em(geometry.em())
{
    m_painter.setRenderHint(QPainter::Antialiasing);
}

void TimelinePainter::ground()
{
    lanes();
    undone();
    folds();
}

void TimelinePainter::lanes()
{
    for (int i = 0; i < m_scene.lanes().size(); ++i) {
        const QRectF row = m_g.lane(i);
        m_painter.fillRect(row, format::colour(i % 2 == 0 ? Colour::AlternateRow : Colour::Base));
        m_painter.setPen(QPen(format::colour(Colour::Hairline), 1));
        m_painter.drawLine(QPointF(m_g.plot().left(), row.center().y()), QPointF(row.right(), row.center().y()));
    }
    m_painter.fillRect(m_g.log(), format::colour(Colour::Window));
    m_painter.setPen(QPen(format::colour(Colour::Hairline), 1));
    m_painter.drawLine(m_g.log().topLeft(), m_g.log().topRight());
}

void TimelinePainter::undone()
{
    if (m_scene.turned() < 0)
        return;
    const double from = m_g.x(m_scene.turned()) - m_em * 0.7;
    const QRectF first = m_g.lane(0);
    const QRectF last = m_g.lane(static_cast<int>(m_scene.lanes().size()) - 1);
    const QRectF area(QPointF(from, first.top()), QPointF(m_g.area().right(), last.bottom()));
    m_painter.fillRect(area, ink::tint(Colour::SagaStep, fadedShare));
    m_painter.setPen(QPen(ink::line(Colour::SagaStep), ink::width(m_em), Qt::DotLine));
    m_painter.drawLine(area.topLeft(), area.bottomLeft());
    const QFont font = ink::font(format::Type::Small, true, m_em);
    const QString words = text(QT_TRANSLATE_NOOP("replay::ui::TimelinePainter", "undoing what was done"));
    const QFontMetricsF metrics(font);
    if (m_g.bar(0).top() - first.top() < metrics.height())
        return;
    // Caption of the part that is undone, under an arrow that points back.
    const double y = first.top() + metrics.height() * 0.62;
    ink::arrow(m_painter, QLineF(QPointF(from + m_em * 2.4, y), QPointF(from + m_em * 0.4, y)), ink::line(Colour::SagaStep), m_em);
    m_painter.setFont(font);
    m_painter.setPen(format::colour(Colour::MutedText));
    m_painter.drawText(QPointF(from + m_em * 2.8, y + metrics.ascent() * 0.36), words);
}

void TimelinePainter::folds()
{
    for (const TimelineAxis::Span& span : m_scene.axis().spans()) {
        if (!span.folded)
            continue;
        const double middle = (m_g.x(span.from) + m_g.x(span.to)) / 2;
        const QRectF all(QPointF(middle - m_em * 0.55, m_g.header().bottom()), QPointF(middle + m_em * 0.55, m_g.log().bottom()));
        m_painter.fillRect(all, ink::tint(Colour::Outline, fadedShare * 2));
        m_painter.setPen(QPen(format::colour(Colour::Outline), ink::width(m_em) * 0.8));
        for (int i = 0; i <= m_scene.lanes().size(); ++i) {
            const QRectF row = i < m_scene.lanes().size() ? m_g.lane(i) : m_g.log();
            const double half = std::min(m_em * 0.5, row.height() * 0.3);
            for (const double shift : {-0.22, 0.22}) {
                const double x = middle + shift * m_em;
                m_painter.drawLine(QPointF(x - half * 0.4, row.center().y() + half), QPointF(x + half * 0.4, row.center().y() - half));
            }
        }
    }
}

void TimelinePainter::events(const QString& selected)
{
    for (int i = 0; i < m_scene.events().size(); ++i) {
        const QRectF box = m_g.event(i);
        if (box.right() < m_g.left() - m_em || box.left() > m_g.area().right())
            continue;
        const api::EventRow& event = m_timeline.events[m_scene.events()[i].index];
        const Mark mark = event.note.isEmpty() ? Mark::Event : Mark::Fault;
        ink::mark(m_painter, box.center(), box.width(), Mark::Event);
        if (mark == Mark::Fault)
            ink::mark(m_painter, box.center(), box.width() * 0.7, Mark::Fault);
        if (event.eventId == selected) {
            m_painter.setBrush(Qt::NoBrush);
            m_painter.setPen(QPen(format::colour(Colour::Accent), ink::width(m_em)));
            m_painter.drawRoundedRect(box.adjusted(-2, -2, 2, 2), 2, 2);
        }
    }
}

void TimelinePainter::header()
{
    const QRectF row = m_g.header();
    m_painter.fillRect(row, format::colour(Colour::Window));
    m_painter.setPen(QPen(format::colour(Colour::Hairline), 1));
    m_painter.drawLine(row.bottomLeft(), row.bottomRight());
    const QFont font = ink::font(format::Type::Small, false, m_em);
    const QFontMetricsF metrics(font);
    m_painter.setFont(font);
    m_painter.setClipRect(m_g.plot());
    QList<QRectF> taken;
    const auto label = [&](double x, const QString& words, const QColor& colour, bool centred) {
        const double width = metrics.horizontalAdvance(words);
        QRectF box(centred ? x - width / 2 : x, row.top(), width, row.height());
        if (x >= m_g.plot().left() && box.left() < m_g.plot().left())
            box.moveLeft(x);
        if (box.left() < m_g.plot().left() || box.right() > m_g.area().right())
            return;
        const QRectF roomy = box.adjusted(-m_em * 0.6, 0, m_em * 0.6, 0);
        if (std::any_of(taken.cbegin(), taken.cend(), [&](const QRectF& other) { return other.intersects(roomy); }))
            return;
        taken << box;
        m_painter.setPen(colour);
        m_painter.drawText(box, Qt::AlignCenter | Qt::TextDontClip, words);
    };
    for (const TimelineAxis::Span& span : m_scene.axis().spans()) {
        if (span.folded)
            label((m_g.x(span.from) + m_g.x(span.to)) / 2, QString(QStringLiteral("// ") + format::duration(span.us)),
                  format::colour(Colour::Text), true);
    }
    const api::ModelTime start = m_scene.axis().start();
    for (const api::SagaAttempt& attempt : m_timeline.attempts) {
        const double x = m_g.x(m_scene.axis().leave(attempt.sentAt));
        m_painter.setPen(QPen(format::colour(Colour::Outline), 1));
        m_painter.drawLine(QPointF(x, row.bottom() - m_em * 0.3), QPointF(x, row.bottom()));
        const qint64 us = attempt.sentAt - start;
        label(x, us == 0 ? QStringLiteral("0") : QString(u'+' + format::duration(us)), format::colour(Colour::MutedText), us != 0);
    }
    m_painter.setClipping(false);
}

void TimelinePainter::frame()
{
    header();
    const double right = m_g.plot().left();
    const QRectF column(m_g.area().left(), m_g.area().top(), right - m_g.area().left(), m_g.log().bottom() - m_g.area().top());
    m_painter.fillRect(column, format::colour(Colour::Window));
    const QFont font = ink::font(format::Type::Body, true, m_em);
    m_painter.setFont(font);
    const int side = static_cast<int>(m_em);
    for (int i = 0; i < m_scene.lanes().size(); ++i) {
        const QString& lane = m_scene.lanes()[i];
        const QRectF row = m_g.lane(i);
        const QRect iconBox(static_cast<int>(row.left() + m_em * 0.6), static_cast<int>(row.center().y() - side / 2.0), side, side);
        format::icon(laneIcon(lane)).paint(&m_painter, iconBox);
        m_painter.setPen(format::colour(Colour::Text));
        m_painter.drawText(QRectF(QPointF(iconBox.right() + m_em * 0.5, row.top()), QPointF(right, row.bottom())),
                           Qt::AlignVCenter | Qt::AlignLeft, laneName(lane));
        m_painter.setPen(QPen(format::colour(Colour::Hairline), 1));
        m_painter.drawLine(row.topLeft(), QPointF(right, row.top()));
    }
    const QRectF row = m_g.log();
    const QRect iconBox(static_cast<int>(row.left() + m_em * 0.6), static_cast<int>(row.center().y() - side / 2.0), side, side);
    format::icon(QStringLiteral("events")).paint(&m_painter, iconBox);
    m_painter.setPen(format::colour(Colour::MutedText));
    m_painter.drawText(QRectF(QPointF(iconBox.right() + m_em * 0.5, row.top()), QPointF(right, row.bottom())),
                       Qt::AlignVCenter | Qt::AlignLeft, text(QT_TRANSLATE_NOOP("replay::ui::TimelinePainter", "Events")));
    m_painter.setPen(QPen(format::colour(Colour::Hairline), 1));
    m_painter.drawLine(QPointF(right, m_g.area().top()), QPointF(right, row.bottom()));
    m_painter.drawLine(row.bottomLeft(), row.bottomRight());
}

void TimelinePainter::ghosts()
{
    const QFont font = ink::font(format::Type::Small, false, m_em);
    m_painter.setFont(font);
    const bool over = isOver(m_timeline.saga) || m_scene.turned() >= 0;
    for (int i = 0; i < m_scene.ghosts().size(); ++i) {
        const QRectF box = m_g.ghost(i);
        QPen pen(format::colour(Colour::Outline), 1, Qt::DashLine);
        pen.setDashPattern({4, 3});
        m_painter.setPen(pen);
        m_painter.setBrush(Qt::NoBrush);
        m_painter.drawPath(ink::barShape(box, false, m_em));
        const QString step = format::sagaStep(m_scene.ghosts()[i].stepId);
        const QRectF inner = box.adjusted(m_em * 0.5, 0, -m_em * 0.5, 0);
        m_painter.setPen(format::colour(Colour::MutedText));
        ink::name(m_painter, inner, step, QFontMetricsF(font), m_g.namesWrap());
        const QRectF above(box.left(), box.top() - QFontMetricsF(font).height() - 2, box.width(), QFontMetricsF(font).height());
        if (above.top() > m_g.lane(0).top() && (i == 0 || over))
            m_painter.drawText(above, Qt::AlignBottom | Qt::AlignLeft | Qt::TextDontClip,
                               over ? text(QT_TRANSLATE_NOOP("replay::ui::TimelinePainter", "never started"))
                                    : text(QT_TRANSLATE_NOOP("replay::ui::TimelinePainter", "still to come")));
    }
}

void TimelinePainter::tokens(double playhead)
{
    const double side = m_em * 1.25;
    const QFont font = ink::font(format::Type::Small, true, m_em);
    for (int i = 0; i < m_scene.attempts().size(); ++i) {
        const TimelineScene::Attempt& placed = m_scene.attempts()[i];
        const auto share = [playhead](double from, double to) { return to > from ? (playhead - from) / (to - from) : 1.0; };
        const double out = share(placed.sent, placed.arrived);
        if (out >= 0 && out < 1 && (!placed.requestLost || out <= 0.6)) {
            const QLineF line = m_g.request(i);
            ink::mark(m_painter, line.pointAt(placed.requestLost ? out / 0.6 : out), side, Mark::Command);
            continue;
        }
        if (placed.handled && playhead >= placed.arrived && playhead < placed.committed) {
            const QRectF box = m_g.transaction(i);
            const double inside = share(placed.arrived, placed.committed);
            const int point =
                std::min(static_cast<int>(inside * (TimelineGeometry::gapsInTransaction + 1)), TimelineGeometry::gapsInTransaction);
            const QString word = format::gapPoint(format::gapPoints()[point]);
            const QFontMetricsF metrics(font);
            const QRectF bubble(m_g.x(playhead) - metrics.horizontalAdvance(word) / 2 - m_em * 0.4, box.bottom() + m_em * 0.35,
                                metrics.horizontalAdvance(word) + m_em * 0.8, metrics.height() + m_em * 0.2);
            m_painter.setPen(Qt::NoPen);
            m_painter.setBrush(format::colour(Colour::Accent));
            m_painter.drawRoundedRect(bubble, bubble.height() / 2, bubble.height() / 2);
            m_painter.setFont(font);
            m_painter.setPen(format::colour(Colour::AccentText));
            m_painter.drawText(bubble, Qt::AlignCenter, word);
            continue;
        }
        const QLineF back = m_g.reply(i);
        const double home = share(placed.committed, placed.answered);
        if (!back.isNull() && playhead >= placed.committed && home < 1)
            ink::mark(m_painter, back.pointAt(home), side, Mark::Event);
    }
}

void TimelinePainter::cursor(double playhead)
{
    const double x = m_g.x(playhead);
    const QRectF row = m_g.header();
    m_painter.setPen(QPen(format::colour(Colour::Accent), ink::width(m_em)));
    m_painter.drawLine(QPointF(x, row.bottom()), QPointF(x, m_g.log().bottom()));
    const double half = m_em * 0.5;
    m_painter.setPen(Qt::NoPen);
    m_painter.setBrush(format::colour(Colour::Accent));
    m_painter.drawPolygon(QPolygonF{QPointF(x - half, row.bottom() - half * 1.6), QPointF(x + half, row.bottom() - half * 1.6),
                                    QPointF(x + half, row.bottom() - half * 0.7), QPointF(x, row.bottom()),
                                    QPointF(x - half, row.bottom() - half * 0.7)});
}

}  // namespace replay::ui
