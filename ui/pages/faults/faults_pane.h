// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "ui/models/desk.h"

#include <QWidget>

class QScrollArea;

namespace replay::ui {

class FaultList;
class PitfallList;

/// Everything that is broken on purpose: the fault rules, a form for another, and the pitfall switches.
class FaultsPane : public QWidget {
    Q_OBJECT
public:
    explicit FaultsPane(Desk& desk, QWidget* parent = nullptr);

    /// Chooses a fault rule by its number, or a pitfall by its name, and brings it into sight.
    void point(const QString& which);

private:
    FaultList* m_rules = nullptr;
    PitfallList* m_pitfalls = nullptr;
    QScrollArea* m_scroll = nullptr;
};

}  // namespace replay::ui
