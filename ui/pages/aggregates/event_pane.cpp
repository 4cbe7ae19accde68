// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/aggregates/event_pane.h"

#include "ui/format/marks.h"
#include "ui/format/tokens.h"
#include "ui/format/words.h"
#include "ui/pages/aggregates/event_forms_dialog.h"
#include "ui/widgets/json_view.h"

#include <QEvent>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QPushButton>
#include <QVBoxLayout>

namespace replay::ui {

using format::Space;

EventPane::EventPane(Desk& desk, QWidget* parent) : QWidget(parent), m_desk(desk)
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(format::px(Space::Small));
    m_caption = new QLabel(this);
    column->addWidget(m_caption);
    auto* title = new QHBoxLayout;
    title->setSpacing(format::px(Space::Small));
    m_mark = new QLabel(this);
    title->addWidget(m_mark);
    m_type = new QLabel(this);
    m_type->setTextInteractionFlags(Qt::TextSelectableByMouse);
    title->addWidget(m_type, 1);
    column->addLayout(title);

    m_facts = new QFormLayout;
    m_facts->setContentsMargins(0, 0, 0, 0);
    m_facts->setHorizontalSpacing(format::px(Space::Medium));
    m_facts->setVerticalSpacing(format::px(Space::Hair));
    m_facts->setLabelAlignment(Qt::AlignLeft);
    m_facts->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    m_position = addFact(tr("Position"));
    m_time = addFact(tr("Time"));
    m_actor = addFact(tr("By"));
    m_cause = addFact(tr("Cause"));
    m_correlation = addFact(tr("Correlation"));
    m_note = addFact(tr("Note"));
    m_schema = addFact(tr("Schema"));
    m_schema->setObjectName(QStringLiteral("eventSchema"));
    connect(m_schema, &QLabel::linkActivated, this, [this] {
        if (!m_event || !m_desk.reader())
            return;
        if (const auto forms = m_desk.reader()->eventForms(m_event->position); forms && *forms)
            (new EventFormsDialog(**forms, window()))->show();
    });
    column->addLayout(m_facts);
    m_payload = new JsonView(this);
    m_payload->setPlaceholder(tr("no payload"));
    column->addWidget(m_payload, 1);
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(format::px(Space::Small));
    m_jump = new QPushButton(tr("Jump here"), this);
    m_jump->setToolTip(tr("Everything as it was right after this event"));
    connect(m_jump, &QPushButton::clicked, this, [this] { m_desk.goTo(m_event->position); });
    buttons->addWidget(m_jump);
    m_show = new QPushButton(tr("Show in Events"), this);
    connect(m_show, &QPushButton::clicked, this, [this] { m_desk.navigate(QStringLiteral("events"), QString::number(m_event->position)); });
    buttons->addWidget(m_show);
    buttons->addStretch(1);
    column->addLayout(buttons);
    const auto follow = [this](const QString& link) {
        if (link.startsWith(QLatin1String("event:")))
            m_desk.navigate(QStringLiteral("events"), link.mid(6));
        else
            m_desk.navigate(QStringLiteral("events"), QString(QLatin1String("correlation:") + link));
    };
    connect(m_cause, &QLabel::linkActivated, this, follow);
    connect(m_correlation, &QLabel::linkActivated, this, follow);
    applyLook();
    setEvent({});
}

QLabel* EventPane::addFact(const QString& name)
{
    auto* value = new QLabel(this);
    value->setTextInteractionFlags(Qt::TextBrowserInteraction);
    value->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    value->installEventFilter(this);
    auto* label = new QLabel(name, this);
    label->setBuddy(value);
    m_facts->addRow(label, value);
    return value;
}

