// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/base/json.h"
#include "core/base/model_time.h"
#include "core/base/money.h"
#include "core/base/random.h"

#include <QJsonArray>
#include <QUuid>
#include <vector>

namespace replay::orders {

using base::ModelTime;
using base::Money;

/// Units of one line of an order that come back, at the price that the line was sold for.
struct ReturnLine {
    qsizetype line = 0;  ///< of the order's lines, from 0
    QUuid productId;
    std::int64_t quantity = 0;
    Money unitPrice;

    Money total() const { return unitPrice * quantity; }
    QJsonObject toJson() const;
    static ReturnLine fromJson(const QJsonObject& json);
    bool operator==(const ReturnLine&) const = default;
};

using ReturnLines = std::vector<ReturnLine>;

QJsonArray linesJson(const ReturnLines& lines);
ReturnLines returnLinesOf(const QJsonArray& json);

/// One return of an order, whole or partial; an order may have many, one after the other.
struct OrderReturn {
    QUuid returnId;
    QString status;  ///< requested, taken_back, returned, rejected
    ReturnLines lines;
    Money amount;    ///< what is refunded
    QString reason;  ///< why it comes back, or why it was rejected
    ModelTime createdAt;
    ModelTime updatedAt;

    bool isTakenBack() const { return status == QLatin1StringView("taken_back"); }
    QJsonObject toJson() const;
    static OrderReturn fromJson(const QJsonObject& json);
    bool operator==(const OrderReturn&) const = default;
};

}  // namespace replay::orders
