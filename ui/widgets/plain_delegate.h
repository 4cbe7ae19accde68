// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "ui/format/marks.h"

#include <QFont>
#include <QHash>
#include <QSet>
#include <QStyledItemDelegate>

namespace replay::ui {

/// A fast delegate for big tables: ground, mark, text, nothing else. It asks the model for Qt::DisplayRole, MarkRole,
/// Qt::ForegroundRole and Qt::BackgroundRole, and shows the focus as a frame. Give the view uniform rows of
/// format::rowDense and no grid.
class PlainDelegate : public QStyledItemDelegate {
    Q_OBJECT
public:
    /// int(format::Mark): drawn before the text.
    static constexpr int MarkRole = 0x0100 + 900;

    explicit PlainDelegate(QObject* parent = nullptr) : QStyledItemDelegate(parent) {}

    /// Numbers: right-aligned.
    void setFigures(int column) { m_figures.insert(column); }
    /// Ids, JSON, SQL: the fixed font.
    void setFixed(int column) { m_fixed.insert(column); }
    /// Secondary facts: muted text.
    void setMuted(int column) { m_muted.insert(column); }
    /// Codes shown as a StatusPill (the display text is the code).
    void setStatus(int column) { m_status.insert(column); }
    /// Where the text is cut when the column is narrow (default: right).
    void setElide(int column, Qt::TextElideMode mode) { m_elide.insert(column, mode); }
    /// Find: this text is underlaid wherever it occurs (case-insensitive); empty for none.
    void setHighlight(const QString& text) { m_highlight = text; }

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;

private:
    void paintText(QPainter& painter, const QRect& box, const QString& text, int column, const QColor& ink) const;

    QSet<int> m_figures;
    QSet<int> m_fixed;
    QSet<int> m_muted;
    QSet<int> m_status;
    QHash<int, Qt::TextElideMode> m_elide;
    QString m_highlight;
};

}  // namespace replay::ui
