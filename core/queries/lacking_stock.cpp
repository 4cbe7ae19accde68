// SPDX-License-Identifier: GPL-3.0-or-later
// Which orders held the stock that another order could not get.
#include "core/base/random.h"
#include "core/contracts/ids.h"
#include "core/log/log_reader.h"
#include "core/queries/event_rows.h"
#include "core/queries/saga_causes.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <algorithm>

namespace replay::queries {
namespace {

using storage::Row;
using storage::bind;

constexpr qsizetype itemsMax = 10;

/// A stock item as it was: what its events left, and for whom.
struct StockThen {
    struct Holder {
        QString orderId;
        qint64 quantity = 0;
    };
    QString sku;
    qint64 onHand = 0;
    qint64 reserved = 0;
    QList<Holder> holders;  ///< in the order in which they came
    std::optional<api::EventRow> last;

    void take(const log::LoggedEvent& event)
    {
        const QJsonObject data = event.data();
        last = eventRow(event);
        sku = data.contains(QStringLiteral("sku")) ? textOf(data, "sku") : sku;
        onHand = data.value(QStringLiteral("on_hand")).toInteger(onHand);
        reserved = data.value(QStringLiteral("reserved")).toInteger(reserved);
        const qint64 quantity = data.value(QStringLiteral("quantity")).toInteger();
        const QString orderId = textOf(data, "order_id");
        if (event.eventType == u"StockReserved")
            holders.append({orderId, quantity});
        else if (event.eventType == u"StockReleased" || event.eventType == u"StockShipped")
            letGo(orderId, quantity);
    }

    /// What its orders hold, which is what is reserved, unless handlers decide on stale reads (no_optimistic_concurrency).
    qint64 held() const
    {
        qint64 sum = 0;
        for (const Holder& holder : holders)
            sum += holder.quantity;
        return sum;
    }

    void letGo(const QString& orderId, qint64 quantity)
    {
        for (Holder& holder : holders) {
            const qint64 taken = holder.orderId == orderId ? std::min(holder.quantity, quantity) : 0;
            holder.quantity -= taken;
            quantity -= taken;
        }
        holders.removeIf([](const Holder& holder) { return holder.quantity == 0; });
    }
};

Result<QString> numberOf(storage::Database& orders, const QString& orderId)
{
    QString number = orderId;
    REPLAY_TRY(orders.each("SELECT order_number FROM orders WHERE id = ?", bind(orderId), [&](const Row& row) { number = row.text(0); }));
    return number;
}

}  // namespace

Result<std::optional<api::WhyLink>> lackingStock(CauseFacts& facts, const QByteArray& reserveCommand, const api::EventRow& refusal)
{
    std::optional<api::WhyLink> link;
    if (refusal.eventType != QStringLiteral("InventoryReservationRefused") || refusal.position == 0)
        return link;
    REPLAY_ASSIGN(storage::Database * log, facts.connections().log());
    REPLAY_ASSIGN(storage::Database * orders, facts.connections().service(QStringLiteral("order")));
    const QJsonArray items = QJsonDocument::fromJson(reserveCommand).object().value(QStringLiteral("items")).toArray();
    std::map<QUuid, qint64> wanted;
    for (const QJsonValue& item : items)
        wanted[QUuid::fromString(item[QStringLiteral("product_id")].toString())] += item[QStringLiteral("quantity")].toInteger();
    for (const auto& [productId, quantity] : wanted) {
        StockThen stock;
        REPLAY_TRY(log::LogReader(*log).stream(contracts::stockItemId(productId), refusal.position, [&](const log::LoggedEvent& event) {
            stock.take(event);
            return true;
        }));
        if (!stock.last || stock.onHand - std::max(stock.reserved, stock.held()) >= quantity)
            continue;
        link = linkTo("stock_held", &*stock.last, stock.sku, QString::number(stock.onHand));
        link->count = stock.holders.size();
        for (auto holder = stock.holders.crbegin(); holder != stock.holders.crend() && link->items.size() < itemsMax; ++holder) {
            REPLAY_ASSIGN(const QString number, numberOf(*orders, holder->orderId));
            link->items << QString(number % QStringLiteral(" × ") % QString::number(holder->quantity));
        }
        return link;
    }
    return link;
}

}  // namespace replay::queries
