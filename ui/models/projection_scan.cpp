// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/projection_scan.h"

#include "ui/models/projection_columns.h"

namespace replay::ui {
namespace {

constexpr int windowRows = 1'000;

bool matches(const QStringList& columns, const QVariantList& row, const QString& text)
{
    if (text.isEmpty())
        return true;
    for (int column = 0; column < row.size(); ++column) {
        const auto& value = row.at(column);
        if (value.toString().contains(text, Qt::CaseInsensitive))
            return true;
        if (cellText(columnKind(columns.value(column), value), value).contains(text, Qt::CaseInsensitive))
            return true;
    }
    return false;
}

QVariantList keyOf(const QStringList& columns, const QStringList& keyColumns, const QVariantList& row)
{
    QVariantList key;
    for (const auto& column : keyColumns)
        key.append(row.value(columns.indexOf(column)));
    if (key.isEmpty())
        key.append(row.value(0));
    return key;
}

}  // namespace

api::Result<ScannedRows> scanProjection(api::Reader& reader, const api::ProjectionInfo& projection, const QString& text, int limit,
                                        const api::Progress& progress)
{
    ScannedRows found;
    QVariantList after;
    for (;;) {
        REPLAY_ASSIGN(const auto window, reader.projectionRows(projection.name, after, windowRows));
        found.rows.columns = window.columns;
        for (const auto& row : window.rows) {
            ++found.scanned;
            if (!matches(window.columns, row, text))
                continue;
            if (found.rows.rows.size() >= limit) {
                found.cut = true;
                return found;
            }
            found.rows.rows.append(row);
        }
        if (window.rows.size() < windowRows)
            return found;
        after = keyOf(window.columns, projection.keyColumns, window.rows.last());
        if (progress &&
            !progress(projection.rows > 0 ? std::min(1.0, static_cast<double>(found.scanned) / static_cast<double>(projection.rows)) : 0.0))
            return base::cancelled();
    }
}

ScannedRows matchingRows(const api::RowSet& rows, const QString& text, int limit)
{
    ScannedRows found;
    found.rows.columns = rows.columns;
    for (const auto& row : rows.rows) {
        ++found.scanned;
        if (!matches(rows.columns, row, text))
            continue;
        if (found.rows.rows.size() >= limit) {
            found.cut = true;
            break;
        }
        found.rows.rows.append(row);
    }
    return found;
}

QByteArray rowsAsCsv(const api::RowSet& rows)
{
    const auto quoted = [](const QString& cell) {
        if (!cell.contains(QLatin1Char(',')) && !cell.contains(QLatin1Char('"')) && !cell.contains(QLatin1Char('\n')) &&
            !cell.contains(QLatin1Char('\r')))
            return cell.toUtf8();
        QString escaped = cell;
        escaped.replace(QLatin1Char('"'), QStringLiteral("\"\""));
        return QByteArray('"' + escaped.toUtf8() + '"');
    };
    QByteArray csv;
    for (int column = 0; column < rows.columns.size(); ++column) {
        if (column > 0)
            csv += ',';
        csv += quoted(rows.columns.at(column));
    }
    csv += "\r\n";
    for (const auto& row : rows.rows) {
        for (int column = 0; column < rows.columns.size(); ++column) {
            if (column > 0)
                csv += ',';
            csv += quoted(row.value(column).toString());
        }
        csv += "\r\n";
    }
    return csv;
}

}  // namespace replay::ui
