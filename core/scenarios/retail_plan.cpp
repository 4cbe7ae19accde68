// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/scenarios/retail_plan.h"

#include <QFileInfo>
#include <QSet>
#include <algorithm>

namespace replay::scenarios {
namespace {

constexpr std::int64_t rowsBetweenProgress = 8'192;

// One reading of the file, row by row.
class Scan {
public:
    Scan(RetailPlan& plan, const RetailFirstLook& look, std::int64_t limit) : m_plan(plan), m_limit(limit), m_holders(look.cancelled) {}

    void add(const RetailRow& row);
    void finish();

private:
    struct Adjustment {
        std::int64_t row = 0;
        std::int64_t invoice = 0;
        QByteArray code;
    };
    RetailPlan::Invoice& invoiceOf(const RetailRow& row);
    void addCustomer(const RetailRow& row, std::int64_t invoice);
    void addSale(const RetailRow& row, std::int64_t invoice);
    void addCancellation(const RetailRow& row, std::int64_t invoice);
    void sendBack(const RetailRow& row, std::int64_t invoice, const RetailReturns::Part& part);
    void countRow(const RetailRow& row, std::int64_t invoice);
    void judgeAdjustments();

    RetailPlan& m_plan;
    std::int64_t m_limit;
    QSet<QByteArray> m_customers;
    QSet<QByteArray> m_codesUnpriced;
    QHash<QByteArray, QByteArray> m_names;  ///< of codes whose sale rows so far had no usable price
    std::vector<Adjustment> m_adjustments;
    std::vector<bool> m_ordered;                     ///< by invoice: it has a sale row that is used
    std::vector<QString> m_months;                   ///< by invoice, that of its first row
    std::vector<RetailPlan::ReturnedOrder> m_begun;  ///< by invoice, of its first row
    RetailReturns m_holders;
    QString m_month;
};

RetailPlan::Invoice& Scan::invoiceOf(const RetailRow& row)
{
    const auto known = m_plan.invoices.find(row.invoice);
    if (known != m_plan.invoices.end())
        return *known;
    const RetailPlan::Invoice fresh{m_plan.invoicesInFile++, row.number};
    return *m_plan.invoices.insert(row.invoice, fresh);
}

void Scan::addCustomer(const RetailRow& row, std::int64_t invoice)
{
    const QByteArray key = customerKey(row);
    if (m_customers.contains(key))
        return;
    m_customers.insert(key);
    m_plan.customers.push_back({row.customer, row.country, invoice});
    ++(row.customer.isEmpty() ? m_plan.report.guests : m_plan.report.customers);
}

void Scan::addSale(const RetailRow& row, std::int64_t invoice)
{
    RetailReport& report = m_plan.report;
    if (!row.hasMoneyPrice()) {
        report.refuse(row.number, QStringLiteral("the unit price has three decimals"));
        report.refusedMilli += row.valueMilli();
        if (!m_plan.productAt.contains(row.stockCode)) {
            m_codesUnpriced.insert(row.stockCode);
            if (m_names.value(row.stockCode).isEmpty())
                m_names.insert(row.stockCode, row.description);
        }
        return;
    }
    m_holders.sell(row, invoice);
    ++report.salesUsed;
    report.unitsSold += row.quantity;
    report.grossMilli += row.valueMilli();
    RetailReport::Month& month = report.months[m_months[static_cast<std::size_t>(invoice)]];
    month.grossMilli += row.valueMilli();
    if (!m_ordered[static_cast<std::size_t>(invoice)]) {
        m_ordered[static_cast<std::size_t>(invoice)] = true;
        ++report.orders;
        ++month.orders;
        m_plan.inputs += invoice >= m_plan.from ? 1 : 0;
    }
    auto known = m_plan.productAt.find(row.stockCode);
    if (known == m_plan.productAt.end()) {
        known = m_plan.productAt.insert(row.stockCode, static_cast<qsizetype>(m_plan.products.size()));
        m_plan.products.push_back(
            {row.stockCode, m_names.take(row.stockCode), base::Money::fromHundredths(row.priceMilli / 10), invoice, 0, 0});
        m_codesUnpriced.remove(row.stockCode);
    }
    RetailPlan::Product& product = m_plan.products[static_cast<std::size_t>(*known)];
    if (product.name.isEmpty())
        product.name = row.description;
    (invoice < m_plan.from ? product.unitsBefore : product.units) += row.quantity;
}

void Scan::addCancellation(const RetailRow& row, std::int64_t invoice)
{
    RetailReport::Returns& returns = m_plan.report.returns;
    ++returns.rows;
    returns.cancelledMilli += row.valueMilli();
    if (row.quantity >= 0 || row.priceMilli < 0) {
        m_plan.report.refuse(row.number, QStringLiteral("a cancellation that takes nothing back"));
        m_plan.report.refusedMilli += row.valueMilli();
        return;
    }
    const RetailReturns::Match match = m_holders.take(row, invoice);
    for (const RetailReturns::Part& part : match.parts)
        sendBack(row, invoice, part);
    const std::int64_t matched = -row.quantity - match.missing;
    returns.unitsUnmatched += match.missing;
    returns.unmatchedMilli += match.missing * row.priceMilli;
    if (matched == 0) {
        const QString reason = match.everSold ? QStringLiteral("no earlier order of the customer holds such units any more")
                                              : QStringLiteral("no earlier order of the customer has this stock code");
        ++returns.unmatchedRows[reason];
        m_plan.report.refuse(row.number, reason);
        return;
    }
    ++returns.rowsUsed;
    returns.rowsInPart += match.missing > 0 ? 1 : 0;
    std::int64_t refundMilli = 0;
    for (const RetailReturns::Part& part : match.parts)
        refundMilli += part.valueMilli;
    returns.units += matched;
    returns.refundMilli += refundMilli;
    returns.matchedMilli += matched * row.priceMilli;
    returns.rowsAtOtherPrice += refundMilli != matched * row.priceMilli ? 1 : 0;
    m_plan.report.months[m_months[static_cast<std::size_t>(invoice)]].refundMilli += refundMilli;
}

/// One return an order, whatever the number of rows.
void Scan::sendBack(const RetailRow& row, std::int64_t invoice, const RetailReturns::Part& part)
{
    QList<RetailPlan::Return>& returns = m_plan.returns[invoice];
    auto at = std::lower_bound(returns.begin(), returns.end(), part.invoice,
                               [](const RetailPlan::Return& a, std::int64_t order) { return a.order < order; });
    if (at == returns.end() || at->order != part.invoice) {
        at = returns.insert(at, {part.invoice, {}});
        ++m_plan.report.returns.orders;
        m_plan.report.returns.invoicesUsed += returns.size() == 1 ? 1 : 0;
        m_plan.inputs += invoice >= m_plan.from ? 1 : 0;
        m_plan.returnedOrders.insert(part.invoice, m_begun[static_cast<std::size_t>(part.invoice)]);
    }
    at->units[row.stockCode] += part.units;
}

void Scan::countRow(const RetailRow& row, std::int64_t invoice)
{
    RetailReport& report = m_plan.report;
    ++report.rows;
    ++report.kinds[row.kind()];
    switch (row.kind()) {
    case RowKind::Sale: addSale(row, invoice); break;
    case RowKind::Cancellation: addCancellation(row, invoice); break;
    case RowKind::StockAdjustment: m_adjustments.push_back({row.number, invoice, row.stockCode}); break;
    case RowKind::ZeroPrice: report.refuse(row.number, QStringLiteral("the unit price is zero")); break;
    case RowKind::NegativePrice:
        report.refuse(row.number, QStringLiteral("the unit price is negative"));
        report.refusedMilli += row.valueMilli();
        break;
    case RowKind::ZeroQuantity: report.refuse(row.number, QStringLiteral("the quantity is zero")); break;
    }
}

void Scan::add(const RetailRow& row)
{
    ++m_plan.rowsInFile;
    const std::int64_t known = m_plan.invoicesInFile;
    RetailPlan::Invoice& invoice = invoiceOf(row);
    invoice.lastRow = row.number;
    if (m_limit > 0 && invoice.index >= m_limit)
        return;
    RetailReport& report = m_plan.report;
    if (invoice.index == known) {
        m_ordered.push_back(false);
        if (const QString month = row.at.day().left(7); month != m_month)
            m_month = month;  // one text for all invoices of a month
        m_months.push_back(m_month);
        m_begun.push_back({row.number, row.at});
        ++report.invoices;
        report.lateInvoices += report.invoices > 1 && row.at < report.lastAt ? 1 : 0;
        report.firstAt = report.invoices == 1 ? row.at : std::min(report.firstAt, row.at);
        report.lastAt = std::max(report.lastAt, row.at);
        if (row.kind() == RowKind::Cancellation) {
            ++report.returns.invoices;
            ++report.months[m_month].returns;
        }
    }
    addCustomer(row, invoice.index);
    countRow(row, invoice.index);
}

// Whether an adjusted code is a product is known only when every sale row was seen.
void Scan::judgeAdjustments()
{
    RetailReport& report = m_plan.report;
    for (const Adjustment& adjustment : m_adjustments) {
        if (m_plan.productAt.contains(adjustment.code)) {
            ++report.adjustmentsUsed;
            m_plan.inputs += adjustment.invoice >= m_plan.from ? 1 : 0;
            continue;
        }
        const QString reason = QStringLiteral("no such product");
        ++report.refused[reason];
        report.refusedRows << RetailReport::RefusedRow{adjustment.row, reason};
    }
    std::stable_sort(report.refusedRows.begin(), report.refusedRows.end(), [](const auto& a, const auto& b) { return a.row < b.row; });
    if (report.refusedRows.size() > RetailReport::refusedRowsMax)
        report.refusedRows.resize(RetailReport::refusedRowsMax);
}

void Scan::finish()
{
    judgeAdjustments();
    RetailReport& report = m_plan.report;
    report.products = static_cast<std::int64_t>(m_plan.products.size());
    for (const QByteArray& code : m_codesUnpriced)
        report.codesWithoutPrice << QString::fromUtf8(code);
    report.codesWithoutPrice.sort();
    m_plan.to = m_limit > 0 ? std::min(m_limit, m_plan.invoicesInFile) : m_plan.invoicesInFile;
}

}  // namespace

Result<RetailPlan> RetailPlan::scan(const QString& path, const RetailFirstLook& look, std::int64_t from, std::int64_t limit,
                                    const ScanProgress& progress)
{
    REPLAY_ASSIGN(const std::unique_ptr<RetailReader> reader, RetailReader::open(path));
    RetailPlan plan;
    plan.from = from;
    plan.report.file = QFileInfo(path).fileName();
    Scan scan(plan, look, limit);
    RetailRow row;
    for (;;) {
        REPLAY_ASSIGN(const bool more, reader->next(row));
        if (!more)
            break;
        scan.add(row);
        if (progress && row.number % rowsBetweenProgress == 0 && !progress(reader->share()))
            return base::cancelled();
    }
    scan.finish();
    plan.report.sha256 = reader->sha256();
    return plan;
}

}  // namespace replay::scenarios
