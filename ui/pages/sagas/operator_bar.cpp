// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/sagas/operator_bar.h"
#include "ui/format/tokens.h"
#include "ui/format/words.h"
#include "ui/models/saga_facts.h"

#include <QEvent>
#include <QFrame>
#include <QHBoxLayout>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QToolButton>
#include <QVBoxLayout>
#include <algorithm>

namespace replay::ui {

using format::Space;

namespace {

struct Face {
    const char* code;
    const char* icon;
    const char* event;  ///< what is recorded when it is done
};
constexpr Face faces[] = {{"retry", "retry", "SagaRetried"},
                          {"pause", "pause", "SagaPaused"},
                          {"resume", "play", "SagaResumed"},
                          {"resolve", "ok", "SagaResolved"},
                          {"abort", "undo", "SagaAborted"}};

QString eventOf(const QString& code)
{
    for (const Face& face : faces) {
        if (code == QLatin1StringView(face.code))
            return QString::fromLatin1(face.event);
    }
    return {};
}

/// Nothing further happens to the saga by itself.
bool isAtRest(const api::SagaRow& saga) { return isOver(saga) || saga.stuck || saga.paused; }

}  // namespace

OperatorBar::OperatorBar(Desk& desk, QWidget* parent)
    : QWidget(parent),
      m_desk(desk),
      m_cancelled(std::make_shared<std::atomic<bool>>(false)),
      m_caption(new QLabel(tr("Operator:"), this)),
      m_panel(new QFrame(this)),
      m_icon(new QLabel(m_panel)),
      m_text(new QLabel(m_panel)),
      m_reason(new QLineEdit(m_panel)),
      m_apply(new QPushButton(m_panel)),
      m_close(new QPushButton(m_panel))
{
    auto* row = new QHBoxLayout;
    row->setContentsMargins(format::px(Space::Small), 0, format::px(Space::Small), 0);
    row->setSpacing(format::px(Space::Hair));
    m_caption->setForegroundRole(QPalette::PlaceholderText);
    row->addWidget(m_caption);
    for (const Face& face : faces) {
        const QString code = QString::fromLatin1(face.code);
        auto* each = new QToolButton(this);
        each->setObjectName(QString(QStringLiteral("operator.") + code));
        each->setIcon(format::icon(QString::fromLatin1(face.icon)));
        each->setText(format::operatorAction(code));
        each->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
        each->setAutoRaise(true);
        each->setFocusPolicy(Qt::StrongFocus);
        connect(each, &QToolButton::clicked, this, [this, code] { choose(code); });
        m_buttons.insert(code, each);
        row->addWidget(each);
    }
    row->addStretch();

    m_panel->setFrameShape(QFrame::StyledPanel);
    m_text->setWordWrap(true);
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_reason->setPlaceholderText(tr("Why? It is kept with the saga"));
    m_reason->setAccessibleName(tr("Reason"));
    m_apply->setAutoDefault(false);
    m_close->setAutoDefault(false);
    auto* words = new QHBoxLayout;
    words->setSpacing(format::px(Space::Small));
    words->addWidget(m_icon);
    words->addWidget(m_text, 1);
    words->addWidget(m_apply);
    words->addWidget(m_close);
    auto* inside = new QVBoxLayout(m_panel);
    inside->setContentsMargins(format::px(Space::Small), format::px(Space::Hair), format::px(Space::Small), format::px(Space::Hair));
    inside->setSpacing(format::px(Space::Hair));
    inside->addLayout(words);
    inside->addWidget(m_reason);

    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, format::px(Space::Hair));
    column->setSpacing(format::px(Space::Hair));
    column->addLayout(row);
    column->addWidget(m_panel);
    connect(m_reason, &QLineEdit::textChanged, this, &OperatorBar::updateApply);
    connect(m_reason, &QLineEdit::returnPressed, this, &OperatorBar::apply);
    connect(m_apply, &QPushButton::clicked, this, &OperatorBar::apply);
    connect(m_close, &QPushButton::clicked, this, &OperatorBar::close);
    connect(&desk, &Desk::statusChanged, this, [this] {
        if (m_stage == Stage::Following)
            follow();
    });
    connect(&desk, &Desk::cursorChanged, this, &OperatorBar::updateButtons);
    connect(&desk, &Desk::sessionAboutToChange, this, [this] { m_cancelled->store(true); });
    connect(&desk, &Desk::sessionChanged, this, [this] {
        m_asking = false;
        m_actedOn.clear();
        clear();
    });
    clear();
}

void OperatorBar::clear()
{
    m_saga = {};
    m_actions.clear();
    close();
}

