// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/log/central_log.h"

#include "core/base/random.h"

#include <QtEndian>
#include <sodium/crypto_hash_sha256.h>

namespace replay::log {
namespace {

using storage::Row;
using storage::Utf8;
using storage::bind;

/// Feeds fields to SHA-256, each with its length before it, so that no two different events run together to the same bytes.
class Hasher {
public:
    Hasher() { crypto_hash_sha256_init(&m_state); }
    void add(QByteArrayView bytes)
    {
        add(static_cast<std::int64_t>(bytes.size()));
        crypto_hash_sha256_update(&m_state, reinterpret_cast<const unsigned char*>(bytes.data()),
                                  static_cast<unsigned long long>(bytes.size()));
    }
    void add(std::int64_t value)
    {
        unsigned char bytes[8];
        qToBigEndian<qint64>(value, bytes);
        crypto_hash_sha256_update(&m_state, bytes, sizeof bytes);
    }
    void add(const QString& text) { add(QByteArrayView(text.toUtf8())); }
    void add(const QUuid& id)
    {
        const auto bytes = base::idBytes(id);
        add(QByteArrayView(bytes.data(), static_cast<qsizetype>(bytes.size())));
    }
    QByteArray finish()
    {
        QByteArray hash(crypto_hash_sha256_BYTES, Qt::Uninitialized);
        crypto_hash_sha256_final(&m_state, reinterpret_cast<unsigned char*>(hash.data()));
        return hash;
    }

private:
    crypto_hash_sha256_state m_state;
};

}  // namespace

QByteArray chainHash(const QByteArray& before, const LoggedEvent& event)
{
    Hasher hasher;
    hasher.add(QByteArrayView(before));
    hasher.add(static_cast<std::int64_t>(event.position));
    hasher.add(event.service);
    hasher.add(event.aggregateId);
    hasher.add(event.aggregateType);
    hasher.add(static_cast<std::int64_t>(event.version));
    hasher.add(event.eventType);
    hasher.add(event.eventId);
    hasher.add(event.occurredAt.us);
    hasher.add(static_cast<std::int64_t>(event.schemaVersion));
    hasher.add(event.correlationId);
    hasher.add(event.causationId);
    hasher.add(event.actor);
    hasher.add(event.note);
    hasher.add(QByteArrayView(event.json));
    return hasher.finish();
}

Status CentralLog::open()
{
    m_head = 0;
    m_headHash = QByteArray(crypto_hash_sha256_BYTES, '\0');
    m_types.clear();
    m_services.clear();
    m_streams.clear();
    return m_database.each("SELECT position, hash FROM log_records ORDER BY position DESC LIMIT 1", bind(), [&](const Row& row) {
        m_head = row.integer(0);
        m_headHash = row.bytes(1);
    });
}

Result<std::int64_t> CentralLog::typeKey(const QString& name)
{
    if (const auto known = m_types.constFind(name); known != m_types.constEnd())
        return *known;
    REPLAY_TRY(m_database.run("INSERT INTO event_types (name) VALUES (?) ON CONFLICT DO NOTHING", name));
    REPLAY_ASSIGN(const std::int64_t key, m_database.integer("SELECT type FROM event_types WHERE name = ?", 0, name));
    m_types.insert(name, key);
    return key;
}

Result<std::int64_t> CentralLog::serviceKey(const QString& name)
{
    if (const auto known = m_services.constFind(name); known != m_services.constEnd())
        return *known;
    REPLAY_TRY(m_database.run("INSERT INTO log_services (name) VALUES (?) ON CONFLICT DO NOTHING", name));
    REPLAY_ASSIGN(const std::int64_t key, m_database.integer("SELECT service FROM log_services WHERE name = ?", 0, name));
    m_services.insert(name, key);
    return key;
}

Status CentralLog::append(std::vector<LoggedEvent>& events)
{
    if (m_streams.size() > streamsMax)
        m_streams.clear();
    for (LoggedEvent& event : events) {
        REPLAY_ASSIGN(const std::int64_t type, typeKey(event.eventType));
        REPLAY_ASSIGN(const std::int64_t service, serviceKey(event.service));
        auto stream = m_streams.find(event.aggregateId);
        if (stream == m_streams.end()) {
            stream = m_streams.insert(event.aggregateId, Stream{});
            REPLAY_TRY(m_database.each("SELECT stream, version FROM log_streams WHERE aggregate_id = ?", bind(event.aggregateId),
                                       [&](const Row& row) {
                                           *stream = {row.integer(0), static_cast<int>(row.integer(1))};
                                       }));
        }
        if (event.version <= stream->version) {
            REPLAY_ASSIGN(event.position, m_database.integer("SELECT position FROM log_records WHERE event_id = ?", 0, event.eventId));
            if (event.position > 0)
                continue;
        }
        if (event.version <= stream->version || (event.version != stream->version + 1 && !m_keepsGaps))
            return base::failed(QStringLiteral("the log holds %1 %2 up to version %3 and was given version %4: out of stream order")
                                    .arg(event.aggregateType, base::idText(event.aggregateId))
                                    .arg(stream->version)
                                    .arg(event.version));
        if (stream->key == 0) {
            REPLAY_TRY(m_database.run("INSERT INTO log_streams (aggregate_id, aggregate_type, service, version) VALUES (?, ?, ?, ?)",
                                      event.aggregateId, event.aggregateType, service, event.version));
            REPLAY_ASSIGN(stream->key, m_database.integer("SELECT stream FROM log_streams WHERE aggregate_id = ?", 0, event.aggregateId));
        } else {
            REPLAY_TRY(m_database.run("UPDATE log_streams SET version = ? WHERE stream = ?", event.version, stream->key));
        }
        event.position = m_head + 1;
        const QByteArray hash = chainHash(m_headHash, event);
        REPLAY_TRY(m_database.run(
            "INSERT INTO log_records (position, stream, version, type, service, event_id, occurred_at, appended_at, schema_version, "
            "correlation_id, causation_id, actor, note, data, hash) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            static_cast<std::int64_t>(event.position), stream->key, event.version, type, service, event.eventId, event.occurredAt,
            event.appendedAt, event.schemaVersion, event.correlationId, event.causationId, event.actor, event.note, Utf8{event.json},
            hash));
        stream->version = event.version;
        m_head = event.position;
        m_headHash = hash;
    }
    return {};
}

QString fingerprint(const QByteArray& hash)
{
    static constexpr char letters[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    quint32 bits = hash.size() < 4 ? 0 : qFromBigEndian<quint32>(hash.constData()) >> 2;
    QString text(6, u'0');
    for (int i = 5; i >= 0; --i, bits >>= 5)
        text[i] = QLatin1Char(letters[bits & 31U]);
    return text;
}

}  // namespace replay::log
