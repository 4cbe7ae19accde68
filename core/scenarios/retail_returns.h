// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/scenarios/retail_reader.h"

#include <QHash>
#include <QSet>
#include <vector>

namespace replay::scenarios {

/// A customer's number, or for the guest of a country a blank and the country: no number begins with a blank.
QByteArray customerKey(const RetailRow& row);

/// A customer and a stock code, as one key.
QByteArray customerAndCode(const RetailRow& row);

/// What a first reading of the file tells.
struct RetailFirstLook {
    QByteArray sha256;           ///< of the unpacked content, in hex: what tells one file from another
    QSet<QByteArray> cancelled;  ///< customers and codes with a cancellation: of no other need it be known who holds what
};

Result<RetailFirstLook> firstLook(const QString& path);

/// Who still holds what, row by row: which units of which orders a cancellation sends back. Its memory grows with the sale rows
/// of customers and codes that are cancelled somewhere, not with the file.
class RetailReturns {
public:
    explicit RetailReturns(QSet<QByteArray> cancelled) : m_cancelled(std::move(cancelled)) {}

    void sell(const RetailRow& row, std::int64_t invoice);

    /// Units of one order that come back.
    struct Part {
        std::int64_t invoice = 0;  ///< of the order
        std::int64_t units = 0;
        std::int64_t valueMilli = 0;  ///< at the prices of the order's rows
    };
    struct Match {
        std::vector<Part> parts;   ///< the latest order first
        std::int64_t missing = 0;  ///< units that no order holds
        bool everSold = false;     ///< the customer bought this code before, whatever became of it
    };
    /// Takes what a cancellation row sends back from the customer's latest orders before `invoice`; within an order from its first
    /// rows first, as the shop does.
    Match take(const RetailRow& row, std::int64_t invoice);

private:
    struct Lot {
        std::int64_t invoice = 0;
        std::int64_t units = 0;
        std::int64_t priceMilli = 0;
    };
    struct Held {
        std::vector<Lot> lots;  ///< by invoice, then row; those that are empty are gone
        bool everSold = false;
    };
    static void takeFrom(Held& held, std::int64_t before, Match& match);

    QSet<QByteArray> m_cancelled;
    QHash<QByteArray, Held> m_held;
};

}  // namespace replay::scenarios
