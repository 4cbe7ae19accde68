// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/users/users_service.h"

#include "core/contracts/request_schema.h"
#include "core/domain/handling.h"
#include "core/domain/table_check.h"
#include "core/domain/users/password_hash.h"
#include "core/domain/users/user_rules.h"
#include "core/domain/users/users_tables.h"

#include <QDate>

namespace replay::users {

using namespace Qt::StringLiterals;
using base::Fields;
using base::idText;
using commands::Message;
using commands::Receipt;
using domain::settle;
using events::UnitOfWork;

namespace {

class UsersService final : public commands::Service {
public:
    QString name() const override { return u"user"_s; }
    QList<api::RequestSchema> commands() const override;
    bool accepts(const QString& command) const override { return handlers().contains(command); }
    Result<Receipt> handle(const Message& message, UnitOfWork& work) override;
    Status restore(const events::Event& event, UnitOfWork& work) override;
    events::Folds folds() const override { return {events::foldOf<User>(userType, u"user"_s)}; }
    Result<QStringList> checkTables(storage::Database& database, qint64& checked) const override;
    Status tellTables(storage::Database& database, const QUuid& aggregateId, const commands::TellTables& tell) const override
    {
        domain::TableCheck check(database, aggregateId, tell);
        return UsersTables(database).check(check);
    }

private:
    using Handler = Result<Receipt> (*)(const Message&, UnitOfWork&);
    static const QHash<QString, Handler>& handlers();

