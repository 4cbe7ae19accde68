// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "ui/models/long_question.h"

#include <QWidget>

class QLabel;
class QTreeWidget;
class QTreeWidgetItem;

namespace replay::ui {

/// Row provenance of the selected thing: of an event every row that it wrote, by database; of a row of a read model the events
/// that wrote it, the newest first. A click opens the row or the event. Worked out on a worker, while it is looked at.
class RowsPage : public QWidget {
    Q_OBJECT
public:
    explicit RowsPage(Desk& desk, QWidget* parent = nullptr);

    void setSelection(const Selection& selection);

protected:
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void load();
    void show(const api::EventTrace& trace);
    void show(const api::RowProvenance& provenance);
    void say(const QString& words);
    void addCells(QTreeWidgetItem* parent, const api::RowWrite& write);
    void follow(const QTreeWidgetItem* item);
    void applyLook();

    Desk& m_desk;
    Selection m_selection;
    bool m_loaded = false;
    LongQuestion m_question;
    QLabel* m_words = nullptr;
    QTreeWidget* m_tree = nullptr;
};

}  // namespace replay::ui
