// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/users/user_rules.h"

#include "core/contracts/json_text.h"
#include "core/contracts/text_checks.h"

namespace replay::users {

using namespace Qt::StringLiterals;
using base::idText;
using contracts::orNull;
using contracts::tooLong;
using domain::happened;
using domain::refuse;

namespace {

QString missing(const User& user, const QUuid& userId)
{
    if (!user.exists)
        return u"User %1 not found"_s.arg(idText(userId));
    if (user.erased)
        return u"User %1 was erased"_s.arg(idText(userId));
    return user.active ? QString() : u"Cannot update inactive user"_s;
}

QString emptyFault(const char* what, const QString& text)
{
    return text.trimmed().isEmpty() ? u"%1 must not be empty"_s.arg(QLatin1StringView(what)) : QString();
}

QString passwordFault(const QString& password)
{
    if (password.size() < passwordMin)
        return u"Password must be at least %1 characters"_s.arg(passwordMin);
    if (password.size() > passwordMax)
        return u"Password must be at most %1 characters"_s.arg(passwordMax);
    return {};
}

/// The first fault that is one.
QString firstOf(std::initializer_list<QString> faults)
{
    for (const QString& fault : faults) {
        if (!fault.isEmpty())
            return fault;
    }
    return {};
}

QString registerFault(const User& user, const RegisterUser& command)
{
    if (user.exists)
        return u"User %1 already exists"_s.arg(idText(command.userId));
    if (!contracts::plausibleEmail(command.email))
        return u"\"%1\" is not an e-mail address"_s.arg(command.email.left(100));
    const QString fault = firstOf({emptyFault("First name", command.firstName), emptyFault("Last name", command.lastName),
                                   tooLong({{"E-mail", command.email, 255},
                                            {"First name", command.firstName, 100},
                                            {"Last name", command.lastName, 100},
                                            {"Phone", command.phone, 20},
                                            {"Country", command.country, 100}}),
                                   command.password ? passwordFault(*command.password) : QString()});
    if (!fault.isEmpty())
        return fault;
    // ISO days compare as texts.
    if (!command.dateOfBirth.isNull() && command.dateOfBirth > command.today)
        return u"Date of birth must not be in the future, got %1"_s.arg(command.dateOfBirth);
    if (command.emailTaken)
        return u"E-mail %1 is already registered"_s.arg(command.email);
    return {};
}

QString addressFault(const Address& address)
{
    if (address.type != "home"_L1 && address.type != "work"_L1 && address.type != "billing"_L1)
        return u"Address type must be home, work or billing, got \"%1\""_s.arg(address.type.left(40));
    return firstOf({emptyFault("Street address", address.street), emptyFault("City", address.city), emptyFault("Country", address.country),
                    tooLong({{"Street address", address.street, 255},
                             {"City", address.city, 100},
                             {"State", address.state, 100},
                             {"Postal code", address.postalCode, 20},
                             {"Country", address.country, 100}})});
}

}  // namespace

Decision registerUser(const User& user, const RegisterUser& command)
{
    if (const QString fault = registerFault(user, command); !fault.isEmpty())
        return refuse(fault);
    return happened(u"UserRegistered"_s, {{u"user_id"_s, idText(command.userId)},
                                          {u"email"_s, command.email},
                                          {u"first_name"_s, command.firstName},
                                          {u"last_name"_s, command.lastName},
                                          {u"phone"_s, orNull(command.phone)},
                                          {u"date_of_birth"_s, orNull(command.dateOfBirth)},
                                          {u"country"_s, orNull(command.country)},
                                          {u"locked"_s, !command.password.has_value()}});
}

Decision verifyEmail(const User& user, const QUuid& userId)
{
    if (const QString fault = missing(user, userId); !fault.isEmpty())
        return refuse(fault);
    if (user.emailVerified)
        return refuse(u"E-mail %1 is already verified"_s.arg(user.email));
    return happened(u"EmailVerified"_s, {{u"user_id"_s, idText(userId)}});
}

Decision deactivateUser(const User& user, const QUuid& userId)
{
    if (!user.exists)
        return refuse(u"User %1 not found"_s.arg(idText(userId)));
    if (user.erased)
        return refuse(u"User %1 was erased"_s.arg(idText(userId)));
    if (!user.active)
        return refuse(u"User %1 is already inactive"_s.arg(user.email));
    return happened(u"UserDeactivated"_s, {{u"user_id"_s, idText(userId)}});
}

Decision eraseUser(const User& user, const QUuid& userId, const QString& reason)
{
    if (!user.exists)
        return refuse(u"User %1 not found"_s.arg(idText(userId)));
    if (user.erased)
        return refuse(u"User %1 was erased"_s.arg(idText(userId)));
    if (const QString fault = firstOf({emptyFault("Reason", reason), tooLong({{"Reason", reason, 500}})}); !fault.isEmpty())
        return refuse(fault);
    return happened(u"UserErased"_s, {{u"user_id"_s, idText(userId)}, {u"reason"_s, reason}});
}

Decision changePassword(const User& user, const QUuid& userId, const QString& password)
{
    if (const QString fault = firstOf({missing(user, userId), passwordFault(password)}); !fault.isEmpty())
        return refuse(fault);
    return happened(u"PasswordChanged"_s, {{u"user_id"_s, idText(userId)}});
}

Decision addAddress(const User& user, const AddAddress& command)
{
    if (const QString fault = firstOf({missing(user, command.userId), addressFault(command.address)}); !fault.isEmpty())
        return refuse(fault);
    QJsonObject data = command.address.toJson();
    data.remove(u"created_at"_s);
    data.remove(u"updated_at"_s);
    data.insert(u"user_id"_s, idText(command.userId));
    return happened(u"AddressAdded"_s, std::move(data));
}

Decision updateProfile(const User& user, const UpdateProfile& command)
{
    const QString fault =
        firstOf({missing(user, command.userId), command.avatarUrl ? tooLong({{"Avatar URL", *command.avatarUrl, 500}}) : QString()});
    if (!fault.isEmpty())
        return refuse(fault);
    if (!command.bio && !command.avatarUrl && !command.preferences)
        return refuse(u"Profile update must change something"_s);
    QJsonObject data{{u"user_id"_s, idText(command.userId)},
                     {u"profile_id"_s, idText(user.profile ? user.profile->profileId : command.profileId)}};
    if (command.bio)
        data.insert(u"bio"_s, *command.bio);
    if (command.avatarUrl)
        data.insert(u"avatar_url"_s, *command.avatarUrl);
    if (command.preferences)
        data.insert(u"preferences"_s, *command.preferences);
    return happened(u"ProfileUpdated"_s, std::move(data));
}

}  // namespace replay::users
