// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "ui/models/desk.h"

#include <QDialog>

namespace replay::ui {

/// The list of everything that is broken on purpose, beside the window: it stays open while the platform goes on.
class FaultsDialog : public QDialog {
    Q_OBJECT
public:
    FaultsDialog(Desk& desk, QWidget* window);
};

}  // namespace replay::ui
