// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/scenarios/retail_report.h"

#include "core/base/json.h"

#include <QJsonArray>

namespace replay::scenarios {
namespace {

QString kindCode(RowKind kind)
{
    switch (kind) {
    case RowKind::Sale: return QStringLiteral("sale");
    case RowKind::Cancellation: return QStringLiteral("cancellation");
    case RowKind::StockAdjustment: return QStringLiteral("stock_adjustment");
    case RowKind::ZeroPrice: return QStringLiteral("zero_price_positive_quantity");
    case RowKind::NegativePrice: return QStringLiteral("negative_price");
    case RowKind::ZeroQuantity: return QStringLiteral("zero_quantity");
    }
    return {};
}

QJsonValue number(std::int64_t value) { return QJsonValue(qint64{value}); }

}  // namespace

QString milliText(RetailReport::Wide milli)
{
    const bool negative = milli < 0;
    if (negative)
        milli = -milli;
    const auto thousandths = static_cast<int>(milli % 1'000);
    QString text = QStringLiteral("%1.%2").arg(static_cast<qlonglong>(milli / 1'000)).arg(thousandths, 3, 10, QLatin1Char('0'));
    if (text.endsWith(u'0'))
        text.chop(1);
    return negative ? QString(u'-' % text) : text;
}

void RetailReport::refuse(std::int64_t row, const QString& reason)
{
    ++refused[reason];
    if (refusedRows.size() < refusedRowsMax)
        refusedRows << RefusedRow{row, reason};
}

std::int64_t RetailReport::refusedInAll() const
{
    std::int64_t all = 0;
    for (const std::int64_t count : refused)
        all += count;
    return all;
}

QJsonObject RetailReport::Returns::toJson() const
{
    QJsonObject unmatched;
    for (auto entry = unmatchedRows.constBegin(); entry != unmatchedRows.constEnd(); ++entry)
        unmatched.insert(entry.key(), number(entry.value()));
    return {{QStringLiteral("cancellation_invoices"), number(invoices)},
            {QStringLiteral("cancellation_invoices_used"), number(invoicesUsed)},
            {QStringLiteral("returns"), number(orders)},
            {QStringLiteral("rows"), number(rows)},
            {QStringLiteral("rows_used"), number(rowsUsed)},
            {QStringLiteral("rows_used_in_part"), number(rowsInPart)},
            {QStringLiteral("rows_unmatched"), unmatched},
            {QStringLiteral("rows_at_another_price"), number(rowsAtOtherPrice)},
            {QStringLiteral("units"), number(units)},
            {QStringLiteral("units_unmatched"), number(unitsUnmatched)},
            {QStringLiteral("refund_total"), milliText(refundMilli)},
            {QStringLiteral("total_at_cancellation_prices"), milliText(matchedMilli)},
            {QStringLiteral("price_difference"), milliText(matchedMilli - refundMilli)},
            {QStringLiteral("unmatched_total"), milliText(unmatchedMilli)},
            {QStringLiteral("cancelled_total"), milliText(cancelledMilli)}};
}

QJsonObject RetailReport::toJson() const
{
    QJsonObject refusedByReason;
    for (auto entry = refused.constBegin(); entry != refused.constEnd(); ++entry)
        refusedByReason.insert(entry.key(), number(entry.value()));
    QJsonObject rowsByKind;
    for (auto entry = kinds.constBegin(); entry != kinds.constEnd(); ++entry)
        rowsByKind.insert(kindCode(entry.key()), number(entry.value()));
    QJsonObject byMonth;
    for (auto month = months.constBegin(); month != months.constEnd(); ++month) {
        byMonth.insert(month.key(), QJsonObject{{QStringLiteral("orders"), number(month->orders)},
                                                {QStringLiteral("cancellations"), number(month->returns)},
                                                {QStringLiteral("gross"), milliText(month->grossMilli)},
                                                {QStringLiteral("refunds"), milliText(month->refundMilli)}});
    }
    QJsonArray rowsRefused;
    for (const RefusedRow& one : refusedRows)
        rowsRefused << QJsonObject{{QStringLiteral("row"), number(one.row)}, {QStringLiteral("reason"), one.reason}};

    QJsonObject json{{QStringLiteral("file"), file},
                     {QStringLiteral("sha256"), QString::fromLatin1(sha256)},
                     {QStringLiteral("currency"), QStringLiteral("GBP")}};
    json.insert(QStringLiteral("opening_stock_factor"), static_cast<double>(stockPermille) / 1'000.0);
    json.insert(QStringLiteral("invoices"), number(invoices));
    json.insert(QStringLiteral("rows"), number(rows));
    json.insert(QStringLiteral("rows_used"), number(used()));
    json.insert(QStringLiteral("rows_waiting"), number(0));
    json.insert(QStringLiteral("rows_refused"), number(refusedInAll()));
    json.insert(QStringLiteral("rows_by_kind"), rowsByKind);
    json.insert(QStringLiteral("refused"), refusedByReason);
    json.insert(QStringLiteral("refused_rows"), rowsRefused);
    json.insert(QStringLiteral("refused_rows_listed_at_most"), number(refusedRowsMax));
    json.insert(QStringLiteral("orders"), number(orders));
    json.insert(QStringLiteral("stock_adjustments"), number(adjustmentsUsed));
    json.insert(QStringLiteral("users"), number(customers + guests));
    json.insert(QStringLiteral("customers"), number(customers));
    json.insert(QStringLiteral("guests"), number(guests));
    json.insert(QStringLiteral("products"), number(products));
    json.insert(QStringLiteral("stock_codes_without_price"), QJsonArray::fromStringList(codesWithoutPrice));
    json.insert(QStringLiteral("units_sold"), number(unitsSold));
    json.insert(QStringLiteral("gross_total"), milliText(grossMilli));
    json.insert(QStringLiteral("returns"), returns.toJson());
    json.insert(QStringLiteral("refused_total"), milliText(refusedMilli));
    json.insert(QStringLiteral("late_invoices"), number(lateInvoices));
    json.insert(QStringLiteral("first_invoice_date"), firstAt.toString());
    json.insert(QStringLiteral("last_invoice_date"), lastAt.toString());
    json.insert(QStringLiteral("by_month"), byMonth);
    return json;
}

api::ImportReport RetailReport::toApi() const
{
    api::ImportReport report;
    report.rowsRead = rows;
    report.rowsUsed = used();
    for (auto entry = refused.constBegin(); entry != refused.constEnd(); ++entry)
        report.refused << api::TypeCount{entry.key(), entry.value()};
    report.orders = orders;
    report.users = customers + guests;
    report.products = products;
    report.json = base::jsonBytes(toJson());
    return report;
}

}  // namespace replay::scenarios