void OperatorBar::setSaga(const api::SagaRow& saga, const QList<api::SagaAction>& actions)
{
    const bool other = saga.sagaId != m_saga.sagaId;
    m_saga = saga;
    m_actions = actions;
    if (other)
        close();
    updateButtons();
    const api::SagaAction* chosen = m_stage == Stage::Preview ? action(m_code) : nullptr;
    if (chosen && chosen->allowed)
        m_text->setText(format::operatorPreview(*chosen));
    updateApply();
}

const api::SagaAction* OperatorBar::action(const QString& code) const
{
    const auto found = std::find_if(m_actions.cbegin(), m_actions.cend(), [&](const api::SagaAction& each) { return each.code == code; });
    return found == m_actions.cend() ? nullptr : &*found;
}

QString OperatorBar::hindrance() const
{
    if (!m_desk.isOpen())
        return tr("No workspace is open.");
    if (m_desk.status().readOnly)
        return tr("This workspace is read-only: %1").arg(m_desk.status().readOnlyReason);
    if (!m_desk.isLive())
        return tr("You look at the past. Return to live first.");
    if (m_stage == Stage::Sent || m_stage == Stage::Following || m_stage == Stage::Checking)
        return tr("The last action is not finished yet.");
    return {};
}

void OperatorBar::updateButtons()
{
    setVisible(!m_actions.isEmpty());
    const QString general = hindrance();
    for (const Face& face : faces) {
        const QString code = QString::fromLatin1(face.code);
        const api::SagaAction* known = action(code);
        const QString refusal = !general.isEmpty() ? general : known ? known->refusal : tr("No saga is chosen.");
        QToolButton* each = m_buttons.value(code);
        each->setEnabled(refusal.isEmpty());
        each->setToolTip(refusal.isEmpty() ? format::operatorLine(code) : tr("%1\nNot now: %2").arg(format::operatorLine(code), refusal));
        each->setAccessibleDescription(each->toolTip());
    }
}

void OperatorBar::choose(const QString& code)
{
    const api::SagaAction* chosen = action(code);
    if (!chosen || !chosen->allowed || !hindrance().isEmpty())
        return;
    m_code = code;
    m_reason->clear();
    m_text->setText(format::operatorPreview(*chosen));
    enter(Stage::Preview);
    (chosen->needsReason ? static_cast<QWidget*>(m_reason) : m_apply)->setFocus(Qt::OtherFocusReason);
}

void OperatorBar::updateApply()
{
    const api::SagaAction* chosen = action(m_code);
    QString refusal;
    if (!chosen || !chosen->allowed)
        refusal = chosen ? chosen->refusal : QString();
    else if (!hindrance().isEmpty())
        refusal = hindrance();
    else if (chosen->needsReason && m_reason->text().trimmed().isEmpty())
        refusal = tr("Say why first: the reason is kept with the saga.");
    m_apply->setEnabled(chosen && refusal.isEmpty());
    m_apply->setToolTip(refusal);
}

void OperatorBar::apply()
{
    if (m_stage != Stage::Preview || !m_apply->isEnabled())
        return;
    QJsonObject told{{QStringLiteral("saga_id"), m_saga.sagaId}};
    const QString reason = m_reason->text().trimmed();
    if (!reason.isEmpty())
        told.insert(QStringLiteral("reason"), reason);
    api::CommandRequest request;
    request.name = action(m_code)->command;
    request.data = QJsonDocument(told).toJson(QJsonDocument::Compact);
    m_actedOn = m_saga.sagaId;
    m_before = m_desk.status().head;
    m_text->setText(m_desk.status().running ? tr("Sent. Waiting for the answer…")
                                            : tr("Sent. The platform is paused: play (Space) or step (.) to let it be taken."));
    enter(Stage::Sent);
    m_desk.session()->send(request, this, [this, saga = m_actedOn](const api::CommandAnswer& answer) {
        if (saga == m_actedOn)
            answered(answer);
    });
}

void OperatorBar::answered(const api::CommandAnswer& answer)
{
    if (answer.outcome != api::CommandAnswer::Outcome::Done)
        return tell(tr("%1: not done. %2").arg(format::operatorAction(m_code), answer.reason), false);
    enter(Stage::Following);
    follow();
    Q_EMIT changed();
}

