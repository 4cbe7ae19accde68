// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/commands/answer_card.h"
#include "ui/format/marks.h"
#include "ui/format/tokens.h"
#include "ui/format/words.h"
#include "ui/widgets/json_view.h"

#include <QLabel>
#include <QPainter>
#include <QVBoxLayout>

namespace replay::ui {

using format::Colour;
using format::Mark;
using format::Space;
using Outcome = api::CommandAnswer::Outcome;

namespace {

constexpr int edge = format::px(Space::Hair);
constexpr int markSide = format::iconSmall;

struct Face {
    Mark mark;
    Colour colour;
};

Face faceOf(const api::CommandAnswer& answer)
{
    switch (answer.outcome) {
    case Outcome::Done: return {Mark::Good, Colour::Good};
    // The domain's own no is data, not an alarm: it stands on quiet ground.
    case Outcome::Refused: return {Mark::Failure, Colour::Outline};
    case Outcome::Conflict: return {Mark::Retry, Colour::Retry};
    case Outcome::Malformed: return {Mark::Pending, Colour::Pending};
    case Outcome::Failed: return {Mark::Failure, Colour::Failure};
    }
    return {Mark::None, Colour::Outline};
}

QString explanationOf(Outcome outcome)
{
    switch (outcome) {
    case Outcome::Done: return {};
    case Outcome::Refused: return AnswerCard::tr("The domain said no. Nothing was changed.");
    case Outcome::Conflict: return AnswerCard::tr("Somebody was faster: the aggregate has another version than was expected.");
    case Outcome::Malformed: return AnswerCard::tr("The command could not be read; it never reached the domain.");
    case Outcome::Failed: return AnswerCard::tr("The platform could not carry it out.");
    }
    return {};
}

}  // namespace

AnswerCard::AnswerCard(const QString& command, const QString& note, QWidget* parent)
    : QFrame(parent),
      m_title(new QLabel(this)),
      m_explanation(new QLabel(this)),
      m_repeated(new QLabel(this)),
      m_reason(new QLabel(this)),
      m_events(new QLabel(this)),
      m_id(new QLabel(this)),
      m_result(new JsonView(this))
{
    auto* name = new QLabel(note.isEmpty() ? command : QString(command + QStringLiteral(" · ") + note), this);
    name->setForegroundRole(QPalette::PlaceholderText);
    m_title->setFont(format::font(format::Type::Body, true));
    m_title->setText(tr("Sent, waiting for the answer…"));
    m_repeated->setText(tr("Repeated: its receipt was there already; nothing was done again."));
    m_repeated->setFont(format::font(format::Type::Body, true));
    m_reason->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_events->setTextInteractionFlags(Qt::TextBrowserInteraction);
    m_id->setFont(format::font(format::Type::Small));
    m_id->setForegroundRole(QPalette::PlaceholderText);
    m_id->setTextInteractionFlags(Qt::TextSelectableByMouse);
    constexpr int resultLines = 8;
    m_result->setFixedHeight(resultLines * QFontMetrics(format::fixedFont()).lineSpacing());
    m_result->setAccessibleName(tr("Result"));
    for (QLabel* label : {m_explanation, m_repeated, m_reason, m_events})
        label->setWordWrap(true);
    for (QWidget* each : {static_cast<QWidget*>(m_explanation), static_cast<QWidget*>(m_repeated), static_cast<QWidget*>(m_reason),
                          static_cast<QWidget*>(m_events), static_cast<QWidget*>(m_id), static_cast<QWidget*>(m_result)})
        each->hide();
    auto* head = new QHBoxLayout;
    head->addWidget(m_title);
    head->addStretch();
    head->addWidget(name);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(edge + format::px(Space::Large) + markSide, format::px(Space::Small), format::px(Space::Medium),
                               format::px(Space::Small));
    column->setSpacing(format::px(Space::Hair));
    column->addLayout(head);
    column->addWidget(m_repeated);
    column->addWidget(m_reason);
    column->addWidget(m_explanation);
    column->addWidget(m_events);
    column->addWidget(m_result);
    column->addWidget(m_id);
    connect(m_events, &QLabel::linkActivated, this, [this](const QString& link) {
        const QString number = link.section(u':', 1);
        const int index = number.toInt();
        if (index < 0 || index >= m_answer.events.size())
            return;
        if (link.startsWith(u"saga:"))
            Q_EMIT sagaWanted(m_answer.events[index].aggregateId);
        else
            Q_EMIT eventChosen(m_answer.events[index]);
    });
}

void AnswerCard::setAnswer(const api::CommandAnswer& answer)
{
    m_answer = answer;
    m_answered = true;
    m_title->setText(format::commandOutcome(answer.outcome));
    m_explanation->setText(explanationOf(answer.outcome));
    m_explanation->setVisible(!m_explanation->text().isEmpty());
    m_repeated->setVisible(answer.repeated);
    m_reason->setText(answer.reason);
    m_reason->setVisible(!answer.reason.isEmpty());
    m_result->setJson(answer.result);
    m_result->setVisible(!answer.result.isEmpty());
    m_id->setText(tr("command %1").arg(answer.commandId));
    m_id->setVisible(!answer.commandId.isEmpty());
    showEvents();
    setAccessibleName(text());
    update();
}

void AnswerCard::showEvents()
{
    QStringList lines;
    for (int i = 0; i < m_answer.events.size() && i < eventsShown; ++i) {
        const api::EventRow& event = m_answer.events[i];
        lines << QStringLiteral("<a href='event:%1'>#%2</a>&nbsp; %3")
                     .arg(i)
                     .arg(format::number(event.position), format::eventType(event.eventType).toHtmlEscaped());
        if (event.aggregateType == u"Saga" && event.version == 1)
            lines.last() += tr(" — <a href='saga:%1'>show the saga</a>").arg(i);
    }
    if (m_answer.events.size() > eventsShown)
        lines << tr("and %1 more").arg(format::number(m_answer.events.size() - eventsShown));
    m_events->setText(lines.isEmpty() ? QString() : QString(tr("Events:") + QStringLiteral("<br>") + lines.join(QStringLiteral("<br>"))));
    m_events->setVisible(!lines.isEmpty());
}

QString AnswerCard::text() const
{
    QStringList words{m_title->text()};
    for (const QLabel* label : {m_repeated, m_reason, m_explanation}) {
        if (!label->isHidden())
            words << label->text();
    }
    return words.join(u'\n');
}

void AnswerCard::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const Face face = m_answered ? faceOf(m_answer) : Face{Mark::Pending, Colour::Pending};
    const QRectF body = QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5);
    painter.setPen(QPen(format::colour(Colour::Hairline), 1));
    painter.setBrush(format::colour(Colour::Base));
    painter.drawRoundedRect(body, format::cornerRadius, format::cornerRadius);
    painter.setPen(Qt::NoPen);
    painter.setBrush(format::colour(face.colour));
    painter.drawRoundedRect(QRectF(body.left(), body.top(), edge, body.height()), edge / 2.0, edge / 2.0);
    format::drawMark(painter, QRectF(edge + format::px(Space::Small), m_title->geometry().top(), markSide, m_title->height()), face.mark);
}

}  // namespace replay::ui
