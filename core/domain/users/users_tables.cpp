// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/users/users_tables.h"

#include "core/contracts/personal_data.h"
#include "core/domain/table_check.h"
#include "core/domain/users/password_hash.h"

#include <QJsonDocument>

namespace replay::users {

using base::idText;
using storage::Utf8;

Status UsersTables::insertUser(const User& user, const QString& passwordHash)
{
    REPLAY_TRY(m_database.run(
        "INSERT INTO users (id, email, password_hash, first_name, last_name, phone, date_of_birth, is_active, email_verified, "
        "created_at, updated_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        idText(user.userId), user.email, passwordHash, user.firstName, user.lastName, user.phone, user.dateOfBirth, user.active,
        user.emailVerified, user.createdAt.toString(), user.updatedAt.toString()));
    return {};
}

Status UsersTables::updateUser(const User& user)
{
    REPLAY_TRY(m_database.run("UPDATE users SET is_active = ?, email_verified = ?, updated_at = ? WHERE id = ?", user.active,
                              user.emailVerified, user.updatedAt.toString(), idText(user.userId)));
    return {};
}

Status UsersTables::setPasswordHash(const User& user, const QString& passwordHash)
{
    REPLAY_TRY(m_database.run("UPDATE users SET password_hash = ?, updated_at = ? WHERE id = ?", passwordHash, user.updatedAt.toString(),
                              idText(user.userId)));
    return {};
}

Status UsersTables::saveProfile(const User& user)
{
    const Profile& profile = *user.profile;
    REPLAY_TRY(m_database.run(
        "INSERT INTO user_profiles (id, user_id, bio, avatar_url, preferences, created_at, updated_at) VALUES (?, ?, ?, ?, ?, ?, ?) "
        "ON CONFLICT (id) DO UPDATE SET bio = excluded.bio, avatar_url = excluded.avatar_url, "
        "preferences = excluded.preferences, updated_at = excluded.updated_at",
        idText(profile.profileId), idText(user.userId), profile.bio, profile.avatarUrl, Utf8{base::jsonBytes(profile.preferences)},
        profile.createdAt.toString(), profile.updatedAt.toString()));
    return updateUser(user);
}

Status UsersTables::insertAddress(const User& user)
{
    const Address& address = user.addresses.back();
    const QString userId = idText(user.userId);
    const QString at = address.createdAt.toString();
    if (address.isDefault) {
        REPLAY_TRY(m_database.run(
            "UPDATE user_addresses SET is_default = 0, updated_at = ? WHERE user_id = ? AND is_default = 1 AND address_type = ?", at,
            userId, address.type));
    }
    REPLAY_TRY(m_database.run(
        "INSERT INTO user_addresses (id, user_id, address_type, street_address, city, state, postal_code, country, is_default, "
        "created_at, updated_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        idText(address.addressId), userId, address.type, address.street, address.city, address.state, address.postalCode, address.country,
        address.isDefault, at, at));
    return updateUser(user);
}

Status UsersTables::erase(const User& user)
{
    const QString userId = idText(user.userId);
    REPLAY_TRY(m_database.run(
        "UPDATE users SET email = ?, password_hash = ?, first_name = ?, last_name = ?, phone = ?, date_of_birth = ? WHERE id = ?",
        user.email, lockedHash, user.firstName, user.lastName, user.phone, user.dateOfBirth, userId));
    if (user.profile)
        REPLAY_TRY(m_database.run("UPDATE user_profiles SET bio = ?, avatar_url = ?, preferences = ? WHERE user_id = ?", user.profile->bio,
                                  user.profile->avatarUrl, Utf8{base::jsonBytes(user.profile->preferences)}, userId));
    for (const Address& address : user.addresses)
        REPLAY_TRY(
            m_database.run("UPDATE user_addresses SET street_address = ?, city = ?, state = ?, postal_code = ?, country = ? WHERE id = ?",
                           address.street, address.city, address.state, address.postalCode, address.country, idText(address.addressId)));
    REPLAY_TRY(eraseAnswers(user.userId));
    return updateUser(user);
}

/// The receipt of a registration holds the e-mail address.
Status UsersTables::eraseAnswers(const QUuid& userId)
{
    std::vector<std::pair<QUuid, QByteArray>> answers;
    REPLAY_TRY(m_database.each("SELECT i.message_id, i.receipt, i.name FROM event_records r JOIN inbox i ON i.message_id = r.causation_id "
                               "WHERE r.stream = (SELECT stream FROM streams WHERE aggregate_id = ?)",
                               storage::bind(userId), [&](const storage::Row& row) {
                                   const QJsonObject receipt = QJsonDocument::fromJson(row.bytes(1)).object();
                                   answers.emplace_back(row.id(0), base::jsonBytes(contracts::redacted(row.text(2), receipt, userId)));
                               }));
    for (const auto& [message, left] : answers)
        REPLAY_TRY(m_database.run("UPDATE inbox SET receipt = ? WHERE message_id = ?", Utf8{left}, message));
    return {};
}

Result<bool> UsersTables::isEmailTaken(const QString& email)
{
    REPLAY_ASSIGN(const std::int64_t found, m_database.integer("SELECT 1 FROM users WHERE email = ?", 0, email));
    return found == 1;
}

Status UsersTables::check(domain::TableCheck& check)
{
    using domain::cell;
    const auto compare = [&](const QUuid& id, const User& user) -> Status {
        QList<QStringList> users;
        if (user.exists)
            users << QStringList{
                user.email,        user.firstName,           user.lastName,        user.phone,           user.dateOfBirth,
                cell(user.active), cell(user.emailVerified), cell(user.createdAt), cell(user.updatedAt), cell(user.locked)};
        REPLAY_TRY(check.compareRows(
            "users",
            "SELECT email, first_name, last_name, phone, date_of_birth, is_active, email_verified, created_at, updated_at, "
            "password_hash = '!' AS locked FROM users WHERE id = ?",
            id, user.label(), users));
        QList<QStringList> profiles;
        if (user.profile)
            profiles << QStringList{cell(user.profile->profileId), user.profile->bio,
                                    user.profile->avatarUrl,       cell(user.profile->preferences),
                                    cell(user.profile->createdAt), cell(user.profile->updatedAt)};
        REPLAY_TRY(check.compareRows("user_profiles",
                                     "SELECT id, bio, avatar_url, preferences, created_at, updated_at FROM user_profiles WHERE user_id = ?",
                                     id, user.label(), profiles));
        QList<QStringList> addresses;
        for (const Address& address : user.addresses)
            addresses << QStringList{cell(address.addressId), address.type,           address.street,  address.city,
                                     address.state,           address.postalCode,     address.country, cell(address.isDefault),
                                     cell(address.createdAt), cell(address.updatedAt)};
        return check.compareRows(
            "user_addresses",
            "SELECT id, address_type, street_address, city, state, postal_code, country, is_default, created_at, updated_at "
            "FROM user_addresses WHERE user_id = ? ORDER BY rowid",
            id, user.label(), addresses);
    };
    REPLAY_TRY(check.eachState<User>(userType, compare));
    return check.findOrphans("users", "SELECT id FROM users");
}

}  // namespace replay::users
