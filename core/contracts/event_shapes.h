// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QJsonObject>
#include <QString>
#include <QStringList>

namespace replay::contracts {

/// The aggregate whose stream holds events of this type ("Order"); empty: there is no such type.
QString aggregateOf(const QString& eventType);

/// The service that owns aggregates of this type ("order"); empty: there is none, or several have some.
QString serviceOf(const QString& aggregateType);
/// The services that have aggregates of this type; none: there is no such aggregate.
QStringList servicesOf(const QString& aggregateType);

/// What is wrong with the data of an event that came from outside, in its newest form: "total_amount: expected an amount such as
/// \"12.50\", got \"many\"". Empty: it has what its readers need. Keys that nobody knows are no fault: they are kept.
QString shapeFault(const QString& eventType, const QJsonObject& data);

}  // namespace replay::contracts