/// Reads the saga until it rests; only then there is something to say.
void OperatorBar::follow()
{
    if (m_asking || !m_desk.isOpen())
        return;
    m_asking = true;
    const bool goesOn = m_code == u"resume";
    api::LogFilter own;
    own.aggregateId = m_actedOn;
    own.type = eventOf(m_code);
    m_desk.ask<Found>(
        this,
        [own, goesOn, before = m_before](api::Reader& reader) {
            Found found;
            const auto recorded = reader.events(own, before, 1);
            found.timeline = reader.saga(own.aggregateId);
            // What is told of the saga counts only once the log has the action: it reaches the log a little later than its answer.
            found.settled = recorded && !recorded->isEmpty() && found.timeline && (isAtRest(found.timeline->saga) || goesOn);
            return found;
        },
        [this, id = m_actedOn](const Found& found) {
            m_asking = false;
            if (id != m_actedOn || m_stage != Stage::Following)
                return;
            if (!found.timeline)
                return tell(found.timeline.error().message, false);
            if (found.settled)
                return check();
            const QString standing = format::sagaStatus(shownStatus(found.timeline->saga));
            m_text->setText(m_desk.status().running
                                ? tr("Accepted. The saga is %1; it is followed until it rests…").arg(standing)
                                : tr("Accepted. The saga is %1. The platform is paused: play (Space) to let it go on.").arg(standing));
        });
}

void OperatorBar::check()
{
    m_text->setText(tr("The saga rests. Verifying the invariants again…"));
    enter(Stage::Checking);
    m_cancelled = std::make_shared<std::atomic<bool>>(false);
    m_desk.ask<Checked>(
        this,
        [id = m_actedOn, cancelled = m_cancelled](api::Reader& reader) {
            Checked checked;
            checked.invariants = reader.verify([cancelled](double) { return !cancelled->load(); });
            checked.timeline = reader.saga(id);
            return checked;
        },
        [this, id = m_actedOn](const Checked& checked) {
            if (id != m_actedOn || m_stage != Stage::Checking)
                return;
            if (!checked.timeline)
                return tell(checked.timeline.error().message, false);
            const QString standing = format::sagaStatus(shownStatus(checked.timeline->saga));
            if (!checked.invariants)
                return tell(
                    tr("The saga is now %1. The invariants could not be verified: %2").arg(standing, checked.invariants.error().message),
                    false);
            QStringList broken;
            for (const api::InvariantResult& each : *checked.invariants) {
                if (!each.ok)
                    broken << (each.violations.isEmpty()
                                   ? format::invariant(each.name)
                                   : tr("%1: %2").arg(format::invariant(each.name), each.violations.constFirst().detail));
            }
            if (checked.timeline->saga.stuck)
                tell(tr("The saga is stuck again: %1").arg(checked.timeline->saga.error), false);
            else if (broken.isEmpty())
                tell(tr("Done: the saga is now %1. All %2 invariants were verified again and hold.")
                         .arg(standing)
                         .arg(checked.invariants->size()),
                     true);
            else
                tell(tr("The saga is now %1. Verified again, and broken: %2").arg(standing, broken.join(QStringLiteral("; "))), false);
        });
}

void OperatorBar::tell(const QString& text, bool good)
{
    m_text->setText(text);
    m_icon->setPixmap(format::icon(good ? QStringLiteral("ok") : QStringLiteral("warning"))
                          .pixmap(QSize(format::iconSmall, format::iconSmall), devicePixelRatioF()));
    m_actedOn.clear();
    enter(Stage::Told);
    Q_EMIT changed();
}

QString OperatorBar::told() const { return m_stage == Stage::Idle ? QString() : m_text->text(); }

void OperatorBar::enter(Stage stage)
{
    m_stage = stage;
    const api::SagaAction* chosen = action(m_code);
    m_panel->setVisible(stage != Stage::Idle);
    Q_EMIT opened(stage != Stage::Idle);
    m_icon->setVisible(stage == Stage::Told);
    m_reason->setVisible(stage == Stage::Preview && chosen && (chosen->needsReason || chosen->code == u"retry"));
    m_apply->setVisible(stage == Stage::Preview);
    m_apply->setText(format::operatorAction(m_code));
    m_close->setVisible(stage == Stage::Preview || stage == Stage::Told);
    m_close->setText(stage == Stage::Preview ? tr("Cancel") : tr("Close"));
    updateButtons();
    updateApply();
}

void OperatorBar::close()
{
    if (m_stage == Stage::Checking)
        m_cancelled->store(true);
    m_actedOn.clear();
    m_code.clear();
    enter(Stage::Idle);
}

void OperatorBar::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::PaletteChange) {
        for (const Face& face : faces) {
            if (QToolButton* each = m_buttons.value(QString::fromLatin1(face.code)))
                each->setIcon(format::icon(QString::fromLatin1(face.icon)));
        }
    }
    QWidget::changeEvent(event);
}

}  // namespace replay::ui
