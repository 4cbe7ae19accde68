// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "ui/models/request_tree_model.h"

#include <QWidget>

class QLabel;
class QLineEdit;
class QSortFilterProxyModel;
class QTreeView;

namespace replay::ui {

/// All commands and queries, by service, with a field that narrows the list.
class RequestList : public QWidget {
    Q_OBJECT
public:
    explicit RequestList(QWidget* parent = nullptr);

    void setSchemas(const QList<api::RequestSchema>& commands, const QList<api::RequestSchema>& queries);
    /// Chooses one by its name; false where there is none.
    bool choose(const QString& name);
    void focusFind();
    RequestTreeModel& model() { return *m_model; }

Q_SIGNALS:
    void chosen(const replay::api::RequestSchema& schema, bool query);

private:
    void narrow(const QString& text);

    RequestTreeModel* m_model = nullptr;
    QSortFilterProxyModel* m_proxy = nullptr;
    QLineEdit* m_find = nullptr;
    QTreeView* m_tree = nullptr;
    QLabel* m_count = nullptr;
};

}  // namespace replay::ui
