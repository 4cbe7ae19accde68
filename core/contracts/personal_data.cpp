// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/contracts/personal_data.h"

#include "core/base/json.h"
#include "core/base/random.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <algorithm>

namespace replay::contracts {
namespace {

constexpr PersonalField fields[] = {
    {"UserRegistered", "email", R"("erased-%1@erased.invalid")"},
    {"UserRegistered", "first_name", R"("erased")"},
    {"UserRegistered", "last_name", R"("")"},
    {"UserRegistered", "phone", "null"},
    {"UserRegistered", "date_of_birth", "null"},
    {"UserRegistered", "country", "null"},
    {"ProfileUpdated", "bio", R"("erased")"},
    {"ProfileUpdated", "avatar_url", "null"},
    {"ProfileUpdated", "preferences", "{}"},
    {"AddressAdded", "street_address", R"("erased")"},
    {"AddressAdded", "city", R"("erased")"},
    {"AddressAdded", "state", R"("erased")"},
    {"AddressAdded", "postal_code", R"("erased")"},
    {"AddressAdded", "country", R"("erased")"},
};

/// The commands that tell something personal, and the events with the same fields.
struct Telling {
    const char* command;
    const char* eventType;
};
constexpr Telling telling[] = {{"RegisterUser", "UserRegistered"}, {"UpdateProfile", "ProfileUpdated"}, {"AddAddress", "AddressAdded"}};

QJsonValue erasedValue(const PersonalField& field, const QUuid& person)
{
    QByteArray json(field.erased);
    json.replace("%1", base::idText(person).toLatin1());
    return QJsonDocument::fromJson('[' + json + ']').array().first();
}

}  // namespace

std::span<const PersonalField> personalFields() { return fields; }

bool isPersonal(const QString& eventType)
{
    return std::any_of(std::begin(fields), std::end(fields),
                       [&](const PersonalField& field) { return eventType == QLatin1StringView(field.eventType); });
}

QJsonObject takePersonal(const QString& eventType, QJsonObject& data)
{
    QJsonObject personal;
    for (const PersonalField& field : fields) {
        if (eventType == QLatin1StringView(field.eventType) && data.contains(QLatin1StringView(field.field)))
            personal.insert(QLatin1StringView(field.field), data.take(QLatin1StringView(field.field)));
    }
    return personal;
}

QJsonObject erasedForm(const QString& eventType, const QUuid& person)
{
    QJsonObject form;
    for (const PersonalField& field : fields) {
        if (eventType == QLatin1StringView(field.eventType))
            form.insert(QLatin1StringView(field.field), erasedValue(field, person));
    }
    return form;
}

QJsonObject redacted(const QString& command, QJsonObject data, const QUuid& person)
{
    const auto told = std::find_if(std::begin(telling), std::end(telling),
                                   [&](const Telling& each) { return command == QLatin1StringView(each.command); });
    if (told == std::end(telling))
        return data;
    for (const PersonalField& field : fields) {
        const QLatin1StringView name(field.field);
        if (QLatin1StringView(field.eventType) != QLatin1StringView(told->eventType) || !data.contains(name))
            continue;
        const QJsonValue left = erasedValue(field, person);
        data.insert(name, left.isString() && left.toString().isEmpty() ? QJsonValue(QStringLiteral("erased")) : left);
    }
    return data;
}

}  // namespace replay::contracts
