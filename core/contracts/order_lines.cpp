// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/contracts/order_lines.h"

#include "core/base/random.h"

namespace replay::contracts {

using base::Fields;

Result<std::vector<RequestedLine>> readLines(const QJsonArray& lines, const QString& where)
{
    std::vector<RequestedLine> read;
    read.reserve(static_cast<std::size_t>(lines.size()));
    for (qsizetype i = 0; i < lines.size(); ++i) {
        const QString place = QStringLiteral("%1[%2]").arg(where).arg(i);
        if (!lines.at(i).isObject())
            return base::malformed(QStringLiteral("%1: expected an object such as {\"product_id\": …, \"quantity\": 1}").arg(place));
        Fields fields(lines.at(i).toObject(), place);
        RequestedLine line;
        line.productId = fields.id("product_id");
        line.quantity = fields.whole("quantity", 1, quantityMax);
        line.unitPrice = fields.maybeMoney("unit_price");
        REPLAY_TRY(fields.finish());
        read.push_back(line);
    }
    return read;
}

std::map<QUuid, std::int64_t> quantitiesByProduct(const std::vector<RequestedLine>& lines)
{
    std::map<QUuid, std::int64_t> quantities;
    for (const RequestedLine& line : lines)
        quantities[line.productId] += line.quantity;
    return quantities;
}

QJsonArray linesJson(const std::map<QUuid, std::int64_t>& quantities)
{
    QJsonArray lines;
    for (const auto& [productId, quantity] : quantities) {
        lines.append(QJsonObject{{QStringLiteral("product_id"), base::idText(productId)},
                                 {QStringLiteral("quantity"), static_cast<qint64>(quantity)}});
    }
    return lines;
}

std::map<QUuid, std::int64_t> quantitiesOf(const QJsonArray& lines)
{
    std::map<QUuid, std::int64_t> quantities;
    for (const QJsonValue& value : lines) {
        const QJsonObject line = value.toObject();
        quantities[base::idOf(line.value(QLatin1StringView("product_id")))] += line.value(QLatin1StringView("quantity")).toInteger();
    }
    return quantities;
}

}  // namespace replay::contracts
