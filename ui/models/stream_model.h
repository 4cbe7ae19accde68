// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "ui/models/desk.h"

#include <QAbstractTableModel>
#include <QHash>

namespace replay::ui {

/// The versions of one aggregate, from 1 to the newest, in keyset pages of which the least recently used are dropped: what
/// the version rail draws, and the table that says the same.
class StreamModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { VersionColumn, TypeColumn, TimeColumn, PositionColumn, SnapshotColumn, ColumnCount };
    static constexpr int MarkRole = 0x0100 + 900;
    static constexpr int pageRows = 128;
    static constexpr int pagesMax = 32;

    explicit StreamModel(Desk& desk, QObject* parent = nullptr);

    /// Shows another aggregate with so many versions; an empty id shows none.
    void setAggregate(const QString& aggregateId, int versions);
    const QString& aggregateId() const { return m_aggregateId; }
    int versions() const { return m_versions; }
    /// The aggregate has grown.
    void setVersions(int versions);
    /// Versions after this one lie after the cursor; 0: none does.
    void setCursorVersion(int version);
    int cursorVersion() const { return m_cursorVersion; }
    /// One version, read if need be; null where it cannot be read.
    const api::VersionMark* mark(int version) const;
    int pagesHeld() const { return static_cast<int>(m_pages.size()); }

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    struct Page {
        QList<api::VersionMark> marks;
        quint64 used = 0;
    };
    QString text(const api::VersionMark& mark, int column) const;

    Desk& m_desk;
    QString m_aggregateId;
    int m_versions = 0;
    int m_cursorVersion = 0;
    mutable QHash<int, Page> m_pages;
    mutable quint64 m_clock = 0;
};

}  // namespace replay::ui
