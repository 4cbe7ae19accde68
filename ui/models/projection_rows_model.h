// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/api/reader.h"
#include "ui/models/projection_columns.h"

#include <QAbstractTableModel>
#include <QElapsedTimer>
#include <QHash>
#include <optional>

namespace replay::ui {

/// The rows of one read model.
///
/// Live rows are a keyset window: the rows from the first on, grown page by page as the view asks for more. Every row that was
/// seen keeps its key; only rows near the eye keep their cells, the others are read again when they come into sight. refresh()
/// reads the visible window anew and merges it by key, so nothing is ever reset while a person looks, and each changed cell
/// remembers what it said before.
///
/// Fixed rows (a past position, the answer of a filter) are shown as given.
class ProjectionRowsModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Role {
        RawRole = Qt::UserRole,  ///< the value as the read model holds it
        KindRole,                ///< ColumnKind as int
        FreshnessRole,           ///< 1 just changed … 0 long ago (double)
    };
    static constexpr int pageRows = 256;
    static constexpr int cellsMax = 4'096;    ///< rows that keep their cells
    static constexpr int changesMax = 2'000;  ///< cells that remember their former value
    static constexpr int freshMs = 1'200;     ///< how long a change is marked

    explicit ProjectionRowsModel(QObject* parent = nullptr);

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    bool canFetchMore(const QModelIndex& parent) const override;
    void fetchMore(const QModelIndex& parent) override;

    /// Nothing to show.
    void clear();
    /// The live rows of a read model; the reader must outlive this or be replaced by clear().
    void showLive(api::Reader* reader, const QString& name, const QStringList& keyColumns);
    /// Rows that do not move. Where they are of the read model shown before, the columns and the place stay; then changes can
    /// be marked, as when one walks through the past.
    void showFixed(const QString& name, const QStringList& keyColumns, const api::RowSet& rows, bool markChanges = false);
    /// Reads the live rows around these anew; `position` is told in the former value's tooltip.
    void refresh(int firstVisible, int lastVisible, api::Position position);

    bool isLive() const { return m_reader != nullptr; }
    const QString& name() const { return m_name; }
    const QStringList& columns() const { return m_columns; }
    /// "key" or "key1/key2" of a row.
    QString keyText(int row) const;
    ColumnKind kind(int column) const { return m_kinds.value(column, ColumnKind::Text); }
    int columnOf(const QString& name) const { return static_cast<int>(m_columns.indexOf(name)); }
    /// True while a change is still marked; the view repaints as long.
    bool hasFreshCells() const;

Q_SIGNALS:
    void failed(const QString& reason);

private:
    struct Row {
        QVariantList key;
        QVariantList cells;  ///< empty where it was let go
        bool operator==(const Row&) const = default;
    };
    struct Change {
        std::optional<QVariant> before;  ///< none: the row is new
        api::Position position = 0;
        qint64 atMs = 0;
    };

    QVariantList keyOf(const QVariantList& cells) const;
    static QString joined(const QVariantList& key);
    QString changeKey(int row, int column) const;
    const Change* change(int row, int column) const;
    void remember(int row, int column, const std::optional<QVariant>& before);
    void forget();
    void adoptColumns(const api::RowSet& rows);
    QList<Row> taken(const api::RowSet& rows) const;
    void merge(int first, const QList<Row>& fresh, bool reachedEnd);
    void addRows(int at, const QList<Row>& rows, bool markNew);
    void letGo(int around);
    void readAround(int row);
    double freshness(int row, int column) const;
    static QString valueText(const QVariant& value);
    QString tooltip(int row, int column) const;

    api::Reader* m_reader = nullptr;
    QString m_name;
    QStringList m_keyColumns;
    QStringList m_columns;
    QList<int> m_keyIndexes;
    QList<ColumnKind> m_kinds;
    QList<Row> m_rows;
    QHash<QString, Change> m_changes;
    QElapsedTimer m_clock;
    qint64 m_lastChangeMs = -1;
    api::Position m_position = 0;
    bool m_complete = true;
    bool m_merging = false;  ///< nothing is fetched from inside a merge
    bool m_markChanges = false;
    int m_filled = 0;           ///< rows that have their cells
    mutable int m_wanted = -1;  ///< a row without cells that was asked for
};

}  // namespace replay::ui
