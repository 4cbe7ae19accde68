// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/sagas/saga_header.h"
#include "ui/format/tokens.h"
#include "ui/format/words.h"
#include "ui/models/saga_facts.h"
#include "ui/widgets/status_pill.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QToolButton>

namespace replay::ui {

using format::Space;

SagaHeader::SagaHeader(QWidget* parent)
    : QWidget(parent),
      m_title(new QLabel(this)),
      m_pill(new StatusPill(this)),
      m_facts(new QLabel(this))
{
    const auto link = [this](const QString& icon, const QString& text, const QString& tip) {
        auto* button = new QToolButton(this);
        button->setAutoRaise(true);
        button->setFocusPolicy(Qt::StrongFocus);
        button->setIcon(format::icon(icon));
        button->setText(text);
        button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
        button->setToolTip(tip);
        return button;
    };
    m_order = link(QStringLiteral("order"), tr("Order"), tr("Shows the order itself"));
    m_events = link(QStringLiteral("events"), tr("Events"), tr("Shows the events of this saga in the log"));
    m_table = link(QStringLiteral("table"), tr("Table"), tr("Shows the attempts as a table (T)"));
    m_table->setObjectName(QStringLiteral("sagaTable"));
    m_table->setCheckable(true);
    m_facts->setForegroundRole(QPalette::PlaceholderText);
    m_facts->installEventFilter(this);
    m_facts->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(format::px(Space::Small), format::px(Space::Hair), format::px(Space::Small), format::px(Space::Hair));
    row->setSpacing(format::px(Space::Small));
    row->addWidget(m_title);
    row->addWidget(m_pill);
    row->addWidget(m_facts, 1);
    row->addWidget(m_order);
    row->addWidget(m_events);
    row->addWidget(m_table);
    connect(m_order, &QToolButton::clicked, this, &SagaHeader::orderWanted);
    connect(m_events, &QToolButton::clicked, this, &SagaHeader::eventsWanted);
    applyLook();
    clear();
}

void SagaHeader::setSaga(const api::SagaRow& saga, api::ModelTime now, api::Position asOf)
{
    m_title->setText(saga.orderNumber.isEmpty() ? format::shortId(saga.sagaId) : saga.orderNumber);
    m_title->setToolTip(tr("Saga %1\nOrder %2").arg(saga.sagaId, saga.orderId));
    m_pill->setStatus(shownStatus(saga));
    m_pill->show();
    QStringList facts{format::sagaType(saga.type), tr("started %1").arg(format::clock(saga.startedAt)), format::duration(age(saga, now))};
    if (isChoreographed(saga))
        facts.insert(1, tr("choreographed"));
    if (asOf > 0)
        facts.prepend(tr("as of position %1").arg(format::number(asOf)));
    m_factsText = facts.join(QStringLiteral(" · "));
    m_facts->setToolTip(m_factsText);
    fitFacts();
    m_order->setEnabled(!saga.orderId.isEmpty());
    m_events->setEnabled(true);
    m_table->setEnabled(true);
}

void SagaHeader::clear()
{
    m_title->setText(tr("No saga chosen"));
    m_pill->hide();
    m_factsText.clear();
    m_facts->clear();
    m_order->setEnabled(false);
    m_events->setEnabled(false);
    m_table->setEnabled(false);
}

void SagaHeader::fitFacts() { m_facts->setText(m_facts->fontMetrics().elidedText(m_factsText, Qt::ElideRight, m_facts->width())); }

bool SagaHeader::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_facts && event->type() == QEvent::Resize)
        fitFacts();
    return QWidget::eventFilter(watched, event);
}

void SagaHeader::applyLook() { m_title->setFont(format::font(format::Type::Title, true)); }

void SagaHeader::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::ApplicationFontChange)
        applyLook();
    QWidget::changeEvent(event);
}

}  // namespace replay::ui
