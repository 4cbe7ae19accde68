// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/contracts/upcasters.h"

#include <QHash>
#include <QList>

namespace replay::contracts {
namespace {

using Step = QJsonObject (*)(QJsonObject);

struct Upcaster {
    QString eventType;
    int from;  ///< brings version `from` to `from + 1`
    Step step;
};

/// Version 1 of OrderCreated named no currency: the shop's was meant.
QJsonObject orderCreatedCurrency(QJsonObject data)
{
    data.insert(QStringLiteral("currency"), QStringLiteral("USD"));
    return data;
}

const QList<Upcaster>& upcasters()
{
    static const QList<Upcaster> all{{QStringLiteral("OrderCreated"), 1, orderCreatedCurrency}};
    return all;
}

}  // namespace

QJsonObject upcast(const QString& eventType, int schemaVersion, QJsonObject data)
{
    for (const Upcaster& upcaster : upcasters()) {
        if (upcaster.from == schemaVersion && upcaster.eventType == eventType) {
            data = upcaster.step(std::move(data));
            ++schemaVersion;
        }
    }
    return data;
}

int newestSchema(const QString& eventType)
{
    int newest = 1;
    for (const Upcaster& upcaster : upcasters()) {
        if (upcaster.eventType == eventType)
            newest = std::max(newest, upcaster.from + 1);
    }
    return newest;
}

QString checkUpcasters()
{
    QHash<QString, int> reached;
    for (const Upcaster& upcaster : upcasters()) {
        const int expected = reached.value(upcaster.eventType, 1);
        if (upcaster.from != expected)
            return QStringLiteral("the upcasters of %1 leave a gap or repeat a version: expected one from %2, found one from %3")
                .arg(upcaster.eventType)
                .arg(expected)
                .arg(upcaster.from);
        reached.insert(upcaster.eventType, upcaster.from + 1);
    }
    return {};
}

}  // namespace replay::contracts
