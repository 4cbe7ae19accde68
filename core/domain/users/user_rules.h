// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/domain/decision.h"
#include "core/domain/users/user.h"

/// What may happen to a user. Pure; passwords are looked at here and hashed elsewhere, and stand in no event.
namespace replay::users {

using domain::Decision;

inline constexpr int passwordMin = 8;
inline constexpr int passwordMax = 1'000;

struct RegisterUser {
    QUuid userId;
    QString email;
    bool emailTaken = false;
    std::optional<QString> password;
    QString firstName;
    QString lastName;
    QString phone;
    QString dateOfBirth;
    QString today;  ///< the day of the model clock: nobody is born after it
    QString country;
};

Decision registerUser(const User& user, const RegisterUser& command);
Decision verifyEmail(const User& user, const QUuid& userId);
Decision deactivateUser(const User& user, const QUuid& userId);
/// Forgets the person: the key of what is personal is deleted with this event. There is no way back.
Decision eraseUser(const User& user, const QUuid& userId, const QString& reason);
Decision changePassword(const User& user, const QUuid& userId, const QString& password);

struct AddAddress {
    QUuid userId;
    Address address;
};
Decision addAddress(const User& user, const AddAddress& command);

/// Only what is given changes.
struct UpdateProfile {
    QUuid userId;
    QUuid profileId;  ///< of the first change
    std::optional<QString> bio;
    std::optional<QString> avatarUrl;
    std::optional<QJsonObject> preferences;
};
Decision updateProfile(const User& user, const UpdateProfile& command);

}  // namespace replay::users