void EventPane::setEvent(const std::optional<api::EventRow>& event)
{
    m_event = event;
    const bool any = event.has_value();
    m_jump->setEnabled(any);
    m_show->setEnabled(any);
    m_caption->setText(any ? tr("Event that made version %1").arg(format::number(event->version)) : tr("Event"));
    m_type->setText(any ? event->eventType : tr("none"));
    m_type->setToolTip(any ? format::eventType(event->eventType) : QString());
    m_position->setText(any ? format::number(event->position) : QString());
    m_time->setWordWrap(true);  // between the date and the time, where it is narrow
    m_time->setText(any ? format::dateClock(event->occurredAt) : QString());
    m_time->setToolTip(any ? event->occurredAt.toString() : QString());
    m_actor->setText(any ? tr("%1, %2").arg(format::actor(event->actor), format::service(event->service)) : QString());
    const auto link = [](const QString& target, const QString& text) {
        return QStringLiteral("<a href=\"%1\">%2</a>").arg(target.toHtmlEscaped(), text.toHtmlEscaped());
    };
    QString cause;
    if (any && !event->causationId.isEmpty()) {
        cause = format::shortId(event->causationId);
        if (m_desk.reader()) {
            if (const auto found = m_desk.reader()->eventById(event->causationId); found && *found)
                cause = link(QStringLiteral("event:%1").arg((*found)->position),
                             tr("%1 at %2").arg((*found)->eventType, format::number((*found)->position)));
            else
                cause = tr("command %1").arg(cause);
        }
    }
    m_cause->setText(cause);
    m_cause->setToolTip(any ? event->causationId : QString());
    m_correlation->setText(any && !event->correlationId.isEmpty() ? link(event->correlationId, format::shortId(event->correlationId))
                                                                  : QString());
    m_correlation->setToolTip(any ? event->correlationId : QString());
    m_note->setText(any ? format::note(event->note) : QString());
    m_facts->labelForField(m_note)->setVisible(!m_note->text().isEmpty());
    m_note->setVisible(!m_note->text().isEmpty());
    for (QLabel* fact : {m_cause, m_correlation}) {
        m_facts->labelForField(fact)->setVisible(!fact->text().isEmpty());
        fact->setVisible(!fact->text().isEmpty());
    }
    showSchema();
    m_payload->setJson(any ? event->data : QByteArray());
    paintTitle();
}

void EventPane::showSchema()
{
    QString text;
    if (m_event && m_desk.reader()) {
        const auto forms = m_desk.reader()->eventForms(m_event->position);
        if (!forms)
            text = forms.error().message.toHtmlEscaped();
        else if (*forms)
            text = schemaWords(**forms);
    }
    m_schema->setText(text);
    m_facts->labelForField(m_schema)->setVisible(!text.isEmpty());
    m_schema->setVisible(!text.isEmpty());
}

/// A link where the stored form is not what is read.
QString EventPane::schemaWords(const api::EventForms& forms)
{
    const auto link = [](const QString& words) { return QStringLiteral("<a href=\"forms\">%1</a>").arg(words.toHtmlEscaped()); };
    const int stored = forms.event.schemaVersion;
    m_schema->setToolTip(forms.chain.isEmpty() && !forms.sealed ? tr("Stored in the newest version of its schema")
                                                                : tr("Shows the stored form beside the form that is read"));
    if (!forms.chain.isEmpty())
        return link(tr("v%1, read as v%2").arg(format::number(stored), format::number(forms.newest)));
    if (forms.erased)
        return link(tr("v%1, erased").arg(format::number(stored)));
    return forms.sealed ? link(tr("v%1, sealed").arg(format::number(stored))) : tr("v%1").arg(format::number(stored));
}

void EventPane::paintTitle()
{
    if (!m_event) {
        m_mark->clear();
        return;
    }
    const double ratio = devicePixelRatioF();
    const int side = format::iconSmall;
    QPixmap picture(QSize(side, side) * ratio);
    picture.setDevicePixelRatio(ratio);
    picture.fill(Qt::transparent);
    QPainter painter(&picture);
    painter.setRenderHint(QPainter::Antialiasing);
    format::drawMark(painter, QRectF(1, 1, side - 2, side - 2), format::markOfEvent(m_event->eventType, m_event->note));
    painter.end();
    m_mark->setPixmap(picture);
}

bool EventPane::eventFilter(QObject* watched, QEvent* event)
{
    // A fact too long for the pane is whole in its tooltip.
    if (event->type() == QEvent::ToolTip) {
        auto* fact = qobject_cast<QLabel*>(watched);
        if (fact && fact->toolTip().isEmpty())
            fact->setToolTip(fact->text());
    }
    return QWidget::eventFilter(watched, event);
}

void EventPane::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange)
        applyLook();
}

void EventPane::applyLook()
{
    QPalette muted = palette();
    muted.setColor(QPalette::WindowText, format::colour(format::Colour::MutedText));
    m_caption->setPalette(muted);
    m_caption->setFont(format::font(format::Type::Small));
    m_type->setFont(format::font(format::Type::Title, true));
    for (int row = 0; row < m_facts->rowCount(); ++row)
        m_facts->itemAt(row, QFormLayout::LabelRole)->widget()->setPalette(muted);
    // A label keeps the colour of the links that it had when its text was set.
    for (QLabel* fact : {m_cause, m_correlation, m_schema}) {
        const QString text = fact->text();
        fact->clear();
        fact->setText(text);
    }
    m_jump->setIcon(format::icon(QStringLiteral("jump")));
    m_show->setIcon(format::icon(QStringLiteral("events")));
    paintTitle();
}

}  // namespace replay::ui
