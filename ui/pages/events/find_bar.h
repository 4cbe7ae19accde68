// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "ui/models/log_find.h"
#include "ui/models/long_question.h"

#include <QWidget>

class QLabel;
class QLineEdit;
class QTimer;
class QToolButton;

namespace replay::ui {

/// Find in the log: highlights, never hides. Looks through the filtered events on a worker and steps from match to match.
class FindBar : public QWidget {
    Q_OBJECT
public:
    FindBar(Desk& desk, QWidget* parent = nullptr);

    void start();
    void setFilter(const api::LogFilter& filter);
    /// From where next and previous step: the position of the current row.
    void setHere(api::Position position) { m_here = position; }
    QString text() const;
    const LogFound& found() const { return m_found; }
    QLineEdit* line() const { return m_line; }
    void next(bool backwards = false);

Q_SIGNALS:
    void highlight(const QString& text);
    void matchChosen(replay::api::Position position);
    void closed();

protected:
    void keyPressEvent(QKeyEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void search();
    void updateCounts();
    void applyLook();
    void close();

    Desk& m_desk;
    LongQuestion m_question;
    api::LogFilter m_filter;
    api::Position m_here = 0;
    api::Position m_upTo = 0;
    LogFound m_found;
    bool m_choose = false;  ///< the first match after here is shown once the answer is there
    QLineEdit* m_line = nullptr;
    QLabel* m_counts = nullptr;
    QToolButton* m_previous = nullptr;
    QToolButton* m_next = nullptr;
    QToolButton* m_close = nullptr;
    QTimer* m_pause = nullptr;
};

}  // namespace replay::ui
