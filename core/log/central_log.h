// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/log/logged_event.h"
#include "core/storage/database.h"

#include <QHash>

namespace replay::log {

/// The link of the hash chain: SHA-256 over the hash before it and the event's place and content (position, service, stream,
/// version, type, ids, time, schema version, actor, note, data). Nothing that depends on a machine goes in.
QByteArray chainHash(const QByteArray& before, const LoggedEvent& event);

/// The writing end of the log. The relay is its only caller and gives positions densely: the head + 1 inside its transaction.
class CentralLog {
public:
    explicit CentralLog(storage::Database& database) : m_database(database) {}

    /// Reads the head and its hash; once after opening and after a rollback.
    Status open();
    /// Appends in the given order inside the caller's transaction and writes the positions back. An event whose id is already
    /// there is left out (delivered twice); a stream's versions must follow each other.
    Status append(std::vector<LoggedEvent>& events);

    /// A dual write loses events: what follows them is kept all the same, and the gap is for verify to name.
    void keepGaps(bool keep) { m_keepsGaps = keep; }
    Position head() const { return m_head; }
    const QByteArray& headHash() const { return m_headHash; }

private:
    Result<std::int64_t> typeKey(const QString& name);
    Result<std::int64_t> serviceKey(const QString& name);

    storage::Database& m_database;
    bool m_keepsGaps = false;
    Position m_head = 0;
    QByteArray m_headHash;
    QHash<QString, std::int64_t> m_types;
    QHash<QString, std::int64_t> m_services;
    struct Stream {
        std::int64_t key = 0;
        int version = 0;
    };
    QHash<QUuid, Stream> m_streams;  ///< of lately used streams
    static constexpr qsizetype streamsMax = 50'000;
};

/// The six letters shown in the window: the first 30 bits of a hash in base 32 (Crockford's letters).
QString fingerprint(const QByteArray& hash);

}  // namespace replay::log
