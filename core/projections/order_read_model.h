// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/projections/projection.h"

namespace replay::projections {

/// An order as a list shows it, with its customer's name.
struct OrderRow {
    QUuid orderId;
    QString orderNumber;
    QUuid customerId;
    QString customerName;
    QString status;  ///< pending, confirmed, cancelled, shipped, delivered, returned
    base::Money totalAmount;
    std::int64_t itemCount = 0;
    ModelTime createdAt;
    QString paymentStatus;  ///< pending, captured, declined, partially_refunded, refunded, voided
    ModelTime updatedAt;
    QString returnStatus;  ///< partially_returned, returned; empty: nothing came back
    base::Money returnedAmount;

    static constexpr const char* table = "order_read_model";
    static constexpr auto columns =
        std::make_tuple(column("order_id", &OrderRow::orderId), column("order_number", &OrderRow::orderNumber),
                        column("customer_id", &OrderRow::customerId), column("customer_name", &OrderRow::customerName),
                        column("status", &OrderRow::status), column("total_amount", &OrderRow::totalAmount),
                        column("item_count", &OrderRow::itemCount), column("created_at", &OrderRow::createdAt),
                        column("payment_status", &OrderRow::paymentStatus), column("updated_at", &OrderRow::updatedAt),
                        column("return_status", &OrderRow::returnStatus), column("returned_amount", &OrderRow::returnedAmount));
};

struct CustomerOfOrders {
    QUuid customerId;
    QString name;
    QString email;

    static constexpr const char* table = "customers_of_orders";
    static constexpr auto columns = std::make_tuple(column("customer_id", &CustomerOfOrders::customerId),
                                                    column("name", &CustomerOfOrders::name), column("email", &CustomerOfOrders::email));
};

class OrderReadModel final : public TableProjection<OrderRow, CustomerOfOrders> {
public:
    using TableProjection::TableProjection;
    static EventKinds wants();
    static Touches touches(Fact& fact);
    Status apply(Fact& fact) override;

private:
    Status registered(Fact& fact);
    Status erased(const QUuid& customerId);
    Status created(Fact& fact);
    Status returned(Fact& fact);
    Status moved(const Fact& fact, const QUuid& orderId, const QString& status, const QString& paymentStatus);
};

}  // namespace replay::projections
