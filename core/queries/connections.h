// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/api/values.h"
#include "core/storage/database.h"

#include <map>
#include <memory>
#include <vector>

namespace replay::queries {

using base::Result;
using base::Status;

/// The read-only connections of one reader, opened when first asked for, and again where a workspace was reset or took up a log:
/// then its databases are others. They belong to one thread.
class Connections {
public:
    explicit Connections(QString folder) : m_folder(std::move(folder)) {}

    const QString& folder() const { return m_folder; }
    Result<storage::Database*> log() { return open(QStringLiteral("log")); }
    Result<storage::Database*> read() { return open(QStringLiteral("read")); }
    Result<storage::Database*> gateway() { return open(QStringLiteral("gateway")); }
    /// A service's own database.
    Result<storage::Database*> service(const QString& name);
    /// Those that are open: for the test that reads the plan of every statement.
    QList<storage::Database*> opened() const;

    static QStringList services();  ///< names, in their fixed order

private:
    Result<storage::Database*> open(const QString& name);

    QString m_folder;
    std::map<QString, std::unique_ptr<storage::Database>> m_databases;
    std::vector<std::unique_ptr<storage::Database>> m_replaced;  ///< somebody may still be reading there
};

/// Several readings that must see the same state: a read transaction on one connection.
class ReadSnapshot {
public:
    explicit ReadSnapshot(storage::Database& database)
        : m_database(database),
          m_owner(!database.inTransaction()),
          m_begun(m_owner ? database.script("BEGIN") : Status())
    {
    }
    ~ReadSnapshot()
    {
        if (m_owner)
            m_database.rollback();
    }
    ReadSnapshot(const ReadSnapshot&) = delete;
    ReadSnapshot& operator=(const ReadSnapshot&) = delete;
    const Status& begun() const { return m_begun; }

private:
    storage::Database& m_database;
    bool m_owner;
    Status m_begun;
};

/// Reads an id that came from outside; the error shows what an id looks like.
Result<QUuid> parseId(const QString& text, const char* what);

}  // namespace replay::queries
