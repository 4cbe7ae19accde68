// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/api/values.h"

namespace replay::queries {

using base::Result;

/// The databases of a workspace as their owners would look at them: each by itself, and only to read.
class ServiceQueries {
public:
    explicit ServiceQueries(QString folder) : m_folder(std::move(folder)) {}

    struct Table {
        QString name;
        bool isView = false;
        qint64 rows = 0;  ///< of views 0: they are not counted
    };
    struct Service {
        QString name;  ///< user, product, …, and the platform's own: gateway, log, read
        QString file;
        qint64 bytes = 0;
        QList<Table> tables;
    };
    Result<QList<Service>> list();
    /// The statements that made the tables, indexes, views and triggers.
    Result<QString> schema(const QString& service);
    /// Runs one statement that only reads, in this service's database and no other; at most rowsMax rows. An id of 16 bytes is
    /// shown as text, other blobs as hexadecimal digits. The engine's error comes verbatim.
    Result<api::RowSet> sql(const QString& service, const QString& statement);

    static constexpr int rowsMax = 10'000;
    static constexpr int stepsMax = 200'000'000;  ///< of SQLite's virtual machine; then the statement is stopped
    static QStringList names();

private:
    Result<QString> fileOf(const QString& service) const;

    QString m_folder;
};

}  // namespace replay::queries
