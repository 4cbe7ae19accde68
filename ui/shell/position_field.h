// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/api/values.h"

#include <QWidget>

class QLabel;
class QLineEdit;

namespace replay::ui {

/// "1284 / 2310": the cursor's position, to be typed over, and the head.
class PositionField : public QWidget {
    Q_OBJECT
public:
    explicit PositionField(QWidget* parent = nullptr);

    void setPosition(api::Position position, api::Position head);
    /// Ctrl+G: ready to type.
    void beginTyping();

Q_SIGNALS:
    void positionChosen(replay::api::Position position);

protected:
    void changeEvent(QEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void accept();
    void fitWidths();

    QLineEdit* m_edit = nullptr;
    QLabel* m_total = nullptr;
    api::Position m_position = 0;
    api::Position m_head = 0;
};

}  // namespace replay::ui