    static Result<Receipt> registerOne(const Message& message, UnitOfWork& work);
    static Result<Receipt> verify(const Message& message, UnitOfWork& work);
    static Result<Receipt> deactivate(const Message& message, UnitOfWork& work);
    static Result<Receipt> erase(const Message& message, UnitOfWork& work);
    static Result<Receipt> address(const Message& message, UnitOfWork& work);
    static Result<Receipt> profile(const Message& message, UnitOfWork& work);
    static Result<Receipt> password(const Message& message, UnitOfWork& work);
};

/// A handler of a user who exists: decides, appends, keeps the tables, answers the user's id and more.
template <typename Decide, typename Keep>
Result<Receipt> change(const Message& message, UnitOfWork& work, const QUuid& userId, const QJsonObject& more, Decide&& decide, Keep&& keep)
{
    return settle<User>(message, work, {userId, userType}, std::forward<Decide>(decide), [&](const User& user) -> Result<QJsonObject> {
        UsersTables tables(work.database());
        REPLAY_TRY(keep(tables, user));
        QJsonObject result = more;
        result.insert(u"user_id"_s, idText(userId));
        return result;
    });
}

/// A day such as "1815-12-10", or null where none is given.
QString readDay(Fields& fields, const char* key)
{
    const std::optional<QString> text = fields.maybeText(key);
    if (!text)
        return {};
    if (text->size() != 10 || !QDate::fromString(*text, u"yyyy-MM-dd"_s).isValid())
        fields.fail(key, u"\"%1\" is not a day: expected one such as 1990-12-31"_s.arg(text->left(40)));
    return *text;
}

}  // namespace

const QHash<QString, UsersService::Handler>& UsersService::handlers()
{
    static const QHash<QString, Handler> all{
        {u"RegisterUser"_s, registerOne}, {u"VerifyEmail"_s, verify},    {u"DeactivateUser"_s, deactivate},
        {u"AddAddress"_s, address},       {u"UpdateProfile"_s, profile}, {u"ChangePassword"_s, password},
        {u"EraseUser"_s, erase}};
    return all;
}

QList<api::RequestSchema> UsersService::commands() const
{
    using namespace contracts;
    const api::FieldSchema user = needed("user_id", "id:User", exampleId);
    return {request("RegisterUser", "user", "Registers a person; without a password nobody can sign in as them",
                    {needed("email", "text", "\"ada@example.org\""), maybe("password", "text"), needed("first_name", "text", "\"Ada\""),
                     needed("last_name", "text", "\"Lovelace\""), maybe("phone", "text"), maybe("date_of_birth", "text", "\"1990-12-31\""),
                     maybe("country", "text", "\"United Kingdom\""), maybe("user_id", "id:User", exampleId)}),
            request("VerifyEmail", "user", "Marks the e-mail address as verified", {user}),
            request("DeactivateUser", "user", "Closes an account: its user orders no more", {user}),
            request("EraseUser", "user", "Deletes the key of a user's personal data: nobody can read it any more, and there is no way back",
                    {user, needed("reason", "text", "\"the customer asked for it\"")}),
            request("AddAddress", "user", "Adds an address",
                    {user, maybe("address_type", "text", "\"home\""), needed("street_address", "text", "\"1 Mill Lane\""),
                     needed("city", "text", "\"Delft\""), needed("state", "text", "\"Zuid-Holland\""),
                     needed("postal_code", "text", "\"2611\""), needed("country", "text", "\"NL\""), maybe("is_default", "flag", "true")}),
            request("UpdateProfile", "user", "Changes what is given of a user's profile",
                    {user, maybe("bio", "text"), maybe("avatar_url", "text"), maybe("preferences", "object", R"({"newsletter": false})")}),
            request("ChangePassword", "user", "Sets a new password; only its hash is kept",
                    {user, needed("password", "text", "\"correct horse battery\"")})};
}

Result<Receipt> UsersService::handle(const Message& message, UnitOfWork& work)
{
    const Handler handler = handlers().value(message.name);
    return handler ? handler(message, work) : domain::unknownCommand(message, name());
}

Result<Receipt> UsersService::registerOne(const Message& message, UnitOfWork& work)
{
    Fields fields(message.data, message.name);
    RegisterUser command;
    command.email = fields.text("email");
    command.password = fields.maybeText("password");
    command.firstName = fields.text("first_name");
    command.lastName = fields.text("last_name");
    command.phone = fields.maybeText("phone").value_or(QString());
    command.dateOfBirth = readDay(fields, "date_of_birth");
    command.today = work.now().day();
    command.country = fields.maybeText("country").value_or(QString());
    const std::optional<QUuid> chosen = fields.maybeId("user_id");
    REPLAY_TRY(fields.finish());
    command.userId = chosen ? *chosen : work.newId();
    UsersTables tables(work.database());
    REPLAY_ASSIGN(command.emailTaken, tables.isEmailTaken(command.email));
    return settle<User>(
        message, work, {command.userId, userType}, [&](const User& user) { return registerUser(user, command); },
        [&](const User& user) -> Result<QJsonObject> {
            QString hash = lockedHash;
            if (command.password) {
                REPLAY_ASSIGN(hash, hashPassword(*command.password));
            }
            REPLAY_TRY(tables.insertUser(user, hash));
            return QJsonObject{{u"user_id"_s, idText(user.userId)}, {u"email"_s, user.email}};
        });
}

Result<Receipt> UsersService::verify(const Message& message, UnitOfWork& work)
{
    Fields fields(message.data, message.name);
    const QUuid userId = fields.id("user_id");
    REPLAY_TRY(fields.finish());
    return change(
        message, work, userId, {}, [&](const User& user) { return verifyEmail(user, userId); },
        [](UsersTables& tables, const User& user) { return tables.updateUser(user); });
}

Result<Receipt> UsersService::deactivate(const Message& message, UnitOfWork& work)
{
    Fields fields(message.data, message.name);
    const QUuid userId = fields.id("user_id");
    REPLAY_TRY(fields.finish());
    return change(
        message, work, userId, {}, [&](const User& user) { return deactivateUser(user, userId); },
        [](UsersTables& tables, const User& user) { return tables.updateUser(user); });
}

Result<Receipt> UsersService::erase(const Message& message, UnitOfWork& work)
{
    Fields fields(message.data, message.name);
    const QUuid userId = fields.id("user_id");
    const QString reason = fields.text("reason");
    REPLAY_TRY(fields.finish());
    return change(
        message, work, userId, {}, [&](const User& user) { return eraseUser(user, userId, reason); },
        [&](UsersTables& tables, const User& user) -> Status {
            REPLAY_TRY(work.store().keys().erase(userId, work.now()));
            REPLAY_TRY(work.store().dropSnapshots(userId));
            return tables.erase(user);
        });
}

Result<Receipt> UsersService::address(const Message& message, UnitOfWork& work)
{
    Fields fields(message.data, message.name);
    AddAddress command;
    command.userId = fields.id("user_id");
    command.address.type = fields.textOr("address_type", u"home"_s);
    command.address.street = fields.text("street_address");
    command.address.city = fields.text("city");
    command.address.state = fields.text("state");
    command.address.postalCode = fields.text("postal_code");
    command.address.country = fields.text("country");
    command.address.isDefault = fields.flagOr("is_default", false);
    REPLAY_TRY(fields.finish());
    command.address.addressId = work.newId();
    return change(
        message, work, command.userId, {{u"address_id"_s, idText(command.address.addressId)}},
        [&](const User& user) { return addAddress(user, command); },
        [](UsersTables& tables, const User& user) { return tables.insertAddress(user); });
}

Result<Receipt> UsersService::profile(const Message& message, UnitOfWork& work)
{
    Fields fields(message.data, message.name);
    UpdateProfile command;
    command.userId = fields.id("user_id");
    command.bio = fields.maybeText("bio");
    command.avatarUrl = fields.maybeText("avatar_url");
    command.preferences = fields.maybeObject("preferences");
    REPLAY_TRY(fields.finish());
    command.profileId = work.newId();
    return change(
        message, work, command.userId, {}, [&](const User& user) { return updateProfile(user, command); },
        [](UsersTables& tables, const User& user) { return tables.saveProfile(user); });
}

Result<Receipt> UsersService::password(const Message& message, UnitOfWork& work)
{
    Fields fields(message.data, message.name);
    const QUuid userId = fields.id("user_id");
    const QString secret = fields.text("password");
    REPLAY_TRY(fields.finish());
    return change(
        message, work, userId, {}, [&](const User& user) { return changePassword(user, userId, secret); },
        [&](UsersTables& tables, const User& user) -> Status {
            REPLAY_ASSIGN(const QString hash, hashPassword(secret));
            return tables.setPasswordHash(user, hash);
        });
}

Status UsersService::restore(const events::Event& event, UnitOfWork& work)
{
    const QString& type = event.eventType;
    if (type == "UserErased"_L1) {
        REPLAY_TRY(work.store().keys().erase(event.aggregateId, event.occurredAt));
        REPLAY_TRY(work.store().dropSnapshots(event.aggregateId));
    }
    REPLAY_ASSIGN(const auto restored, work.restore<User>(event));
    const User& user = restored.after->state;
    UsersTables tables(work.database());
    if (type == "UserRegistered"_L1)
        return tables.insertUser(user, user.locked ? lockedHash : lostHash);
    if (type == "UserErased"_L1)
        return tables.erase(user);
    if (type == "PasswordChanged"_L1)
        return tables.setPasswordHash(user, lostHash);
    if (type == "ProfileUpdated"_L1)
        return tables.saveProfile(user);
    return type == "AddressAdded"_L1 ? tables.insertAddress(user) : tables.updateUser(user);
}

Result<QStringList> UsersService::checkTables(storage::Database& database, qint64& checked) const
{
    domain::TableCheck check(database, checked);
    REPLAY_TRY(UsersTables(database).check(check));
    return check.differences();
}

std::unique_ptr<commands::Service> makeUsersService() { return std::make_unique<UsersService>(); }

}  // namespace replay::users
