// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/canvas.h"

#include <QFile>
#include <QPaintEvent>
#include <QPainter>
#include <QScrollBar>

namespace replay::bench {

Canvas::Canvas(const QString& logFile, QWidget* parent) : QAbstractScrollArea(parent)
{
    sqlite3_open_v2(QFile::encodeName(logFile).constData(), &m_connection, SQLITE_OPEN_READONLY, nullptr);
    sqlite3_prepare_v2(m_connection, "SELECT max(position) FROM log_records", -1, &m_statement, nullptr);
    if (sqlite3_step(m_statement) == SQLITE_ROW)
        m_rows = sqlite3_column_int(m_statement, 0);
    sqlite3_finalize(m_statement);
    sqlite3_prepare_v2(
        m_connection,
        "SELECT position, hex(event_id), stream, type, occurred_at, version FROM log_records WHERE position > ? ORDER BY position LIMIT 256",
        -1, &m_statement, nullptr);
    verticalScrollBar()->setRange(0, m_rows - 30);
    viewport()->setAttribute(Qt::WA_OpaquePaintEvent);
}

Canvas::~Canvas()
{
    sqlite3_finalize(m_statement);
    sqlite3_close(m_connection);
}

const QStringList& Canvas::row(int number)
{
    const int page = number / pageRows;
    auto found = m_pages.find(page);
    if (found == m_pages.end()) {
        if (m_pages.size() >= pagesMax)
            m_pages.clear();
        QList<QStringList> rows;
        sqlite3_bind_int64(m_statement, 1, static_cast<sqlite3_int64>(page) * pageRows);
        while (sqlite3_step(m_statement) == SQLITE_ROW) {
            QStringList cells;
            for (int column = 0; column < 6; ++column)
                cells << QString::fromUtf8(reinterpret_cast<const char*>(sqlite3_column_text(m_statement, column)));
            rows << cells;
        }
        sqlite3_reset(m_statement);
        found = m_pages.insert(page, rows);
    }
    return found->at(number % pageRows);
}

void Canvas::scrollContentsBy(int dx, int dy)
{
    Q_UNUSED(dx)
    if (std::abs(dy) < 30)
        viewport()->scroll(0, dy * rowHeight);
    else
        viewport()->update();
}

void Canvas::paintEvent(QPaintEvent* event)
{
    static constexpr int widths[] = {90, 280, 100, 60, 160, 80};
    QPainter painter(viewport());
    const QRect exposed = event->rect();
    painter.fillRect(exposed, palette().base());
    const int top = verticalScrollBar()->value();
    for (int line = exposed.top() / rowHeight; line <= exposed.bottom() / rowHeight && top + line < m_rows; ++line) {
        const QStringList& cells = row(top + line);
        int x = 4;
        for (int column = 0; column < 6; ++column) {
            painter.drawText(QPoint(x, line * rowHeight + 16), cells.at(column));
            x += widths[column];
        }
    }
}

}  // namespace replay::bench
