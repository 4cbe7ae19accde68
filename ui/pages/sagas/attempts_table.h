// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "ui/models/saga_attempts_model.h"

#include <QSplitter>

class QTableView;

namespace replay::ui {

class JsonView;

/// The timeline as a table, with what the chosen attempt took in and gave out.
class AttemptsTable : public QSplitter {
    Q_OBJECT
public:
    explicit AttemptsTable(QWidget* parent = nullptr);

    void setTimeline(const api::SagaTimeline& timeline);
    void clear();
    SagaAttemptsModel& model() { return *m_model; }
    void setCurrentAttempt(int attempt);

Q_SIGNALS:
    void currentChanged(int attempt);

private:
    void showPayload();

    SagaAttemptsModel* m_model = nullptr;
    QTableView* m_table = nullptr;
    JsonView* m_input = nullptr;
    JsonView* m_output = nullptr;
};

}  // namespace replay::ui
