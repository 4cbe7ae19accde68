// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/api/values.h"

#include <QWidget>

class QLabel;
class QTableView;

namespace replay::ui {

class RowSetModel;

/// The rows a query answered, and how old the answer is.
class QueryResult : public QWidget {
    Q_OBJECT
public:
    explicit QueryResult(QWidget* parent = nullptr);

    /// `model` is the read model that answered, at `position`; `head` is where the log was.
    void setAnswer(const QString& query, const api::RowSet& rows, const QString& model, api::Position position, api::Position head);
    RowSetModel& rows() { return *m_model; }
    QString staleness() const;

private:
    QLabel* m_title = nullptr;
    QLabel* m_staleness = nullptr;
    QTableView* m_table = nullptr;
    RowSetModel* m_model = nullptr;
};

}  // namespace replay::ui
