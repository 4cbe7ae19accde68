// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/contracts/upcasters.h"

#include <QHash>
#include <algorithm>

namespace replay::contracts {
namespace {

/// Version 1 of OrderCreated named no currency: the shop's was meant.
QJsonObject orderCreatedCurrency(QJsonObject data)
{
    data.insert(QStringLiteral("currency"), QStringLiteral("USD"));
    return data;
}

/// Version 1 stood in the clear; version 2 is sealed (see personal_data.h), and has all fields, also those that nobody filled in.
QJsonObject userRegisteredSealed(QJsonObject data)
{
    for (const char* field : {"phone", "date_of_birth", "country"}) {
        if (!data.contains(QLatin1StringView(field)))
            data.insert(QLatin1StringView(field), QJsonValue::Null);
    }
    return data;
}

/// Since then sealed: whoever reads it opened finds the same fields.
QJsonObject unchanged(QJsonObject data) { return data; }

}  // namespace

const QList<Upcaster>& upcasters()
{
    static const QList<Upcaster> all{{QStringLiteral("OrderCreated"), 1, 2, orderCreatedCurrency},
                                     {QStringLiteral("OrderCreated"), 2, 3, unchanged},
                                     {QStringLiteral("OrderPlaced"), 1, 2, unchanged},
                                     {QStringLiteral("SagaStarted"), 1, 2, unchanged},
                                     {QStringLiteral("UserRegistered"), 1, 2, userRegisteredSealed},
                                     {QStringLiteral("ProfileUpdated"), 1, 2, unchanged},
                                     {QStringLiteral("AddressAdded"), 1, 2, unchanged}};
    return all;
}

QJsonObject upcast(const QString& eventType, int schemaVersion, QJsonObject data)
{
    for (const Upcaster& upcaster : upcasters()) {
        if (upcaster.from == schemaVersion && upcaster.eventType == eventType) {
            data = upcaster.step(std::move(data));
            schemaVersion = upcaster.to;
        }
    }
    return data;
}

int newestSchema(const QString& eventType)
{
    int newest = 1;
    for (const Upcaster& upcaster : upcasters()) {
        if (upcaster.eventType == eventType)
            newest = std::max(newest, upcaster.to);
    }
    return newest;
}

QString checkUpcasters(const QList<Upcaster>& steps)
{
    QHash<QString, int> reached;
    for (const Upcaster& step : steps) {
        const QString what = QStringLiteral("the upcaster of %1 from version %2 to %3").arg(step.eventType).arg(step.from).arg(step.to);
        if (!eventTypes().contains(step.eventType))
            return QStringLiteral("%1: there is no such type of event").arg(what);
        if (!step.step)
            return QStringLiteral("%1 has no function").arg(what);
        if (step.to <= step.from)
            return QStringLiteral("%1 goes in a circle").arg(what);
        const int expected = reached.value(step.eventType, 1);
        if (step.from != expected || step.to != expected + 1)
            return QStringLiteral("%1 leaves a gap or repeats a version: expected one from %2 to %3")
                .arg(what)
                .arg(expected)
                .arg(expected + 1);
        reached.insert(step.eventType, step.to);
    }
    return {};
}

}  // namespace replay::contracts
