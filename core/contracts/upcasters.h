// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QJsonObject>
#include <QList>
#include <QString>
#include <QStringList>

namespace replay::contracts {

/// One step of an event type from one schema version to the next.
struct Upcaster {
    QString eventType;
    int from;
    int to;
    QJsonObject (*step)(QJsonObject);
};

/// All steps, each type's in rising order.
const QList<Upcaster>& upcasters();

/// Brings event data of an old schema version to the newest one, step by step. What is stored is never rewritten.
QJsonObject upcast(const QString& eventType, int schemaVersion, QJsonObject data);

/// The newest schema version of an event type; 1 where it never changed.
int newestSchema(const QString& eventType);

/// Every type of event that a service has ever published, sorted. There is a golden file of each and of each of its versions.
const QStringList& eventTypes();

/// Checks that every chain is whole: each step goes on where the one before ended, one version further, from 1 to the newest;
/// of a type that exists. Empty: all is well; else what is wrong. Asked when a platform opens.
QString checkUpcasters(const QList<Upcaster>& steps = upcasters());

}  // namespace replay::contracts
