// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "tests/contract/projection_shop.h"

#include <QStringList>

namespace replay::test {

/// A small shop's life, with every kind of end.
struct Filled {
    QUuid customer;
    QUuid teapot;
    QUuid lamp;
    ProjectionShop::Order sold;
    ProjectionShop::Order declined;
    ProjectionShop::Order running;
};
Filled fill(ProjectionShop& shop);

/// Every row of every table of every projection, as texts.
QStringList allRows(storage::Database& read);
/// The same of a fresh fold of the log up to this position.
QStringList foldedRows(ProjectionShop& shop, log::Position position);

}  // namespace replay::test
