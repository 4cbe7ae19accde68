// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/orders/order_return.h"

#include "core/contracts/json_text.h"

namespace replay::orders {

using namespace Qt::StringLiterals;
using base::idOf;
using base::idText;
using base::moneyOf;
using contracts::orNull;
using contracts::textOf;
using contracts::timeOf;

QJsonObject ReturnLine::toJson() const
{
    return {{u"line"_s, static_cast<qint64>(line)},
            {u"product_id"_s, idText(productId)},
            {u"quantity"_s, static_cast<qint64>(quantity)},
            {u"unit_price"_s, unitPrice.toString()}};
}

ReturnLine ReturnLine::fromJson(const QJsonObject& json)
{
    return {static_cast<qsizetype>(json.value("line"_L1).toInteger()), idOf(json.value("product_id"_L1)),
            json.value("quantity"_L1).toInteger(), moneyOf(json.value("unit_price"_L1))};
}

QJsonArray linesJson(const ReturnLines& lines)
{
    QJsonArray json;
    for (const ReturnLine& line : lines)
        json.append(line.toJson());
    return json;
}

ReturnLines returnLinesOf(const QJsonArray& json)
{
    ReturnLines lines;
    lines.reserve(static_cast<std::size_t>(json.size()));
    for (const QJsonValue& line : json)
        lines.push_back(ReturnLine::fromJson(line.toObject()));
    return lines;
}

QJsonObject OrderReturn::toJson() const
{
    return {{u"return_id"_s, idText(returnId)},      {u"status"_s, status},         {u"items"_s, linesJson(lines)},
            {u"refund_amount"_s, amount.toString()}, {u"reason"_s, orNull(reason)}, {u"created_at"_s, createdAt.toString()},
            {u"updated_at"_s, updatedAt.toString()}};
}

OrderReturn OrderReturn::fromJson(const QJsonObject& json)
{
    return {idOf(json.value("return_id"_L1)),        textOf(json.value("status"_L1)), returnLinesOf(json.value("items"_L1).toArray()),
            moneyOf(json.value("refund_amount"_L1)), textOf(json.value("reason"_L1)), timeOf(json.value("created_at"_L1)),
            timeOf(json.value("updated_at"_L1))};
}

}  // namespace replay::orders
