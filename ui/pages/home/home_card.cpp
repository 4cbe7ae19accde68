// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/home/home_card.h"

#include "ui/format/tokens.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QVBoxLayout>

namespace replay::ui {

using format::Colour;
using format::Space;

HomeCard::HomeCard(const QString& icon, const QString& title, const QString& sentence, QWidget* parent) : QFrame(parent), m_iconName(icon)
{
    m_icon = new QLabel(this);
    m_title = new QLabel(title, this);
    m_sentence = new QLabel(sentence, this);
    m_sentence->setWordWrap(true);
    m_sentence->setForegroundRole(QPalette::PlaceholderText);
    m_sentence->setVisible(!sentence.isEmpty());
    setAccessibleName(title);
    setAccessibleDescription(sentence);

    auto* head = new QHBoxLayout;
    head->setSpacing(format::px(Space::Small));
    head->addWidget(m_icon);
    head->addWidget(m_title, 1);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(format::px(Space::Large), format::px(Space::Large), format::px(Space::Large), format::px(Space::Large));
    column->setSpacing(format::px(Space::Small));
    column->addLayout(head);
    column->addWidget(m_sentence);
    m_body = new QVBoxLayout;
    m_body->setSpacing(format::px(Space::Small));
    column->addSpacing(format::px(Space::Hair));
    column->addLayout(m_body, 1);
    applyFonts();
}

QLabel* HomeCard::addNote(const QString& text)
{
    auto* note = new QLabel(text, this);
    note->setWordWrap(true);
    note->setForegroundRole(QPalette::PlaceholderText);
    note->setFont(format::font(format::Type::Small));
    m_notes.append(note);
    m_body->addWidget(note);
    return note;
}

void HomeCard::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(format::colour(Colour::Hairline), 1));
    painter.setBrush(format::colour(Colour::Base));
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 2 * format::cornerRadius, 2 * format::cornerRadius);
}

void HomeCard::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::ApplicationFontChange)
        applyFonts();
    QFrame::changeEvent(event);
}

void HomeCard::applyFonts()
{
    m_icon->setPixmap(format::icon(m_iconName).pixmap(QSize(format::iconLarge, format::iconLarge), devicePixelRatioF()));
    m_title->setFont(format::font(format::Type::Title, true));
    for (auto* note : std::as_const(m_notes))
        note->setFont(format::font(format::Type::Small));
}

}  // namespace replay::ui
