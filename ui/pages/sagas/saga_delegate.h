// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/api/values.h"

#include <QStyledItemDelegate>

namespace replay::ui {

/// One saga in the list: its order and status, below them its steps as cells, its retries, when it began and how long it took.
class SagaDelegate : public QStyledItemDelegate {
    Q_OBJECT
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    /// The model clock, for sagas that still run.
    void setNow(api::ModelTime now) { m_now = now; }

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;

private:
    api::ModelTime m_now;
};

}  // namespace replay::ui
