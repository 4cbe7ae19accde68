// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/scenarios/retail_plan.h"

#include <QFileInfo>
#include <QSet>

namespace replay::scenarios {
namespace {

constexpr std::int64_t rowsBetweenProgress = 8'192;

// One reading of the file, row by row.
class Scan {
public:
    Scan(RetailPlan& plan, std::int64_t limit) : m_plan(plan), m_limit(limit) {}

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
    void countRow(const RetailRow& row, std::int64_t invoice);
    void judgeAdjustments();

    RetailPlan& m_plan;
    std::int64_t m_limit;
    QSet<QByteArray> m_customers;
    QSet<QByteArray> m_codesUnpriced;
    QHash<QByteArray, QByteArray> m_names;  ///< of codes whose sale rows so far had no usable price
    std::vector<Adjustment> m_adjustments;
    std::vector<bool> m_ordered;            ///< by invoice: it has a sale row that is used
    std::vector<QString> m_months;          ///< by invoice, that of its first row
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
        m_plan.products.push_back({row.stockCode, m_names.take(row.stockCode), base::Money::fromHundredths(row.priceMilli / 10), invoice, 0, 0});
        m_codesUnpriced.remove(row.stockCode);
    }
    RetailPlan::Product& product = m_plan.products[static_cast<std::size_t>(*known)];
    if (product.name.isEmpty())
        product.name = row.description;
    (invoice < m_plan.from ? product.unitsBefore : product.units) += row.quantity;
}

void Scan::countRow(const RetailRow& row, std::int64_t invoice)
{
    RetailReport& report = m_plan.report;
    ++report.rows;
    ++report.kinds[row.kind()];
    switch (row.kind()) {
    case RowKind::Sale:
        addSale(row, invoice);
        break;
    case RowKind::Cancellation:
        ++report.waiting;
        report.waitingMilli += row.valueMilli();
        break;
    case RowKind::StockAdjustment:
        m_adjustments.push_back({row.number, invoice, row.stockCode});
        break;
    case RowKind::ZeroPrice:
        report.refuse(row.number, QStringLiteral("the unit price is zero"));
        break;
    case RowKind::NegativePrice:
        report.refuse(row.number, QStringLiteral("the unit price is negative"));
        report.refusedMilli += row.valueMilli();
        break;
    case RowKind::ZeroQuantity:
        report.refuse(row.number, QStringLiteral("the quantity is zero"));
        break;
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
        ++report.invoices;
        report.lateInvoices += report.invoices > 1 && row.at < report.lastAt ? 1 : 0;
        report.firstAt = report.invoices == 1 ? row.at : std::min(report.firstAt, row.at);
        report.lastAt = std::max(report.lastAt, row.at);
        if (row.kind() == RowKind::Cancellation) {
            ++report.returnsWaiting;
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

QByteArray customerKey(const RetailRow& row)
{
    return row.customer.isEmpty() ? QByteArray(' ' + row.country) : row.customer;
}

Result<RetailPlan> RetailPlan::scan(const QString& path, std::int64_t from, std::int64_t limit, const ScanProgress& progress)
{
    REPLAY_ASSIGN(const std::unique_ptr<RetailReader> reader, RetailReader::open(path));
    RetailPlan plan;
    plan.from = from;
    plan.report.file = QFileInfo(path).fileName();
    Scan scan(plan, limit);
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
