// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/storage/database.h"

#include <QVariant>
#include <functional>

namespace replay::storage {

/// Runs one statement that a person typed, on a read-only connection. Refuses, with the engine's or its own reason: more than
/// one statement, one that writes, and one that reaches for another database file.
class Console {
public:
    using Visit = std::function<bool(const Row&)>;  ///< answers false to stop

    explicit Console(Database& database);
    ~Console();
    Console(const Console&) = delete;
    Console& operator=(const Console&) = delete;

    /// The columns are told before the first row, also where there is none.
    Status run(const QString& sql, const std::function<void(const QStringList&)>& columns, const Visit& visit);

private:
    Database& m_database;
};

}  // namespace replay::storage
