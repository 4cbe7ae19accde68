// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QString>
#include <QStringList>

namespace replay::scenarios {

/// The names that scenario files and `--fault` may use.
const QStringList& serviceNames();
const QStringList& projectionNames();
/// The event types that read models take: what poison can be aimed at.
const QStringList& projectedEventNames();
const QStringList& sagaStepNames();
const QStringList& pitfallNames();
const QStringList& invariantNames();
/// Every fault kind of the vocabulary, and those that this version can inject.
const QStringList& faultKindNames();
const QStringList& faultKindsHere();
/// Commands of clients and of sagas: what a fault can be aimed at.
const QStringList& messageNames();

/// The service that a client's command goes to ("saga" for PlaceOrder); empty for a name that clients cannot send.
QString commandTarget(const QString& command);
QStringList clientCommands();

/// "\"paymant\" is no service: expected one of user, product, …"
QString notOneOf(const QString& given, const char* what, const QStringList& known);

}  // namespace replay::scenarios
