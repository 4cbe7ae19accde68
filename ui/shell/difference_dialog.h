// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "ui/models/desk.h"

#include <QDialog>

class QLabel;

namespace replay::ui {

/// Where two logs part: both events side by side, what differs in them, and what came of it. It stays open beside the window.
class DifferenceDialog : public QDialog {
    Q_OBJECT
public:
    DifferenceDialog(Desk& desk, const QString& leftName, const QString& rightName, const api::LogDifference& difference, QWidget* window);

    QString told() const;  ///< the sentence at the top

private:
    QWidget* makeCard(const QString& name, const std::optional<api::EventRow>& event);
    QString surplus(const QString& leftName, const QString& rightName) const;

    Desk& m_desk;
    api::LogDifference m_difference;
    QLabel* m_heading = nullptr;
};

}  // namespace replay::ui
