// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/replayctl/table.h"

namespace replay::ctl {
namespace {

bool isNumber(const QVariant& value)
{
    switch (value.typeId()) {
    case QMetaType::Int:
    case QMetaType::LongLong:
    case QMetaType::Double: return true;
    default: return false;
    }
}

// A line of a table is one line, and a terminal takes no commands from data.
QString plainText(const QVariant& value)
{
    QString text = value.typeId() == QMetaType::QByteArray ? QString::fromLatin1(value.toByteArray().toHex()) : value.toString();
    for (QChar& letter : text) {
        if (letter.category() == QChar::Other_Control)
            letter = u' ';
    }
    return text.size() > Table::widthMax ? QString(text.left(Table::widthMax - 1) % u'…') : text;
}

}  // namespace

Table::Table(Output& output, QStringList columns) : m_output(output), m_columns(std::move(columns)) {}

void Table::add(const QVariantList& cells)
{
    QList<Cell> row;
    for (const QVariant& cell : cells)
        row << Cell{plainText(cell), isNumber(cell)};
    ++m_rows;
    if (m_measured) {
        write(row);
        return;
    }
    m_waiting << row;
    if (m_waiting.size() == rowsToMeasure)
        flush();
}

void Table::flush()
{
    m_measured = true;
    for (const QString& column : m_columns)
        m_widths << static_cast<int>(column.size());
    for (const QList<Cell>& row : m_waiting) {
        for (qsizetype i = 0; i < row.size() && i < m_widths.size(); ++i)
            m_widths[i] = std::max(m_widths[i], static_cast<int>(row[i].text.size()));
    }
    QList<Cell> head;
    for (qsizetype i = 0; i < m_columns.size(); ++i) {
        const bool numbers = !m_waiting.isEmpty() && i < m_waiting.first().size() && m_waiting.first()[i].number;
        head << Cell{m_columns[i], numbers};
    }
    write(head);
    for (const QList<Cell>& row : m_waiting)
        write(row);
    m_waiting.clear();
}

void Table::write(const QList<Cell>& cells)
{
    QString line;
    for (qsizetype i = 0; i < cells.size(); ++i) {
        const int width = m_widths.value(i, 0);
        line += cells[i].number ? cells[i].text.rightJustified(width) : cells[i].text.leftJustified(width);
        line += QStringLiteral("  ");
    }
    while (line.endsWith(u' '))
        line.chop(1);
    m_output.line(line);
}

void Table::end()
{
    if (m_rows == 0)
        m_output.line(QStringLiteral("(none)"));
    else if (!m_measured)
        flush();
}

}  // namespace replay::ctl
