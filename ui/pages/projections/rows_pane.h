// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "ui/models/long_question.h"
#include "ui/models/projection_rows_model.h"
#include "ui/models/projection_scan.h"

#include <QTimer>
#include <QWidget>
#include <optional>

class QLabel;
class QLineEdit;
class QProgressBar;
class QPushButton;
class QStackedLayout;

namespace replay::ui {

class EmptyState;
class MessageBar;
class RowsTable;

/// The rows of one read model: live, or as they were at a past position (the cursor's, or one of its own), filtered or whole.
class RowsPane : public QWidget {
    Q_OBJECT
public:
    static constexpr int pastRowsMax = 5'000;  ///< rows shown of a past position

    RowsPane(Desk& desk, QWidget* parent = nullptr);

    /// Shows this read model, or takes its new numbers where it is the same.
    void setProjection(const api::ProjectionInfo& projection);
    void clear();
    void focusFilter();
    void setFilter(const QString& text);
    /// Writes all rows of what is shown (live or past, filtered or not) as CSV.
    void exportTo(const QString& file);
    ProjectionRowsModel& model() { return m_model; }
    /// Where the shown rows are from; none: live.
    std::optional<api::Position> shownAt() const { return m_shownAt; }
    void selectKey(const QString& key);

private:
    std::optional<api::Position> wantedAt() const;
    void buildTop();
    void buildTable();
    void buildFoot();
    void reload();
    void loadPast(api::Position position);
    void loadMatches();
    void showRows(const ScannedRows& found, std::optional<api::Position> at, bool markChanges);
    void refreshVisible();
    void describe();
    void describeEmpty();
    void explainFailure(const base::Error& error);

    Desk& m_desk;
    api::ProjectionInfo m_projection;
    ProjectionRowsModel m_model;
    LongQuestion m_question;
    LongQuestion m_exporting;
    QTimer m_reload;
    QTimer m_refresh;
    std::optional<api::Position> m_askedAt;
    std::optional<api::Position> m_shownAt;
    QString m_shownFilter;
    qint64 m_scanned = 0;
    bool m_cut = false;

    QLineEdit* m_filter = nullptr;
    QLineEdit* m_asOf = nullptr;
    QLabel* m_source = nullptr;
    MessageBar* m_message = nullptr;
    RowsTable* m_table = nullptr;
    EmptyState* m_empty = nullptr;
    QStackedLayout* m_stack = nullptr;
    QLabel* m_count = nullptr;
    QProgressBar* m_progress = nullptr;
    QPushButton* m_cancel = nullptr;
};

}  // namespace replay::ui
