// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "ui/widgets/plain_delegate.h"

namespace replay::ui {

/// Cells of a read model: a just-changed cell glows and wears a small corner, so that its change is not told by colour alone.
class RowsDelegate : public PlainDelegate {
    Q_OBJECT
public:
    using PlainDelegate::PlainDelegate;
    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
};

}  // namespace replay::ui
