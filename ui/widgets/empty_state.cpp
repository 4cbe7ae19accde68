// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/empty_state.h"

#include "ui/format/tokens.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace replay::ui {

using format::Colour;
using format::Space;

namespace {
constexpr int iconSide = 40;
constexpr int sentenceWidth = 420;
}  // namespace

EmptyState::EmptyState(const QString& icon, const QString& title, const QString& sentence, QWidget* parent)
    : QWidget(parent),
      m_iconName(icon)
{
    m_icon = new QLabel(this);
    m_icon->setAlignment(Qt::AlignCenter);
    m_title = new QLabel(this);
    m_title->setAlignment(Qt::AlignCenter);
    m_title->setWordWrap(true);
    m_sentence = new QLabel(this);
    m_sentence->setAlignment(Qt::AlignCenter);
    m_sentence->setWordWrap(true);
    m_sentence->setMaximumWidth(sentenceWidth);
    m_actions = new QHBoxLayout;
    m_actions->setSpacing(format::px(Space::Small));

    auto* sentenceRow = new QHBoxLayout;
    sentenceRow->addStretch(1);
    sentenceRow->addWidget(m_sentence, 20);
    sentenceRow->addStretch(1);
    auto* actionRow = new QHBoxLayout;
    actionRow->addStretch();
    actionRow->addLayout(m_actions);
    actionRow->addStretch();

    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(format::px(Space::Wide), format::px(Space::Large), format::px(Space::Wide), format::px(Space::Large));
    column->setSpacing(format::px(Space::Small));
    column->addStretch(2);
    column->addWidget(m_icon);
    column->addSpacing(format::px(Space::Hair));
    column->addWidget(m_title);
    column->addLayout(sentenceRow);
    column->addSpacing(format::px(Space::Small));
    column->addLayout(actionRow);
    column->addStretch(3);
    setTexts(title, sentence);
    applyLook();
}

void EmptyState::setTexts(const QString& title, const QString& sentence)
{
    m_title->setText(title);
    m_title->setVisible(!title.isEmpty());
    m_sentence->setText(sentence);
    m_sentence->setVisible(!sentence.isEmpty());
}

QPushButton* EmptyState::addAction(const QString& text, std::function<void()> action)
{
    auto* button = new QPushButton(text, this);
    button->setDefault(m_actions->count() == 0);
    connect(button, &QPushButton::clicked, this, [action = std::move(action)] { action(); });
    m_actions->addWidget(button);
    return button;
}

void EmptyState::clearActions()
{
    while (QLayoutItem* item = m_actions->takeAt(0)) {
        item->widget()->deleteLater();
        delete item;
    }
}

void EmptyState::applyLook()
{
    m_icon->setPixmap(format::icon(m_iconName).pixmap(QSize(iconSide, iconSide), devicePixelRatioF(), QIcon::Disabled));
    m_title->setFont(format::font(format::Type::Title, true));
    QPalette muted = palette();
    muted.setColor(QPalette::WindowText, format::colour(Colour::MutedText));
    m_sentence->setPalette(muted);
}

void EmptyState::changeEvent(QEvent* event)
{
    // The application's palette and font: what applyLook sets on the labels does not come back here.
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange)
        applyLook();
    QWidget::changeEvent(event);
}

}  // namespace replay::ui
