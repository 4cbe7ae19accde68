// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/api/session.h"
#include "ui/pages/home/home_card.h"

class QCheckBox;
class QLineEdit;
class QPushButton;

namespace replay::ui {

/// A shop of one's own: an empty one, or one with a few customers and products but no orders, from a chosen seed.
class FreePlayCard : public HomeCard {
    Q_OBJECT
public:
    explicit FreePlayCard(QWidget* parent = nullptr);
    /// What would be created now.
    api::NewWorkspace options() const;

Q_SIGNALS:
    void startRequested(const replay::api::NewWorkspace& options);

private:
    QLineEdit* m_seed = nullptr;
    QCheckBox* m_stocked = nullptr;
    QPushButton* m_start = nullptr;
};

}  // namespace replay::ui
