// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/api/session.h"
#include "core/scenarios/retail_reader.h"

#include <QJsonObject>
#include <QMap>

namespace replay::scenarios {

/// What became of every row of an imported file: rows = used + refused. The names and rules of the totals are those of
/// the file's reference aggregates, except that rows refused for their price are left out and counted apart.
struct RetailReport {
    static constexpr qsizetype refusedRowsMax = 1'000;
    __extension__ using Wide = __int128;

    struct RefusedRow {
        std::int64_t row = 0;
        QString reason;
    };
    struct Month {
        std::int64_t orders = 0;
        std::int64_t returns = 0;
        Wide grossMilli = 0;
        Wide refundMilli = 0;  ///< of the month's cancellations, at the prices of the orders
    };
    /// What became of the cancellations. Units count where an order of the file holds them; whether that order was confirmed
    /// shows only when it is run, and the shop refuses the return if not.
    struct Returns {
        std::int64_t invoices = 0;  ///< cancellation invoices
        std::int64_t invoicesUsed = 0;
        std::int64_t orders = 0;  ///< returns: one for each invoice and order it sends goods of back
        std::int64_t rows = 0;
        std::int64_t rowsUsed = 0;
        std::int64_t rowsInPart = 0;  ///< of those used: with units that no order holds
        std::int64_t rowsAtOtherPrice = 0;
        std::int64_t units = 0;
        std::int64_t unitsUnmatched = 0;
        Wide refundMilli = 0;   ///< at the prices of the orders
        Wide matchedMilli = 0;  ///< the same units at the prices of the cancellations
        Wide unmatchedMilli = 0;
        Wide cancelledMilli = 0;  ///< all rows, as the file has it: negative
        QMap<QString, std::int64_t> unmatchedRows;
        QJsonObject toJson() const;
    };

    QString file;
    QByteArray sha256;
    std::int64_t stockPermille = 1'000;
    std::int64_t invoices = 0;  ///< of all kinds
    std::int64_t rows = 0;
    std::int64_t salesUsed = 0;
    std::int64_t adjustmentsUsed = 0;
    QMap<QString, std::int64_t> refused;
    QList<RefusedRow> refusedRows;  ///< the first refusedRowsMax, rising
    QMap<RowKind, std::int64_t> kinds;
    std::int64_t orders = 0;
    std::int64_t customers = 0;
    std::int64_t guests = 0;  ///< one for each country with rows that name no customer
    std::int64_t products = 0;
    QStringList codesWithoutPrice;  ///< sold, but never at a price that is money
    std::int64_t unitsSold = 0;
    Wide grossMilli = 0;
    Wide refusedMilli = 0;
    Returns returns;
    std::int64_t lateInvoices = 0;  ///< dated before the invoice above them: they come right after it
    base::ModelTime firstAt;
    base::ModelTime lastAt;
    QMap<QString, Month> months;  ///< by the month of the invoice's first row, "2010-12"

    void refuse(std::int64_t row, const QString& reason);
    std::int64_t refusedInAll() const;
    std::int64_t used() const { return salesUsed + adjustmentsUsed + returns.rowsUsed; }
    QJsonObject toJson() const;
    api::ImportReport toApi() const;
};

/// Thousandths of a pound as a decimal text with at least two decimals: "12.50", "0.001".
QString milliText(RetailReport::Wide milli);

}  // namespace replay::scenarios
