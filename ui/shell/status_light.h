// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "ui/format/marks.h"

#include <QAbstractButton>

namespace replay::ui {

/// One light of the status bar: a shape and a word, never colour alone. A click asks to be shown the trouble.
class StatusLight : public QAbstractButton {
    Q_OBJECT
public:
    enum class State { Unknown, Good, Bad, Waiting };

    explicit StatusLight(const QString& word, QWidget* parent = nullptr);

    void show(State state, const QString& words, const QString& tip);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    State m_state = State::Unknown;
};

}  // namespace replay::ui
