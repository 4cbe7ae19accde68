// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "ui/models/desk.h"

#include <QAbstractTableModel>
#include <QHash>
#include <QTimer>

namespace replay::ui {

/// The event log as a table of any length. The row count is exact; rows come in keyset pages, of which the least recently
/// used are dropped. Without a filter row = position − 1; with one, a worker finds the anchor of every page first, and
/// meanwhile the last good rows stay. New events are appended in batches on a frame clock, never by a reset.
class LogModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column {
        PositionColumn,
        TimeColumn,
        ServiceColumn,
        TypeColumn,
        AggregateColumn,
        VersionColumn,
        CorrelationColumn,
        CauseColumn,
        NoteColumn,
        ColumnCount
    };
    static constexpr int MarkRole = 0x0100 + 900;      ///< int(format::Mark), what PlainDelegate draws before the text
    static constexpr int PositionRole = 0x0100 + 901;  ///< qint64
    static constexpr int pageRows = 128;
    static constexpr int pagesMax = 16;
    static constexpr int tailRowsMax = 2'048;  ///< matching events taken in one batch of a filtered tail
    static constexpr int frameMs = 33;

    explicit LogModel(Desk& desk, QObject* parent = nullptr);

    void setFilter(const api::LogFilter& filter);
    const api::LogFilter& filter() const { return m_filter; }
    /// A worker is finding the rows of a new filter; the rows are still those of the one before.
    bool isCounting() const { return m_counting; }
    /// The rows show the log up to this position.
    api::Position upTo() const { return m_upTo; }

    /// The event of a row, read if need be; null where it cannot be read.
    const api::EventRow* event(int row) const;
    /// The first row at or after a position; rowCount() if there is none.
    int rowOf(api::Position position) const;
    /// The position of an event's cause where that is an event; 0 otherwise.
    api::Position causeOf(const api::EventRow& event) const;
    /// Reads again after a failure.
    void retry();
    /// Pages held in memory now.
    int pagesHeld() const { return static_cast<int>(m_pages.size()); }

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

Q_SIGNALS:
    void countingChanged(bool counting);
    /// The rows are those of the filter now.
    void filterApplied();
    void appended(int rows);
    void readFailed(const replay::base::Error& error);

private:
    struct Page {
        QList<api::EventRow> rows;
        quint64 used = 0;
    };
    struct Anchors {
        QList<api::Position> positions;
        int rows = 0;
    };
    void load();
    void replaceRows(int rows);
    void takeTail();
    void takeFilteredTail();
    void moveCursor(api::Position position, bool live);
    void tell(const base::Error& error) const;
    const Page* page(int number) const;
    QString text(const api::EventRow& event, int column) const;
    QString tooltip(const api::EventRow& event, int column) const;

    Desk& m_desk;
    api::LogFilter m_filter;  ///< what was asked for
    api::LogFilter m_shown;   ///< what the rows are of
    int m_rows = 0;
    api::Position m_upTo = 0;
    QList<api::Position> m_anchors;  ///< the first position of each page, where filtered
    api::Position m_cursor = 0;      ///< 0 while live
    bool m_counting = false;
    bool m_tailAsked = false;
    quint64 m_generation = 0;  ///< counts filters and workspaces: answers to older ones are stale
    QTimer m_frame;
    bool m_severalDays = false;
    mutable bool m_failed = false;
    mutable QHash<int, Page> m_pages;
    mutable quint64 m_clock = 0;
    mutable QHash<QString, api::Position> m_causes;
};

}  // namespace replay::ui
