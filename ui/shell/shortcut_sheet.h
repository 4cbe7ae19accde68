// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "ui/shell/actions.h"

#include <QDialog>

namespace replay::ui {

/// The sheet of all shortcuts (key ?), read from the actions themselves so that it cannot be wrong.
class ShortcutSheet : public QDialog {
    Q_OBJECT
public:
    ShortcutSheet(const Actions& actions, QWidget* window);
};

}  // namespace replay::ui
