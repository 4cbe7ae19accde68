// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/projections/titled_panel.h"

#include "ui/format/tokens.h"

#include <QEvent>
#include <QPainter>

namespace replay::ui {

using format::Colour;

TitledPanel::TitledPanel(QWidget* parent) : QFrame(parent), m_title(new QLabel(this)) { applyFonts(); }

void TitledPanel::applyFonts() { m_title->setFont(format::font(format::Type::Body, true)); }

void TitledPanel::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::FontChange || event->type() == QEvent::ApplicationFontChange)
        applyFonts();
    QFrame::changeEvent(event);
}

void TitledPanel::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.fillRect(rect(), format::colour(Colour::Base));
    painter.fillRect(QRect(0, 0, width(), 1), format::colour(Colour::Hairline));
}

}  // namespace replay::ui
