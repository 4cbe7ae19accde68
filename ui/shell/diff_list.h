// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "ui/shell/state_diff.h"

#include <QTreeWidget>

namespace replay::ui {

/// The difference between two states as a list: a sign (+ − ~) and a colour for each change, before and after.
class DiffList : public QTreeWidget {
    Q_OBJECT
public:
    explicit DiffList(QWidget* parent = nullptr);

    void show(const QList<FieldChange>& changes, int versionBefore, int versionAfter);

protected:
    void changeEvent(QEvent* event) override;

private:
    void applyLook();
};

}  // namespace replay::ui
