// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/users/user.h"

#include "core/contracts/json_text.h"
#include "core/contracts/personal_data.h"

#include <QJsonArray>

namespace replay::users {

using namespace Qt::StringLiterals;
using base::idOf;
using contracts::orNull;
using contracts::textOf;
using contracts::timeOf;

QJsonObject Address::toJson() const
{
    return {{u"address_id"_s, orNull(addressId)},
            {u"address_type"_s, orNull(type)},
            {u"street_address"_s, orNull(street)},
            {u"city"_s, orNull(city)},
            {u"state"_s, orNull(state)},
            {u"postal_code"_s, orNull(postalCode)},
            {u"country"_s, orNull(country)},
            {u"is_default"_s, isDefault},
            {u"created_at"_s, createdAt.toString()},
            {u"updated_at"_s, updatedAt.toString()}};
}

Address Address::fromJson(const QJsonObject& json)
{
    return {idOf(json.value("address_id"_L1)),  textOf(json.value("address_type"_L1)), textOf(json.value("street_address"_L1)),
            textOf(json.value("city"_L1)),      textOf(json.value("state"_L1)),        textOf(json.value("postal_code"_L1)),
            textOf(json.value("country"_L1)),   json.value("is_default"_L1).toBool(),  timeOf(json.value("created_at"_L1)),
            timeOf(json.value("updated_at"_L1))};
}

void User::start(const QJsonObject& data, ModelTime at)
{
    exists = true;
    active = true;
    userId = idOf(data.value("user_id"_L1));
    identify(data);
    locked = data.value("locked"_L1).toBool();
    createdAt = at;
}

void User::identify(const QJsonObject& data)
{
    email = textOf(data.value("email"_L1));
    firstName = textOf(data.value("first_name"_L1));
    lastName = textOf(data.value("last_name"_L1));
    phone = textOf(data.value("phone"_L1));
    dateOfBirth = textOf(data.value("date_of_birth"_L1));
    country = textOf(data.value("country"_L1));
}

/// Whatever was known, the same is left as of events whose key is gone: live state, fold and rebuild agree.
void User::erase()
{
    erased = true;
    active = false;
    locked = true;
    identify(contracts::erasedForm(u"UserRegistered"_s, userId));
    if (profile) {
        const QJsonObject form = contracts::erasedForm(u"ProfileUpdated"_s, userId);
        profile->bio = textOf(form.value("bio"_L1));
        profile->avatarUrl = textOf(form.value("avatar_url"_L1));
        profile->preferences = form.value("preferences"_L1).toObject();
    }
    const QJsonObject form = contracts::erasedForm(u"AddressAdded"_s, userId);
    for (Address& address : addresses) {
        address.street = textOf(form.value("street_address"_L1));
        address.city = textOf(form.value("city"_L1));
        address.state = textOf(form.value("state"_L1));
        address.postalCode = textOf(form.value("postal_code"_L1));
        address.country = textOf(form.value("country"_L1));
    }
}

void User::changeProfile(const QJsonObject& data, ModelTime at)
{
    if (!profile) {
        profile = Profile{};
        profile->profileId = idOf(data.value("profile_id"_L1));
        profile->createdAt = at;
    }
    profile->updatedAt = at;
    if (data.contains("bio"_L1))
        profile->bio = textOf(data.value("bio"_L1));
    if (data.contains("avatar_url"_L1))
        profile->avatarUrl = textOf(data.value("avatar_url"_L1));
    if (data.contains("preferences"_L1))
        profile->preferences = data.value("preferences"_L1).toObject();
}

void User::addAddress(const QJsonObject& data, ModelTime at)
{
    Address address = Address::fromJson(data);
    address.createdAt = at;
    address.updatedAt = at;
    for (Address& other : addresses) {
        if (address.isDefault && other.isDefault && other.type == address.type) {
            other.isDefault = false;
            other.updatedAt = at;
        }
    }
    addresses.push_back(std::move(address));
}

void User::evolve(const events::Event& event)
{
    const QString& type = event.eventType;
    const ModelTime at = event.occurredAt;
    updatedAt = at;
    if (type == "UserRegistered"_L1)
        start(event.data(), at);
    else if (type == "EmailVerified"_L1)
        emailVerified = true;
    else if (type == "UserDeactivated"_L1)
        active = false;
    else if (type == "UserErased"_L1)
        erase();
    else if (type == "PasswordChanged"_L1)
        locked = false;
    else if (type == "ProfileUpdated"_L1)
        changeProfile(event.data(), at);
    else if (type == "AddressAdded"_L1)
        addAddress(event.data(), at);
}

QJsonObject User::toJson() const
{
    QJsonArray places;
    for (const Address& address : addresses)
        places.append(address.toJson());
    QJsonValue about(QJsonValue::Null);
    if (profile)
        about = QJsonObject{{u"profile_id"_s, orNull(profile->profileId)},    {u"bio"_s, orNull(profile->bio)},
                            {u"avatar_url"_s, orNull(profile->avatarUrl)},    {u"preferences"_s, profile->preferences},
                            {u"created_at"_s, profile->createdAt.toString()}, {u"updated_at"_s, profile->updatedAt.toString()}};
    return {{u"exists"_s, exists},
            {u"user_id"_s, orNull(userId)},
            {u"email"_s, orNull(email)},
            {u"first_name"_s, orNull(firstName)},
            {u"last_name"_s, orNull(lastName)},
            {u"phone"_s, orNull(phone)},
            {u"date_of_birth"_s, orNull(dateOfBirth)},
            {u"country"_s, orNull(country)},
            {u"is_active"_s, active},
            {u"is_erased"_s, erased},
            {u"email_verified"_s, emailVerified},
            {u"locked"_s, locked},
            {u"profile"_s, about},
            {u"addresses"_s, places},
            {u"created_at"_s, createdAt.toString()},
            {u"updated_at"_s, updatedAt.toString()}};
}

User User::fromJson(const QJsonObject& json)
{
    User user;
    user.start(json, timeOf(json.value("created_at"_L1)));
    user.exists = json.value("exists"_L1).toBool();
    user.active = json.value("is_active"_L1).toBool();
    user.erased = json.value("is_erased"_L1).toBool();
    user.emailVerified = json.value("email_verified"_L1).toBool();
    if (const QJsonObject about = json.value("profile"_L1).toObject(); !about.isEmpty()) {
        user.changeProfile(about, timeOf(about.value("created_at"_L1)));
        user.profile->updatedAt = timeOf(about.value("updated_at"_L1));
    }
    for (const QJsonValue& address : json.value("addresses"_L1).toArray())
        user.addresses.push_back(Address::fromJson(address.toObject()));
    user.updatedAt = timeOf(json.value("updated_at"_L1));
    return user;
}

}  // namespace replay::users
