// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/base/json.h"

#include <map>
#include <vector>

/// The lines of an order as they travel in commands: {"product_id", "quantity", "unit_price"?}.
namespace replay::contracts {

using base::Money;
using base::Result;

inline constexpr std::int64_t quantityMax = 1'000'000;
inline constexpr int orderLinesMax = 2'000;

struct RequestedLine {
    QUuid productId;
    std::int64_t quantity = 0;
    std::optional<Money> unitPrice;

    bool operator==(const RequestedLine&) const = default;
};

/// Reads lines from outside; `where` names the array in errors ("CreateOrder.items" → "CreateOrder.items[2].quantity: …").
Result<std::vector<RequestedLine>> readLines(const QJsonArray& lines, const QString& where);

/// The lines' quantities summed by product, in the order of the products' ids: the order in which stock is touched.
std::map<QUuid, std::int64_t> quantitiesByProduct(const std::vector<RequestedLine>& lines);

/// The lines as JSON: what events and commands carry.
QJsonArray linesJson(const std::map<QUuid, std::int64_t>& quantities);
/// The same from our own events, which were checked when they were written.
std::map<QUuid, std::int64_t> quantitiesOf(const QJsonArray& lines);

}  // namespace replay::contracts
