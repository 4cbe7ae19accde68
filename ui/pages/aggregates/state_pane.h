// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "ui/pages/aggregates/history.h"

#include <QWidget>

class QCheckBox;
class QLabel;
class QStackedWidget;
class QToolButton;

namespace replay::ui {

class DiffTree;
class EmptyState;
class JsonView;

/// The two states A and B: as one tree of differences, or raw side by side (R).
class StatePane : public QWidget {
    Q_OBJECT
public:
    explicit StatePane(QWidget* parent = nullptr);

    void display(const HistoryAnswer& answer);
    DiffTree& tree() const { return *m_tree; }
    QCheckBox& changedOnly() const { return *m_changedOnly; }
    bool isRaw() const;
    void setRaw(bool raw);
    /// When a snapshot is kept, in words.
    void setSnapshotRule(const QString& words);
    /// One line on what it took to fold the two states.
    QString cost() const;

protected:
    void changeEvent(QEvent* event) override;

private:
    QString title(const QString& letter, const HistoryState& side) const;
    void updateSummary();
    void applyLook();

    DiffTree* m_tree = nullptr;
    EmptyState* m_same = nullptr;
    QStackedWidget* m_stack = nullptr;
    QLabel* m_summary = nullptr;
    QLabel* m_cost = nullptr;
    QLabel* m_rule = nullptr;
    QCheckBox* m_changedOnly = nullptr;
    QToolButton* m_rawButton = nullptr;
    QLabel* m_rawTitleA = nullptr;
    QLabel* m_rawTitleB = nullptr;
    JsonView* m_rawA = nullptr;
    JsonView* m_rawB = nullptr;
};

}  // namespace replay::ui
