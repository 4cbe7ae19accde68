// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "ui/models/log_model.h"
#include "ui/widgets/long_table.h"

class QPushButton;

namespace replay::ui {

class LogScrollBar;
class PlainDelegate;

/// The table of the log: follows the newest row while live, pauses that as soon as one scrolls away, and then says in a pill
/// how many rows came meanwhile.
class LogView : public LongTable {
    Q_OBJECT
public:
    LogView(LogModel& model, QWidget* parent = nullptr);

    bool isFollowing() const { return m_following; }
    void setFollowing(bool following);
    int pending() const { return m_pending; }
    /// Selects a row and brings it into the middle if it is out of sight.
    void showRow(int row, bool select = true);
    void setHighlight(const QString& text);
    QPushButton* pill() const { return m_pill; }
    LogScrollBar& marks() const { return *m_marks; }
    /// Keeps widths, order and hidden columns under this key.
    void keepColumns(const QString& settingsKey);

Q_SIGNALS:
    void followingChanged(bool following);

protected:
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void applyLook();
    void saveColumns();
    void showColumnMenu(const QPoint& at);
    void placePill();
    void updatePill();

    LogModel& m_model;
    PlainDelegate* m_delegate = nullptr;
    LogScrollBar* m_marks = nullptr;
    QPushButton* m_pill = nullptr;
    QString m_columnsKey;
    bool m_following = true;
    bool m_moving = false;  ///< we scroll, not the person
    int m_pending = 0;
};

}  // namespace replay::ui
