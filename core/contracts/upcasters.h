// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QJsonObject>
#include <QString>

namespace replay::contracts {

/// Brings event data of an old schema version to the newest one, step by step. What is stored is never rewritten.
QJsonObject upcast(const QString& eventType, int schemaVersion, QJsonObject data);

/// The newest schema version of an event type; 1 where it never changed.
int newestSchema(const QString& eventType);

/// Checks that every chain of upcasters is whole: from 1 to the newest, no gap, no cycle. Empty: all is well; else what is wrong.
QString checkUpcasters();

}  // namespace replay::contracts
