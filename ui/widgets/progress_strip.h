// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "ui/models/long_question.h"

#include <QWidget>

class QLabel;
class QProgressBar;
class QPushButton;

namespace replay::ui {

/// Shows a long question while it runs: what it does, how far it is, and a button that cancels it. Hidden otherwise.
class ProgressStrip : public QWidget {
    Q_OBJECT
public:
    ProgressStrip(LongQuestion& question, QWidget* parent = nullptr);
    void setTitle(const QString& title);

private:
    QLabel* m_title = nullptr;
    QProgressBar* m_bar = nullptr;
    QPushButton* m_cancel = nullptr;
};

}  // namespace replay::ui
