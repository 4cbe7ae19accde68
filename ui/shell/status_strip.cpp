// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/status_strip.h"

#include "ui/format/tokens.h"
#include "ui/format/words.h"
#include "ui/shell/status_light.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <algorithm>

namespace replay::ui {

using format::Colour;
using format::px;
using format::Space;

namespace {

constexpr int hintMs = 8'000;

/// The lights, left to right; the names are the core's.
const QStringList& invariantNames()
{
    static const QStringList names{QStringLiteral("money"),   QStringLiteral("stock"), QStringLiteral("sagas"),
                                   QStringLiteral("streams"), QStringLiteral("folds"), QStringLiteral("deliveries")};
    return names;
}

}  // namespace

StatusStrip::StatusStrip(Desk& desk, InvariantWatch& watch, QWidget* parent) : QWidget(parent), m_desk(desk), m_watch(watch)
{
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(px(Space::Small), 1, px(Space::Small), 0);
    row->setSpacing(px(Space::Hair));
    for (const QString& name : invariantNames()) {
        auto* light = new StatusLight(format::invariant(name), this);
        connect(light, &StatusLight::clicked, this, [this, name] { jump(name); });
        row->addWidget(light);
        m_lights.insert(name, light);
    }
    m_lag = new StatusLight(tr("Lag"), this);
    connect(m_lag, &StatusLight::clicked, this, [this] { m_desk.navigate(QStringLiteral("projections")); });
    m_outbox = new StatusLight(tr("Outbox"), this);
    connect(m_outbox, &StatusLight::clicked, this, [this] { showHint(m_outbox->toolTip()); });
    row->addWidget(m_lag);
    row->addWidget(m_outbox);
    row->addSpacing(px(Space::Small));
    m_hint = new QLabel(this);
    m_hint->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    row->addWidget(m_hint, 1);
    m_readOnly = new QLabel(this);
    row->addWidget(m_readOnly);
    m_run = new QLabel(this);
    m_run->setTextInteractionFlags(Qt::TextSelectableByMouse);
    row->addWidget(m_run);

    m_hintTimer.setSingleShot(true);
    m_hintTimer.setInterval(hintMs);
    connect(&m_hintTimer, &QTimer::timeout, m_hint, &QLabel::clear);
    connect(&m_watch, &InvariantWatch::changed, this, &StatusStrip::refreshInvariants);
    connect(&m_desk, &Desk::statusChanged, this, &StatusStrip::refreshStatus);
    applyLook();
    refreshInvariants();
    refreshStatus();
}

void StatusStrip::showHint(const QString& text)
{
    m_hint->setText(text);
    m_hint->setToolTip(text);
    m_hintTimer.start();
}

void StatusStrip::refreshInvariants()
{
    for (const QString& name : invariantNames()) {
        StatusLight* light = m_lights.value(name);
        const QString word = format::invariant(name);
        const QString rule = format::invariantLine(name);
        light->setVisible(m_desk.isOpen());
        const auto& results = m_watch.results();
        const auto found =
            std::find_if(results.begin(), results.end(), [&name](const api::InvariantResult& result) { return result.name == name; });
        if (found == results.end()) {
            const QString why = m_watch.problem().isEmpty() ? tr("Not checked yet.") : m_watch.problem();
            light->show(StatusLight::State::Unknown, word, tr("%1\n%2").arg(rule, why));
        } else if (found->ok) {
            light->show(StatusLight::State::Good, word,
                        tr("%1\nHolds: %2 checked, up to position %3.")
                            .arg(rule, format::number(found->checked), format::number(m_watch.checkedHead())));
        } else {
            const QString detail = found->violations.isEmpty() ? QString() : firstViolation(*found)->detail;
            light->show(StatusLight::State::Bad, tr("%1 %2").arg(word, format::number(found->violations.size())),
                        tr("%1\nBroken: %2\nClick to go to the first place where it shows, and to see why.").arg(rule, detail));
        }
    }
}

void StatusStrip::refreshStatus()
{
    const api::PlatformStatus& status = m_desk.status();
    const bool open = m_desk.isOpen();
    for (QWidget* widget : {static_cast<QWidget*>(m_lag), static_cast<QWidget*>(m_outbox), static_cast<QWidget*>(m_run)})
        widget->setVisible(open);
    for (StatusLight* light : std::as_const(m_lights))
        light->setVisible(open);
    m_readOnly->setVisible(open && status.readOnly);
    if (!open)
        return;
    const qint64 lag = status.head - status.projected;
    m_lag->show(lag == 0 ? StatusLight::State::Good : StatusLight::State::Waiting, tr("Lag %1").arg(format::number(lag)),
                lag == 0 ? tr("The read models have seen every event.")
                         : tr("The read models are %1 events behind the log. Click for the projections.").arg(format::number(lag)));
    m_outbox->show(status.outboxPending == 0 ? StatusLight::State::Good : StatusLight::State::Waiting,
                   tr("Outbox %1").arg(format::number(status.outboxPending)),
                   status.outboxPending == 0
                       ? tr("Every outbox is empty: all that was committed was brought to the log.")
                       : tr("%1 messages were committed and wait in an outbox.").arg(format::number(status.outboxPending)));
    m_readOnly->setText(tr("Read-only"));
    m_readOnly->setToolTip(status.readOnlyReason);
    m_run->setText(tr("Seed %1 · %2").arg(QString::number(status.seed), status.fingerprint));
    m_run->setToolTip(status.scenario.isEmpty() ? m_desk.session()->folder()
                                                : tr("%1\n%2").arg(status.scenario, m_desk.session()->folder()));
}

void StatusStrip::jump(const QString& invariant)
{
    const auto& results = m_watch.results();
    const auto found =
        std::find_if(results.begin(), results.end(), [&invariant](const api::InvariantResult& result) { return result.name == invariant; });
    if (found == results.end() || found->ok || found->violations.isEmpty()) {
        showHint(m_lights.value(invariant)->toolTip().split(QLatin1Char('\n')).join(QLatin1Char(' ')));
        return;
    }
    const api::InvariantResult::Violation* first = firstViolation(*found);
    if (first->position > 0 && first->position < m_desk.status().head)
        m_desk.goTo(first->position);
    m_desk.select({Selection::Kind::Invariant, invariant, first->position});
    showHint(first->detail);
    Q_EMIT whyWanted();
}

void StatusStrip::applyLook()
{
    const QFont small = format::font(format::Type::Small);
    QPalette muted = palette();
    muted.setColor(QPalette::WindowText, format::colour(Colour::MutedText));
    for (QLabel* label : {m_hint, m_run}) {
        label->setFont(small);
        label->setPalette(muted);
    }
    m_readOnly->setFont(format::font(format::Type::Small, true));
}

void StatusStrip::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.fillRect(QRect(0, 0, width(), 1), format::colour(Colour::Hairline));
}

void StatusStrip::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange)
        applyLook();
    QWidget::changeEvent(event);
}

}  // namespace replay::ui
