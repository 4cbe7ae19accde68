// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/cause_page.h"

#include "ui/format/tokens.h"
#include "ui/shell/cause_list.h"
#include "ui/shell/desk_link.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QToolButton>
#include <QVBoxLayout>

namespace replay::ui {

using format::Colour;
using format::px;
using format::Space;

CausePage::CausePage(Desk& desk, QWidget* parent) : QWidget(parent), m_desk(desk)
{
    m_why = makeButton(CauseQuestion::Why, tr("Why?"), tr("The chain of causes, the nearest first (W)"));
    m_whyNot = makeButton(CauseQuestion::WhyNot, tr("Why not?"), tr("What did not come next, and what prevented it (Y)"));
    m_words = new QLabel(this);
    m_words->setWordWrap(true);
    m_words->setTextFormat(Qt::PlainText);
    m_words->setContentsMargins(px(Space::Medium), px(Space::Small), px(Space::Medium), px(Space::Small));
    m_list = new CauseList(this);
    connect(m_list, &CauseList::linkActivated, this, [this](const QString& link) { deskLink::open(m_desk, link); });

    auto* buttons = new QHBoxLayout;
    buttons->setContentsMargins(px(Space::Medium), px(Space::Small), px(Space::Medium), 0);
    buttons->setSpacing(px(Space::Small));
    buttons->addWidget(m_why);
    buttons->addWidget(m_whyNot);
    buttons->addStretch();
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(buttons);
    column->addWidget(m_words);
    column->addWidget(m_list, 1);
    applyLook();
}

QToolButton* CausePage::makeButton(CauseQuestion question, const QString& text, const QString& tip)
{
    auto* button = new QToolButton(this);
    button->setText(text);
    button->setToolTip(tip);
    button->setCheckable(true);
    button->setAutoExclusive(true);
    button->setChecked(question == m_question);
    button->setFocusPolicy(Qt::TabFocus);
    connect(button, &QToolButton::clicked, this, [this, question] { ask(question); });
    return button;
}

void CausePage::ask(CauseQuestion question)
{
    (question == CauseQuestion::Why ? m_why : m_whyNot)->setChecked(true);
    if (std::exchange(m_question, question) != question)
        m_loaded = false;
    if (isVisible())
        load();
}

void CausePage::setSelection(const Selection& selection)
{
    m_selection = selection;
    m_loaded = false;
    if (isVisible())
        load();
}

void CausePage::load()
{
    if (m_loaded || m_selection.kind == Selection::Kind::None || !m_desk.isOpen())
        return;
    m_loaded = true;
    m_desk.ask<CauseChain>(
        this, [selection = m_selection, question = m_question](api::Reader& reader) { return causeChain(reader, selection, question); },
        [this, selection = m_selection, question = m_question](const CauseChain& chain) {
            if (selection == m_selection && question == m_question)
                show(chain);
        });
}

void CausePage::show(const CauseChain& chain)
{
    if (!chain.problem.isEmpty())
        m_words->setText(chain.problem);
    else if (chain.steps.isEmpty())
        m_words->setText(tr("No chain is recorded for this."));
    else
        m_words->setText(m_question == CauseQuestion::Why ? tr("The nearest cause first:") : tr("What is missing, and what prevented it:"));
    m_list->show(chain);
}

void CausePage::applyLook()
{
    QPalette muted = palette();
    muted.setColor(QPalette::WindowText, format::colour(Colour::MutedText));
    m_words->setPalette(muted);
}

void CausePage::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    load();
}

void CausePage::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::PaletteChange)
        applyLook();
    QWidget::changeEvent(event);
}

}  // namespace replay::ui
