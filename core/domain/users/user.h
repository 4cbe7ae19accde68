// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/events/event.h"

#include <optional>
#include <vector>

namespace replay::users {

using base::ModelTime;

inline const QString userType = QStringLiteral("User");

struct Address {
    QUuid addressId;
    QString type;  ///< home, work, billing
    QString street;
    QString city;
    QString state;
    QString postalCode;
    QString country;
    bool isDefault = false;  ///< of its type
    ModelTime createdAt;
    ModelTime updatedAt;

    QJsonObject toJson() const;
    static Address fromJson(const QJsonObject& json);
    bool operator==(const Address&) const = default;
};

struct Profile {
    QUuid profileId;
    QString bio;
    QString avatarUrl;
    QJsonObject preferences;
    ModelTime createdAt;
    ModelTime updatedAt;

    bool operator==(const Profile&) const = default;
};

/// A user, without the password: its hash is in the table `users` and nowhere else.
struct User {
    static constexpr int schemaVersion = 2;

    bool exists = false;
    bool active = false;
    bool emailVerified = false;
    bool erased = false;  ///< the key of this person is gone; what was personal reads so
    bool locked = false;  ///< has no password: nobody can sign in
    QUuid userId;
    QString email;
    QString firstName;
    QString lastName;
    QString phone;
    QString dateOfBirth;  ///< "1815-12-10"
    QString country;
    std::optional<Profile> profile;
    std::vector<Address> addresses;
    ModelTime createdAt;
    ModelTime updatedAt;

    void evolve(const events::Event& event);
    QJsonObject toJson() const;
    static User fromJson(const QJsonObject& json);
    QString label() const { return erased ? QStringLiteral("erased") : email; }
    bool operator==(const User&) const = default;

private:
    void start(const QJsonObject& data, ModelTime at);
    void changeProfile(const QJsonObject& data, ModelTime at);
    void addAddress(const QJsonObject& data, ModelTime at);
    void erase();
    void identify(const QJsonObject& data);
};

}  // namespace replay::users
