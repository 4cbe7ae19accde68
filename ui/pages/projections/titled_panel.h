// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QFrame>
#include <QLabel>

namespace replay::ui {

/// A strip below the rows with a bold title: paper under a hairline, in the type of the moment.
class TitledPanel : public QFrame {
    Q_OBJECT
public:
    explicit TitledPanel(QWidget* parent = nullptr);

protected:
    QLabel* titleLabel() const { return m_title; }
    void changeEvent(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    void applyFonts();

    QLabel* m_title;
};

}  // namespace replay::ui
