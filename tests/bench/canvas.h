// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QAbstractScrollArea>
#include <QHash>
#include <QStringList>
#include <sqlite3.h>

namespace replay::bench {

/// The limit of a view over the log: a bare canvas that paints rows out of keyset pages, without columns to move, marks, causes,
/// selection or a model.
class Canvas : public QAbstractScrollArea {
    Q_OBJECT
public:
    Canvas(const QString& logFile, QWidget* parent = nullptr);
    ~Canvas() override;

protected:
    void paintEvent(QPaintEvent* event) override;
    void scrollContentsBy(int dx, int dy) override;

private:
    static constexpr int pageRows = 256;
    static constexpr int pagesMax = 64;
    static constexpr int rowHeight = 22;
    const QStringList& row(int number);

    sqlite3* m_connection = nullptr;
    sqlite3_stmt* m_statement = nullptr;
    int m_rows = 0;
    QHash<int, QList<QStringList>> m_pages;
};

}  // namespace replay::bench
