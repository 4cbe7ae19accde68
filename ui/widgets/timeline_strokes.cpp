// SPDX-License-Identifier: GPL-3.0-or-later
// The attempts of a timeline: bars, flights, transactions, retries, fences and the lightning of faults.
#include "ui/format/words.h"
#include "ui/widgets/timeline_faults.h"
#include "ui/widgets/timeline_ink.h"
#include "ui/widgets/timeline_painter.h"

#include <QPainter>
#include <algorithm>

namespace replay::ui {

using format::Colour;
using format::Mark;
namespace ink = timeline_ink;

namespace {

using Part = TimelinePlace::Part;

bool went(const api::SagaAttempt& attempt, QStringView outcome) { return attempt.outcome == outcome; }

}  // namespace

void TimelinePainter::happenings(const Look& look)
{
    waits();
    fences();
    const int attempts = static_cast<int>(m_scene.attempts().size());
    for (int i = 0; i < attempts; ++i)
        flights(i);
    for (int i = 0; i < attempts; ++i) {
        transaction(i);
        bar(i, look);
        caption(i);
        notch(i);
    }
    events(look.selectedEvent);
    badges();
    hovered(look.hover);
}

void TimelinePainter::waits()
{
    for (int i = 0; i < m_scene.waits().size(); ++i) {
        const QRectF box = m_g.wait(i);
        QPen pen(ink::line(Colour::SagaStep), ink::width(m_em), Qt::DotLine);
        m_painter.setPen(pen);
        m_painter.drawLine(QPointF(box.left() + 2, box.center().y()), QPointF(box.right() - 2, box.center().y()));
    }
}

void TimelinePainter::fences()
{
    for (int i = 0; i < m_scene.attempts().size(); ++i) {
        const TimelineScene::Attempt& placed = m_scene.attempts()[i];
        if (placed.deadline < 0)
            continue;
        QPen pen(ink::line(Colour::Failure), ink::width(m_em), Qt::DashLine);
        pen.setDashPattern({3.2, 2.0});
        m_painter.setPen(pen);
        const double x = m_g.x(placed.deadline);
        m_painter.drawLine(QPointF(x, m_g.lane(placed.home).top() + m_em * 0.2), QPointF(x, m_g.lane(placed.lane).bottom() - m_em * 0.2));
    }
}

void TimelinePainter::flights(int attempt)
{
    const TimelineScene::Attempt& placed = m_scene.attempts()[attempt];
    const api::SagaAttempt& facts = m_timeline.attempts[attempt];
    const QLineF out = m_g.request(attempt);
    const QColor blue = ink::line(Colour::Command);
    const double apart = m_em * 0.28;
    ink::arrow(m_painter, out, blue, m_em, placed.flying ? Qt::DashLine : Qt::SolidLine);
    if (facts.copies > 1) {
        ink::arrow(m_painter, out.translated(apart * 1.4, 0), blue, m_em);
        m_painter.setFont(ink::font(format::Type::Small, true, m_em));
        m_painter.setPen(format::colour(Colour::Text));
        m_painter.drawText(out.pointAt(0.5) + QPointF(apart * 2.6, 0), QString(u'×' + format::number(facts.copies)));
    }
    if (placed.requestLost)
        ink::mark(m_painter, out.p2(), m_em * 0.95, Mark::Failure);
    else if (!placed.handled && !placed.open && !placed.arrivalKnown)
        ink::mark(m_painter, out.p2() + QPointF(0, m_em * 0.4), m_em * 0.85, Mark::Failure);

    const QLineF back = m_g.reply(attempt);
    if (back.isNull())
        return;
    ink::arrow(m_painter, back, ink::line(Colour::Event), m_em, placed.replying ? Qt::DashLine : Qt::SolidLine);
    if (placed.replyLost)
        ink::mark(m_painter, back.p2(), m_em * 0.95, Mark::Failure);
}

void TimelinePainter::transaction(int attempt)
{
    const QRectF box = m_g.transaction(attempt);
    if (box.isEmpty())
        return;
    const api::SagaAttempt& facts = m_timeline.attempts[attempt];
    const QPainterPath shape = ink::barShape(box, facts.compensation, m_em);
    m_painter.setPen(QPen(ink::line(Colour::SagaStep), ink::width(m_em) * 0.7));
    m_painter.setBrush(format::colour(Colour::SagaStep));
    m_painter.drawPath(shape);
    if (facts.compensation)
        ink::hatch(m_painter, shape, format::textOn(Colour::SagaStep), m_em);
    // The gap points between which a fault can strike: notches, and a dot where the transaction is committed.
    m_painter.setPen(QPen(format::textOn(Colour::SagaStep), std::max(1.0, ink::width(m_em) * 0.6)));
    for (int i = 1; i < TimelineGeometry::gapsInTransaction; ++i) {
        const double x = m_g.gap(attempt, i).left();
        m_painter.drawLine(QPointF(x, box.top() + box.height() * 0.3), QPointF(x, box.bottom() - box.height() * 0.3));
    }
    const QPointF end(box.right(), box.center().y());
    if (went(facts, u"refused") || went(facts, u"error")) {
        m_painter.setPen(Qt::NoPen);
        m_painter.setBrush(format::colour(Colour::Base));
        m_painter.drawEllipse(end, m_em * 0.55, m_em * 0.55);
        ink::mark(m_painter, end, m_em * 0.85, Mark::Failure);
        return;
    }
    m_painter.setPen(QPen(format::colour(Colour::Base), ink::width(m_em) * 0.7));
    m_painter.setBrush(format::colour(Colour::Text));
    m_painter.drawEllipse(end, m_em * 0.34, m_em * 0.34);
}

void TimelinePainter::bar(int attempt, const Look& look)
{
    const TimelineScene::Attempt& placed = m_scene.attempts()[attempt];
    const api::SagaAttempt& facts = m_timeline.attempts[attempt];
    const QRectF box = m_g.bar(attempt);
    const QPainterPath shape = ink::barShape(box, facts.compensation, m_em);
    const bool failed = !placed.open && !went(facts, u"done");
    m_painter.setPen(Qt::NoPen);
    m_painter.setBrush(format::colour(Colour::Base));
    m_painter.drawPath(shape);
    m_painter.setBrush(ink::tint(Colour::SagaStep, format::scheme() == format::Scheme::Dark ? 0.38 : 0.30));
    QPen pen(ink::line(failed ? Colour::Failure : Colour::SagaStep), ink::width(m_em));
    if (placed.open) {
        pen.setStyle(Qt::DashLine);
        pen.setDashPattern({3.5, 2.0});
    }
    m_painter.setPen(pen);
    m_painter.drawPath(shape);

    const double markSide = m_em * 0.85;
    const Mark mark = placed.open ? Mark::Pending : failed ? Mark::Failure : Mark::Good;
    QRectF inner = box.adjusted(m_em * (facts.compensation ? 1.0 : 0.5), 0, -m_em * 0.4, 0);
    if (facts.attempt > 1 && !m_g.namesWrap())
        inner.setLeft(inner.left() + m_em * 1.7);  // the notch of the retry lies over the bar here
    const QFont font = ink::font(format::Type::Body, true, m_em);
    const QFontMetricsF metrics(font);
    const QString name = facts.compensation ? format::compensationOf(facts.stepId) : format::sagaStep(facts.stepId);
    const bool roomForMark = box.width() > m_em * 3;
    const double hatchRoom = facts.compensation ? m_em * 1.3 : 0;
    if (facts.compensation) {
        // The hatch runs beside the name, not through it.
        const double space = std::max(0.0, inner.width() - markSide - hatchRoom - m_em * 0.4);
        const double words = std::min(metrics.horizontalAdvance(name), space);
        QPainterPath plain;
        plain.addRect(QRectF(inner.left() - m_em * 0.3, box.top(), words + m_em * 0.6, box.height()));
        if (roomForMark)
            plain.addRect(QRectF(inner.right() - markSide - m_em * 0.2, box.top(), markSide + m_em * 0.6, box.height()));
        ink::hatch(m_painter, shape.subtracted(plain), ink::line(Colour::SagaStep), m_em);
    }
    if (roomForMark) {
        ink::mark(m_painter, QPointF(inner.right() - markSide / 2, box.center().y()), markSide, mark);
        inner.setRight(inner.right() - markSide - m_em * 0.3 - hatchRoom);
    }
    m_painter.setFont(font);
    m_painter.setPen(format::colour(Colour::Text));
    if (inner.width() > m_em)
        ink::name(m_painter, inner, name, metrics, m_g.namesWrap());
    if (attempt == look.current) {
        QPen ring(format::colour(Colour::Accent), ink::width(m_em) * (look.focused ? 1.4 : 1.0));
        m_painter.setPen(ring);
        m_painter.setBrush(Qt::NoBrush);
        m_painter.drawPath(ink::barShape(box.adjusted(-3, -3, 3, 3), facts.compensation, m_em));
    }
}

double TimelinePainter::roomAfter(int attempt) const
{
    double limit = m_g.area().right();
    const double from = m_g.bar(attempt).left();
    for (int i = 0; i < m_scene.attempts().size(); ++i) {
        const api::SagaAttempt& other = m_timeline.attempts[i];
        const bool hasCaption = !other.error.isEmpty() || other.outcome == u"timeout" || other.attempt > 1;
        if (i != attempt && hasCaption && m_g.bar(i).left() > from)
            limit = std::min(limit, m_g.bar(i).left() - m_em * 0.6);
    }
    if (!m_scene.ghosts().isEmpty())
        limit = std::min(limit, m_g.ghost(0).left() - m_em * 0.6);
    return limit;
}

void TimelinePainter::caption(int attempt)
{
    const api::SagaAttempt& facts = m_timeline.attempts[attempt];
    if (went(facts, u"done") || went(facts, u"waiting"))
        return;
    const QRectF box = m_g.bar(attempt);
    const QFont font = ink::font(format::Type::Small, false, m_em);
    const QFontMetricsF metrics(font);
    if (box.top() - m_g.lane(m_scene.attempts()[attempt].home).top() < metrics.height() + 3)
        return;
    QString words = format::attemptOutcome(facts.outcome);
    if (!facts.error.isEmpty())
        words = QString(words + QStringLiteral(": ") + facts.error);
    const double shift = facts.attempt > 1 ? m_em * 2.3 : 0;
    const QRectF line(box.left() + shift, box.top() - metrics.height() - 3, roomAfter(attempt) - box.left() - shift, metrics.height());
    m_painter.setFont(font);
    m_painter.setPen(ink::line(Colour::Failure));
    m_painter.drawText(line, Qt::AlignLeft | Qt::AlignVCenter, metrics.elidedText(words, Qt::ElideRight, line.width()));
}

void TimelinePainter::notch(int attempt)
{
    const api::SagaAttempt& facts = m_timeline.attempts[attempt];
    if (facts.attempt <= 1)
        return;
    const QRectF box = m_g.bar(attempt);
    const QFont font = ink::font(format::Type::Small, true, m_em);
    const QFontMetricsF metrics(font);
    const QString count = format::number(facts.attempt);
    const double width = metrics.horizontalAdvance(count) + m_em * 1.35;
    const double top = std::max(box.top() - m_em * 0.65, m_g.lane(m_scene.attempts()[attempt].home).top() + 1);
    const QRectF pill(box.left() - m_em * 0.3, top, width, m_em * 1.15);
    m_painter.setPen(QPen(format::colour(Colour::Retry).darker(180), ink::width(m_em) * 0.7));
    m_painter.setBrush(format::colour(Colour::Retry));
    m_painter.drawRoundedRect(pill, pill.height() / 2, pill.height() / 2);
    // A loop with an arrow head, then the count.
    const double radius = m_em * 0.28;
    const QPointF centre(pill.left() + m_em * 0.6, pill.center().y());
    m_painter.setBrush(Qt::NoBrush);
    m_painter.setPen(QPen(format::textOn(Colour::Retry), std::max(1.2, ink::width(m_em) * 0.8)));
    m_painter.drawArc(QRectF(centre - QPointF(radius, radius), centre + QPointF(radius, radius)), 50 * 16, 290 * 16);
    const QPointF tip = centre + QPointF(radius * 0.64, -radius * 0.77);
    m_painter.drawLine(tip, tip + QPointF(-radius * 0.75, -radius * 0.1));
    m_painter.drawLine(tip, tip + QPointF(radius * 0.1, -radius * 0.8));
    m_painter.setFont(font);
    m_painter.setPen(format::textOn(Colour::Retry));
    m_painter.drawText(QRectF(pill.left() + m_em * 1.0, pill.top(), pill.width() - m_em * 1.0, pill.height()),
                       Qt::AlignVCenter | Qt::AlignLeft, count);
}

void TimelinePainter::badges()
{
    QList<QPointF> taken;
    const auto put = [&](const TimelinePlace& place, bool struck) {
        QPointF at = m_g.anchor(place);
        const double side = m_em * 1.7;
        while (std::any_of(taken.cbegin(), taken.cend(), [&](QPointF other) { return QLineF(other, at).length() < side * 0.9; }))
            at.rx() += side;
        taken << at;
        ink::badge(m_painter, at, m_em, struck);
    };
    for (int i = 0; i < m_timeline.attempts.size(); ++i) {
        if (!m_timeline.attempts[i].fault.isEmpty())
            put(timeline_faults::placeOf(m_timeline.attempts[i].fault, i), true);
    }
    for (const api::FaultRule& rule : m_armed) {
        for (int i = 0; i < m_timeline.attempts.size(); ++i) {
            if (!timeline_faults::aimsAt(rule, m_timeline.attempts[i]))
                continue;
            put(timeline_faults::placeOf(rule.kind, i), false);
            break;
        }
    }
}

void TimelinePainter::hovered(const TimelinePlace& place)
{
    if (place.part == Part::None)
        return;
    QColor accent = format::colour(Colour::Accent);
    m_painter.setBrush(Qt::NoBrush);
    if (place.part == Part::Request || place.part == Part::Reply) {
        accent.setAlphaF(0.35F);
        m_painter.setPen(QPen(accent, m_em * 0.55, Qt::SolidLine, Qt::RoundCap));
        QLineF line = place.part == Part::Request ? m_g.request(place.attempt) : m_g.reply(place.attempt);
        if (place.part == Part::Reply)
            line = place.gap == 0 ? QLineF(line.p1(), line.pointAt(0.35)) : QLineF(line.pointAt(0.35), line.p2());
        m_painter.drawLine(line);
        return;
    }
    const QRectF box = m_g.rectOf(place);
    m_painter.setPen(QPen(accent, ink::width(m_em) * 1.2));
    m_painter.drawRoundedRect(box.adjusted(-1.5, -1.5, 1.5, 1.5), m_em * 0.25, m_em * 0.25);
}

}  // namespace replay::ui
