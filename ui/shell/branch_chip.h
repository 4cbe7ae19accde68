// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "ui/models/desk.h"
#include "ui/shell/captioned_value.h"

class QMenu;

namespace replay::ui {

class WhatIf;

/// In the transport bar: whether this is the original or which branch of it, and from where; its menu forks, compares and switches.
class BranchChip : public CaptionedValue {
    Q_OBJECT
public:
    explicit BranchChip(Desk& desk, QWidget* parent = nullptr);

    /// Who does what the menu offers; without it, there is none.
    void setWhatIf(WhatIf& whatIf);
    /// The menu as it is now; the caller's to delete.
    QMenu* makeMenu();

protected:
    void changeEvent(QEvent* event) override;

private:
    void refresh();
    void fit();

    Desk& m_desk;
    WhatIf* m_whatIf = nullptr;
};

}  // namespace replay::ui
