// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "ui/models/desk.h"

#include <QWidget>

namespace replay::ui {

/// Everything that is broken on purpose: the fault rules, a form for another, and the pitfall switches.
class FaultsPane : public QWidget {
    Q_OBJECT
public:
    explicit FaultsPane(Desk& desk, QWidget* parent = nullptr);
};

}  // namespace replay::ui
