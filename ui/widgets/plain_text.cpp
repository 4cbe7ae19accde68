// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/plain_text.h"

namespace replay::ui {

QLabel* makePlainText(const QString& text, QWidget* parent)
{
    auto* label = new QLabel(text, parent);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    return label;
}

}  // namespace replay::ui
