// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "tests/support/fake_shop.h"

namespace replay::test {

/// What an event does to the state of its aggregate, in the fake shop.
void evolve(QJsonObject& state, const EventRow& event);

api::SagaRow sagaAt(const FakeShop& shop, qint64 order, Position position);
QList<api::SagaAttempt> attemptsOf(const FakeShop& shop, qint64 order, Position position);

/// One order as the read model has it at a position: its status and what was paid.
QString orderStatusAt(const FakeShop& shop, qint64 order, Position position);

/// Rows of the five projections as they are at a position; order_read_model from the first order after `afterOrder`.
api::RowSet projectionAt(const FakeShop& shop, const QString& name, Position position, qint64 afterRow, int limit);
QStringList projectionNames();
QStringList keyColumnsOf(const QString& projection);
qint64 rowCountAt(const FakeShop& shop, const QString& name, Position position);

QList<api::RequestSchema> fakeCommandSchemas(const FakeShop& shop);
QList<api::RequestSchema> fakeQuerySchemas(const FakeShop& shop);

}  // namespace replay::test
