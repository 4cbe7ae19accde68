// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "ui/models/desk.h"

#include <QDialog>

namespace replay::ui {

class FaultsPane;

/// The list of everything that is broken on purpose, beside the window: it stays open while the platform goes on.
class FaultsDialog : public QDialog {
    Q_OBJECT
public:
    FaultsDialog(Desk& desk, QWidget* window);

    /// Brings one of them into sight: the number of a fault rule, or a pitfall's name. Empty: none.
    void point(const QString& which);

private:
    FaultsPane* m_pane = nullptr;
};

}  // namespace replay::ui
