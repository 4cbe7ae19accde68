// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/events/personal_keys.h"

#include "core/contracts/event_shapes.h"
#include "core/contracts/personal_data.h"

#include <QJsonDocument>
#include <QtEndian>
#include <sodium.h>

namespace replay::events {
namespace {

using storage::Row;
using storage::bind;

constexpr qsizetype keyBytes = crypto_aead_xchacha20poly1305_ietf_KEYBYTES;
constexpr qsizetype nonceBytes = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
constexpr qsizetype tagBytes = crypto_aead_xchacha20poly1305_ietf_ABYTES;

const unsigned char* bytesOf(QByteArrayView text) { return reinterpret_cast<const unsigned char*>(text.data()); }

unsigned char* bytesOf(QByteArray& text) { return reinterpret_cast<unsigned char*>(text.data()); }

QByteArray hash(qsizetype bytes, QByteArrayView text, QByteArrayView key)
{
    QByteArray answer(bytes, '\0');
    crypto_generichash(bytesOf(answer), static_cast<std::size_t>(bytes), bytesOf(text), static_cast<unsigned long long>(text.size()),
                       bytesOf(key), static_cast<std::size_t>(key.size()));
    return answer;
}

QByteArray freshKey(const QUuid& person, const base::Random& random, KeyOrigin origin)
{
    if (origin == KeyOrigin::System) {
        QByteArray key(keyBytes, '\0');
        randombytes_buf(key.data(), static_cast<std::size_t>(keyBytes));
        return key;
    }
    QByteArray purpose(8, '\0');
    qToLittleEndian<quint64>(random.seed(), purpose.data());
    return hash(keyBytes, QByteArray(purpose + person.toRfc4122()), "Replayground: the key of a person");
}

/// What a sealed text belongs to: moved into another stream or type of event it no longer opens.
QByteArray placeOf(const Event& event) { return event.aggregateId.toRfc4122() + event.eventType.toUtf8(); }

QByteArray encrypt(const Event& event, const QByteArray& plain, const QByteArray& key)
{
    const QByteArray place = placeOf(event);
    const QByteArray nonce = hash(nonceBytes, QByteArray(event.eventId.toRfc4122() + place + plain), key);
    QByteArray cipher(plain.size() + tagBytes, '\0');
    crypto_aead_xchacha20poly1305_ietf_encrypt(bytesOf(cipher), nullptr, bytesOf(plain), static_cast<unsigned long long>(plain.size()),
                                               bytesOf(place), static_cast<unsigned long long>(place.size()), nullptr, bytesOf(nonce),
                                               bytesOf(key));
    return QByteArray(nonce + cipher).toBase64();
}

/// Nothing where it was not sealed with this key for this place.
std::optional<QJsonObject> decrypt(const Event& event, const QByteArray& sealed, const QByteArray& key)
{
    const QByteArray place = placeOf(event);
    const QByteArray nonce = sealed.first(std::min(nonceBytes, sealed.size()));
    const QByteArray cipher = sealed.sliced(nonce.size());
    if (nonce.size() < nonceBytes || cipher.size() < tagBytes || key.size() != keyBytes)
        return std::nullopt;
    QByteArray plain(cipher.size() - tagBytes, '\0');
    if (crypto_aead_xchacha20poly1305_ietf_decrypt(bytesOf(plain), nullptr, nullptr, bytesOf(cipher),
                                                   static_cast<unsigned long long>(cipher.size()), bytesOf(place),
                                                   static_cast<unsigned long long>(place.size()), bytesOf(nonce), bytesOf(key)) != 0)
        return std::nullopt;
    return QJsonDocument::fromJson(plain).object();
}

}  // namespace

Result<std::optional<QByteArray>> PersonalKeys::find(const QUuid& person) const
{
    std::optional<QByteArray> kept;
    REPLAY_TRY(m_database.each("SELECT secret FROM user_keys WHERE user_id = ?", bind(person),
                               [&](const Row& row) { kept = row.isNull(0) ? QByteArray() : row.bytes(0); }));
    return kept;
}

Result<QByteArray> PersonalKeys::findOrMake(const QUuid& person, ModelTime at, const base::Random& random, KeyOrigin origin)
{
    REPLAY_ASSIGN(const std::optional<QByteArray> kept, find(person));
    if (kept)
        return *kept;
    const QByteArray key = freshKey(person, random, origin);
    REPLAY_TRY(m_database.run("INSERT INTO user_keys (user_id, secret, made_at) VALUES (?, ?, ?)", person, key, at));
    return key;
}

Status PersonalKeys::seal(Event& event, const base::Random& random, KeyOrigin origin)
{
    if (!contracts::isPersonal(event.eventType))
        return {};
    if (sodium_init() < 0)
        return base::failed(QStringLiteral("personal data cannot be encrypted: libsodium does not start"));
    QJsonObject data = QJsonDocument::fromJson(event.json).object();
    const QJsonObject personal = contracts::takePersonal(event.eventType, data);
    if (personal.isEmpty())
        return {};
    const QUuid person = contracts::personOf(event.eventType, event.aggregateId, data);
    REPLAY_ASSIGN(const QByteArray key, findOrMake(person, event.occurredAt, random, origin));
    const QByteArray cipher = key.isEmpty() ? QByteArray() : encrypt(event, base::jsonBytes(personal), key);
    data.insert(contracts::sealedKey, QJsonObject{{contracts::cipherKey, QString::fromLatin1(cipher)}});
    event.json = base::jsonBytes(data);
    return {};
}

Status PersonalKeys::admit(Event& event, const base::Random& random, KeyOrigin origin)
{
    if (!contracts::isPersonal(event.eventType))
        return {};
    if (!isSealed(event))  // what stood in the clear in its first schema version stays so
        return event.schemaVersion < contracts::firstSealedSchema(event.eventType) ? Status() : seal(event, random, origin);
    REPLAY_ASSIGN(const QByteArray key, findOrMake(personOf(event), event.occurredAt, random, origin));
    Event opened = event;
    return open(opened);
}

Status PersonalKeys::open(Event& event) const { return openPersonal(&m_database, event); }

QUuid personOf(const Event& event)
{
    return contracts::personOf(event.eventType, event.aggregateId, QJsonDocument::fromJson(event.json).object());
}

bool isSealed(const Event& event)
{
    return contracts::isPersonal(event.eventType) && QJsonDocument::fromJson(event.json)[contracts::sealedKey].isObject();
}

bool opensWithSeed(const Event& event, const base::Random& random)
{
    const QString sealed = QJsonDocument::fromJson(event.json)[contracts::sealedKey][contracts::cipherKey].toString();
    return decrypt(event, QByteArray::fromBase64(sealed.toLatin1()), freshKey(personOf(event), random, KeyOrigin::Seed)).has_value();
}

Status openPersonal(storage::Database* keys, Event& event)
{
    if (!contracts::isPersonal(event.eventType))
        return {};
    QJsonObject data = QJsonDocument::fromJson(event.json).object();
    const QJsonValue sealed = data.take(contracts::sealedKey);
    if (!sealed.isObject())
        return {};
    const QByteArray cipher = QByteArray::fromBase64(sealed[contracts::cipherKey].toString().toLatin1());
    const QUuid person = contracts::personOf(event.eventType, event.aggregateId, data);
    std::optional<QByteArray> key;
    if (keys && !cipher.isEmpty()) {
        REPLAY_ASSIGN(key, PersonalKeys(*keys).find(person));
    }
    const bool erased = !key || key->isEmpty();
    const std::optional<QJsonObject> personal = erased ? contracts::erasedForm(event.eventType, person) : decrypt(event, cipher, *key);
    if (!personal)
        return base::failed(
            QStringLiteral("the personal data of %1 of %2 does not open with the key of that person: it was changed, or is of another log")
                .arg(event.eventType, base::idText(event.aggregateId)));
    contracts::putPersonal(*personal, data);
    event.json = base::jsonBytes(data);
    return {};
}

Status PersonalKeys::erase(const QUuid& person, ModelTime at)
{
    REPLAY_TRY(m_database.run("INSERT INTO user_keys (user_id, secret, made_at, erased_at) VALUES (?, NULL, ?, ?) "
                              "ON CONFLICT (user_id) DO UPDATE SET secret = NULL, erased_at = excluded.erased_at",
                              person, at, at));
    return {};
}

}  // namespace replay::events
