// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/invariants/checks.h"
#include "core/invariants/log_order.h"

namespace replay::invariants {

api::InvariantResult checkStock(const ShopState& state)
{
    Findings findings(QStringLiteral("stock"));
    QHash<QUuid, std::int64_t> open;
    for (const ShopState::Reservation& reservation : state.reservations) {
        for (auto line = reservation.open.cbegin(); line != reservation.open.cend(); ++line)
            open[line.key()] += line.value();
        for (const auto& goods : reservation.held) {
            for (auto line = goods.cbegin(); line != goods.cend(); ++line)
                open[line.key()] += line.value();
        }
    }
    for (const QUuid& productId : keysInLogOrder(state.stock)) {
        const ShopState::Stock& stock = *state.stock.constFind(productId);
        findings.check();
        const std::int64_t held = open.take(productId);
        if (stock.wrongAt != 0)
            findings.violated(stock.itemId, QStringLiteral("stock of %1: %2").arg(stock.sku, stock.wrong), stock.wrongAt,
                              {stock.lastEvent});
        else if (stock.reserved != held)
            findings.violated(stock.itemId,
                              QStringLiteral("stock of %1: %2 reserved, the open reservations and returns hold %3: %4 %5")
                                  .arg(stock.sku)
                                  .arg(stock.reserved)
                                  .arg(held)
                                  .arg(std::abs(stock.reserved - held))
                                  .arg(stock.reserved > held ? QStringLiteral("too many") : QStringLiteral("missing")),
                              stock.last, {stock.lastEvent});
    }
    for (const QUuid& orderId : keysInLogOrder(state.reservations)) {
        const ShopState::Reservation& reservation = *state.reservations.constFind(orderId);
        for (auto line = reservation.open.cbegin(); line != reservation.open.cend(); ++line) {
            if (open.contains(line.key()))
                findings.violated(reservation.reservationId,
                                  QStringLiteral("%1 of product %2 are reserved, which the stock does not know")
                                      .arg(line.value())
                                      .arg(line.key().toString(QUuid::WithoutBraces)),
                                  reservation.last, {reservation.lastEvent});
        }
    }
    return findings.take();
}

}  // namespace replay::invariants
