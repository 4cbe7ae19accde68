// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/contracts/personal_data.h"

#include "core/base/json.h"
#include "core/base/random.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <algorithm>

namespace replay::contracts {
namespace {

constexpr const char* erasedAddress = R"({"street_address":"erased"})";

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
    {"OrderPlaced", "shipping_address", erasedAddress},
    {"OrderPlaced", "billing_address", ""},
    {"OrderPlaced", "notes", ""},
    {"OrderCreated", "shipping_address", erasedAddress},
    {"OrderCreated", "billing_address", ""},
    {"OrderCreated", "notes", ""},
    {"SagaStarted", "data.shipping_address", erasedAddress},
    {"SagaStarted", "data.billing_address", ""},
    {"SagaStarted", "data.notes", ""},
};

/// Who keeps the key, and where the event says whose data they are.
struct PersonalEvent {
    const char* eventType;
    const char* keeper;
    const char* person;  ///< a field; empty: the aggregate
    int firstSealed;
};
constexpr PersonalEvent personalEvents[] = {
    {"UserRegistered", "user", "", 2},          {"ProfileUpdated", "user", "", 2},           {"AddressAdded", "user", "", 2},
    {"OrderPlaced", "order", "customer_id", 2}, {"OrderCreated", "order", "customer_id", 3}, {"SagaStarted", "saga", "customer_id", 2},
};

const PersonalEvent* find(const QString& eventType)
{
    const auto found = std::find_if(std::begin(personalEvents), std::end(personalEvents),
                                    [&](const PersonalEvent& each) { return eventType == QLatin1StringView(each.eventType); });
    return found == std::end(personalEvents) ? nullptr : found;
}

/// The commands that tell something personal, and the events with the same fields.
struct Telling {
    const char* command;
    const char* eventType;
};
constexpr Telling telling[] = {{"RegisterUser", "UserRegistered"},
                               {"UpdateProfile", "ProfileUpdated"},
                               {"AddAddress", "AddressAdded"},
                               {"PlaceOrder", "OrderPlaced"},
                               {"CreateOrder", "OrderCreated"}};

/// "data.notes": the object it lies in, and its name there.
std::pair<QLatin1StringView, QLatin1StringView> placeOf(QLatin1StringView field)
{
    const qsizetype dot = field.indexOf(QLatin1Char('.'));
    return dot < 0 ? std::pair(QLatin1StringView(), field) : std::pair(field.first(dot), field.sliced(dot + 1));
}

QJsonValue erasedValue(const PersonalField& field, const QUuid& person)
{
    QByteArray json(field.erased);
    json.replace("%1", base::idText(person).toLatin1());
    return QJsonDocument::fromJson('[' + json + ']').array().first();
}

}  // namespace

std::span<const PersonalField> personalFields() { return fields; }

bool isPersonal(const QString& eventType) { return find(eventType) != nullptr; }

QString keeperOf(const QString& eventType)
{
    const PersonalEvent* event = find(eventType);
    return event ? QString::fromLatin1(event->keeper) : QString();
}

int firstSealedSchema(const QString& eventType)
{
    const PersonalEvent* event = find(eventType);
    return event ? event->firstSealed : 1;
}

QUuid personOf(const QString& eventType, const QUuid& aggregateId, const QJsonObject& data)
{
    const PersonalEvent* event = find(eventType);
    if (!event)
        return {};
    const QLatin1StringView field(event->person);
    return field.isEmpty() ? aggregateId : base::idOf(data.value(field));
}

QJsonObject takePersonal(const QString& eventType, QJsonObject& data)
{
    QJsonObject personal;
    for (const PersonalField& field : fields) {
        if (eventType != QLatin1StringView(field.eventType))
            continue;
        const QLatin1StringView name(field.field);
        const auto [inner, last] = placeOf(name);
        QJsonObject object = inner.isEmpty() ? data : data.value(inner).toObject();
        if (!object.contains(last))
            continue;
        personal.insert(name, object.take(last));
        if (inner.isEmpty())
            data = object;
        else
            data.insert(inner, object);
    }
    return personal;
}

void putPersonal(const QJsonObject& personal, QJsonObject& data)
{
    for (auto field = personal.constBegin(); field != personal.constEnd(); ++field) {
        const QByteArray name = field.key().toLatin1();
        const auto [inner, last] = placeOf(QLatin1StringView(name));
        if (inner.isEmpty()) {
            data.insert(last, field.value());
            continue;
        }
        QJsonObject object = data.value(inner).toObject();
        object.insert(last, field.value());
        data.insert(inner, object);
    }
}

QJsonObject erasedForm(const QString& eventType, const QUuid& person)
{
    QJsonObject form;
    for (const PersonalField& field : fields) {
        if (eventType == QLatin1StringView(field.eventType) && *field.erased)
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
        if (!*field.erased) {
            data.remove(name);
            continue;
        }
        const QJsonValue left = erasedValue(field, person);
        data.insert(name, left.isString() && left.toString().isEmpty() ? QJsonValue(QStringLiteral("erased")) : left);
    }
    return data;
}

}  // namespace replay::contracts
