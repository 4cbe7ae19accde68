// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/api/session.h"
#include "core/scenarios/retail_reader.h"

#include <QJsonObject>
#include <QMap>

namespace replay::scenarios {

/// What became of every row of an imported file: rows = used + waiting + refused. The names and rules of the totals are those of
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
    };

    QString file;
    QByteArray sha256;
    std::int64_t stockPermille = 1'000;
    std::int64_t invoices = 0;        ///< of all kinds
    std::int64_t rows = 0;
    std::int64_t salesUsed = 0;
    std::int64_t adjustmentsUsed = 0;
    std::int64_t waiting = 0;         ///< rows of cancellations: they wait for the return saga
    QMap<QString, std::int64_t> refused;
    QList<RefusedRow> refusedRows;    ///< the first refusedRowsMax, rising
    QMap<RowKind, std::int64_t> kinds;
    std::int64_t orders = 0;
    std::int64_t returnsWaiting = 0;  ///< cancellation invoices
    std::int64_t customers = 0;
    std::int64_t guests = 0;          ///< one for each country with rows that name no customer
    std::int64_t products = 0;
    QStringList codesWithoutPrice;    ///< sold, but never at a price that is money
    std::int64_t unitsSold = 0;
    Wide grossMilli = 0;
    Wide waitingMilli = 0;
    Wide refusedMilli = 0;
    std::int64_t lateInvoices = 0;    ///< dated before the invoice above them: they come right after it
    base::ModelTime firstAt;
    base::ModelTime lastAt;
    QMap<QString, Month> months;      ///< by the month of the invoice's first row, "2010-12"

    void refuse(std::int64_t row, const QString& reason);
    std::int64_t refusedInAll() const;
    QJsonObject toJson() const;
    api::ImportReport toApi() const;
};

/// Thousandths of a pound as a decimal text with at least two decimals: "12.50", "0.001".
QString milliText(RetailReport::Wide milli);

}  // namespace replay::scenarios
