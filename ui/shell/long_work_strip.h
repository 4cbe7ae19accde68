// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QWidget>

class QLabel;
class QProgressBar;
class QPushButton;

namespace replay::ui {

/// A long work under way: what it does, how far it is, and a way to stop it. Hidden while there is none.
class LongWorkStrip : public QWidget {
    Q_OBJECT
public:
    explicit LongWorkStrip(QWidget* parent = nullptr);

    /// `share` from 0 to 1; below zero: not known.
    void report(const QString& what, double share);
    void finish();

Q_SIGNALS:
    void cancelRequested();

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QLabel* m_text = nullptr;
    QProgressBar* m_bar = nullptr;
    QPushButton* m_cancel = nullptr;
};

}  // namespace replay::ui
