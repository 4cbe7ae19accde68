// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/domain/payments/payment.h"
#include "core/storage/database.h"

namespace replay::domain {
class TableCheck;
}

namespace replay::payments {

using base::Result;
using base::Status;

/// The payment service's tables: payments and refunds.
class PaymentsTables {
public:
    explicit PaymentsTables(storage::Database& database) : m_database(database) {}

    /// Writes the payment's row; refunds from `refundsBefore` on are new.
    Status save(const Payment& payment, std::size_t refundsBefore);
    Status check(domain::TableCheck& check);

private:
    storage::Database& m_database;
};

}  // namespace replay::payments
