// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/replayctl/output.h"

#include <QVariant>

namespace replay::ctl {

/// Columns for a person: as wide as their longest cell, numbers to the right, what is longer than `widthMax` cut with "…".
/// Widths are settled by the first `rowsToMeasure` rows, so that a long list flows out at once.
class Table {
public:
    static constexpr int widthMax = 60;
    static constexpr int rowsToMeasure = 1'000;

    Table(Output& output, QStringList columns);
    void add(const QVariantList& cells);
    /// Writes what still waits; says "(none)" where no row came.
    void end();
    qint64 rows() const { return m_rows; }

private:
    struct Cell {
        QString text;
        bool number = false;
    };
    void flush();
    void write(const QList<Cell>& cells);

    Output& m_output;
    QStringList m_columns;
    QList<QList<Cell>> m_waiting;
    QList<int> m_widths;
    bool m_measured = false;
    qint64 m_rows = 0;
};

}  // namespace replay::ctl
