// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/letter_keys.h"

#include <QAbstractButton>
#include <QComboBox>
#include <QCoreApplication>
#include <QKeyEvent>

namespace replay::ui {

LetterKeys::LetterKeys(QObject* parent) : QObject(parent) { QCoreApplication::instance()->installEventFilter(this); }

bool LetterKeys::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() != QEvent::ShortcutOverride)
        return QObject::eventFilter(watched, event);
    const auto* key = static_cast<QKeyEvent*>(event);
    const bool bare = (key->modifiers() & ~(Qt::ShiftModifier | Qt::KeypadModifier)) == Qt::NoModifier;
    const bool printable = bare && key->text().size() == 1 && key->text().at(0).isPrint();
    if (!printable)
        return QObject::eventFilter(watched, event);
    const bool spaceOfControl =
        key->key() == Qt::Key_Space && (qobject_cast<QAbstractButton*>(watched) || qobject_cast<QComboBox*>(watched));
    if (!m_on || spaceOfControl) {
        event->accept();  // no shortcut: the key goes to the widget
        return true;
    }
    return QObject::eventFilter(watched, event);
}

}  // namespace replay::ui
