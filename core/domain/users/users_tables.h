// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/domain/users/user.h"
#include "core/storage/database.h"

namespace replay::domain {
class TableCheck;
}

namespace replay::users {

using base::Result;
using base::Status;

/// The user service's tables: users (the only place of password hashes), user_profiles, user_addresses.
class UsersTables {
public:
    explicit UsersTables(storage::Database& database) : m_database(database) {}

    Status insertUser(const User& user, const QString& passwordHash);
    Status updateUser(const User& user);
    Status setPasswordHash(const User& user, const QString& passwordHash);
    Status saveProfile(const User& user);
    /// The newest address; others of its type are no longer the default where it is.
    Status insertAddress(const User& user);

    /// Rewrites every row of a user who was erased, and the answers that named them.
    Status erase(const User& user);

    Result<bool> isEmailTaken(const QString& email);

    Status check(domain::TableCheck& check);

private:
    Status eraseAnswers(const QUuid& userId);

    storage::Database& m_database;
};

}  // namespace replay::users
