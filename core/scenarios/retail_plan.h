// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/base/money.h"
#include "core/scenarios/retail_report.h"
#include "core/scenarios/retail_returns.h"

#include <QHash>
#include <functional>

namespace replay::scenarios {

/// Called now and then with the share done (0…1); false cancels.
using ScanProgress = std::function<bool(double)>;

/// What one reading of the file tells before anything is imported: which products and customers there are, where each invoice
/// ends, and what will become of every row. It holds one entry a product, customer and invoice, never the rows.
struct RetailPlan {
    struct Product {
        QByteArray sku;
        QByteArray name;               ///< the first description of its sale rows that is not empty
        base::Money price;             ///< of its first sale row whose price is money
        std::int64_t invoice = 0;      ///< the invoice (by number in the file, from 0) with that row
        std::int64_t unitsBefore = 0;  ///< sold before the stretch
        std::int64_t units = 0;        ///< sold in the stretch
    };
    struct Customer {
        QByteArray key;  ///< the customer's number; empty for the guest of a country
        QByteArray country;
        std::int64_t invoice = 0;
    };
    struct Invoice {
        std::int64_t index = 0;
        std::int64_t lastRow = 0;
    };

    /// What one cancellation invoice sends back of one order: units by stock code.
    struct Return {
        std::int64_t order = 0;  ///< the invoice of the order
        QMap<QByteArray, std::int64_t> units;
    };
    /// An order of which something comes back.
    struct ReturnedOrder {
        std::int64_t firstRow = 0;
        base::ModelTime at;
    };

    std::int64_t from = 0;  ///< the stretch of invoices [from, to) that is imported
    std::int64_t to = 0;
    std::int64_t invoicesInFile = 0;
    std::int64_t rowsInFile = 0;
    std::vector<Product> products;    ///< by their first sale row
    std::vector<Customer> customers;  ///< by their first row
    QHash<QByteArray, Invoice> invoices;
    QHash<QByteArray, qsizetype> productAt;             ///< by stock code
    QHash<std::int64_t, QList<Return>> returns;         ///< by cancellation invoice; the earliest order first
    QHash<std::int64_t, ReturnedOrder> returnedOrders;  ///< by invoice
    std::int64_t inputs = 0;                            ///< orders, returns and stock adjustments of the stretch
    RetailReport report;                                ///< of the invoices [0, to)

    /// Reads the whole file; `limit`: only its first so many invoices (0: all).
    static Result<RetailPlan> scan(const QString& path, const RetailFirstLook& look, std::int64_t from, std::int64_t limit,
                                   const ScanProgress& progress = {});
};

}  // namespace replay::scenarios
