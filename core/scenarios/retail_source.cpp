// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/scenarios/retail_source.h"

#include "core/scenarios/vocabulary.h"

#include <QJsonArray>

namespace replay::scenarios {
namespace {

using namespace Qt::StringLiterals;

/// 2010-12-01, the first day of UCI's file: where ids of products and customers have their time, whatever the file.
constexpr ModelTime idsAt{1'291'161'600 * base::usPerSecond};
constexpr qsizetype nameLengthMin = 3;  // the shop's rule for product names

QString text(const QByteArray& bytes) { return QString::fromUtf8(bytes); }

// "United Kingdom" → "united-kingdom", for an e-mail address.
QString slug(const QByteArray& country)
{
    QString plain;
    for (const QChar letter : text(country).toLower()) {
        const bool kept = (letter >= u'a' && letter <= u'z') || (letter >= u'0' && letter <= u'9');
        if (kept)
            plain += letter;
        else if (!plain.isEmpty() && !plain.endsWith(u'-'))
            plain += u'-';
    }
    while (plain.endsWith(u'-'))
        plain.chop(1);
    return plain.isEmpty() ? u"nowhere"_s : plain;
}

QString moneyText(std::int64_t priceMilli) { return base::Money::fromHundredths(priceMilli / 10).toString(); }

}  // namespace

Result<std::unique_ptr<RetailSource>> RetailSource::open(const RetailOptions& options, std::uint64_t seed, const BookmarkOf& bookmarkOf,
                                                         const ScanProgress& progress)
{
    std::unique_ptr<RetailSource> source(new RetailSource(options, seed));
    REPLAY_ASSIGN(source->m_look, firstLook(options.path));
    const QByteArray sha256 = source->m_look.sha256;
    const auto bookmarkAt = [&](std::int64_t from) { return bookmarkOf(nameOf(sha256, from)).value_or(QJsonObject()); };
    // Go over the stretches that earlier runs finished, to the one that is unfinished or not yet begun.
    QJsonObject before;
    QJsonObject bookmark = bookmarkAt(0);
    const auto isDone = [](const QJsonObject& stretch) { return stretch.value("given"_L1) == stretch.value("inputs"_L1); };
    const auto reaches = [&](const QJsonObject& stretch) {
        const std::int64_t to = stretch.value("to"_L1).toInteger();
        return to == stretch.value("of"_L1).toInteger() || (options.invoiceLimit > 0 && options.invoiceLimit <= to);
    };
    while (!bookmark.isEmpty() && isDone(bookmark) && !reaches(bookmark)) {
        before = bookmark;
        bookmark = bookmarkAt(before.value("to"_L1).toInteger());
    }
    REPLAY_TRY(bookmark.isEmpty() ? source->begin(before, progress) : source->resume(bookmark, progress));
    if (source->m_plan.report.sha256 != sha256)
        return base::failed(u"%1: changed while it was being read"_s.arg(options.path));
    return source;
}

// A new stretch after the one that `before` tells of; empty: the first.
Status RetailSource::begin(const QJsonObject& before, const ScanProgress& progress)
{
    REPLAY_TRY(plan(before.value("to"_L1).toInteger(0), m_options.invoiceLimit, progress));
    const ModelTime first = m_plan.report.firstAt;
    m_begin = before.isEmpty() ? ModelTime{first.us - first.us % base::usPerDay} : ModelTime{before.value("last_us"_L1).toInteger()} + 1;
    m_last = m_begin;
    return {};
}

Status RetailSource::resume(const QJsonObject& bookmark, const ScanProgress& progress)
{
    m_options.stockPermille = bookmark.value("stock_permille"_L1).toInteger();
    REPLAY_TRY(plan(bookmark.value("from"_L1).toInteger(), bookmark.value("to"_L1).toInteger(), progress));
    m_begin = ModelTime{bookmark.value("begin_us"_L1).toInteger()};
    m_last = ModelTime{bookmark.value("last_us"_L1).toInteger()};
    m_given = bookmark.value("given"_L1).toInteger();
    m_skip = std::max<std::int64_t>(0, m_given - static_cast<std::int64_t>(m_setup.size()));
    return {};
}

QString RetailSource::nameOf(const QByteArray& sha256, std::int64_t from)
{
    const QString file = u"import:"_s % QString::fromLatin1(sha256);
    return from == 0 ? file : QString(file % u'@' % QString::number(from));
}

QString RetailSource::name() const { return nameOf(m_plan.report.sha256, m_plan.from); }

Status RetailSource::plan(std::int64_t from, std::int64_t limit, const ScanProgress& progress)
{
    REPLAY_ASSIGN(m_plan, RetailPlan::scan(m_options.path, m_look, from, limit, progress));
    m_plan.report.stockPermille = m_options.stockPermille;
    planSetup();
    return {};
}

void RetailSource::planSetup()
{
    m_setup.clear();
    for (std::size_t i = 0; i < m_plan.customers.size(); ++i) {
        if (m_plan.customers[i].invoice >= m_plan.from)
            m_setup.push_back({false, i});
    }
    for (std::size_t i = 0; i < m_plan.products.size(); ++i) {
        const RetailPlan::Product& product = m_plan.products[i];
        const bool sellsOn = stockFor(product.unitsBefore + product.units) > stockFor(product.unitsBefore);
        if (product.invoice >= m_plan.from || sellsOn)
            m_setup.push_back({true, i});
    }
}

std::int64_t RetailSource::stockFor(std::int64_t units) const
{
    __extension__ using Wide = __int128;
    return static_cast<std::int64_t>(static_cast<Wide>(units) * m_options.stockPermille / 1'000);
}

QUuid RetailSource::productId(QByteArrayView code) const
{
    return m_random.uuid(idsAt, QByteArray(QByteArrayView("import-product:") % code));
}

QUuid RetailSource::customerId(QByteArrayView key) const
{
    return m_random.uuid(idsAt, QByteArray(QByteArrayView("import-customer:") % key));
}

PlannedInput RetailSource::input(ModelTime at, const char* purpose, std::int64_t index, const char* command, QJsonObject data) const
{
    PlannedInput planned;
    planned.at = at;
    planned.message.id = m_random.uuid(at, QByteArray(m_plan.report.sha256 % QByteArrayView(purpose)), static_cast<std::uint64_t>(index));
    planned.message.correlationId = planned.message.id;
    planned.message.actor = u"import"_s;
    planned.message.name = QString::fromLatin1(command);
    planned.message.data = std::move(data);
    planned.target = commandTarget(planned.message.name);
    return planned;
}

PlannedInput RetailSource::setupInput(std::int64_t number) const
{
    const ModelTime at = m_begin + number;
    const SetupStep step = m_setup[static_cast<std::size_t>(number)];
    if (step.ofProduct)
        return productInput(at, number, m_plan.products[step.at]);
    return input(at, "setup", number, "RegisterUser", customerData(m_plan.customers[step.at]));
}

QJsonObject RetailSource::customerData(const RetailPlan::Customer& customer) const
{
    const bool guest = customer.key.isEmpty();
    const QByteArray key = guest ? QByteArray(' ' + customer.country) : customer.key;
    const QString address = guest ? QString(u"guest."_s % slug(customer.country)) : text(customer.key);
    return {{u"user_id"_s, base::idText(customerId(key))},
            {u"email"_s, QString(address % u"@customers.invalid"_s)},
            {u"first_name"_s, guest ? u"Guest"_s : u"Customer"_s},
            {u"last_name"_s, guest ? text(customer.country) : text(customer.key)},
            {u"country"_s, text(customer.country)}};
}

PlannedInput RetailSource::productInput(ModelTime at, std::int64_t number, const RetailPlan::Product& product) const
{
    const QString id = base::idText(productId(product.sku));
    if (product.invoice < m_plan.from) {
        const std::int64_t more = stockFor(product.unitsBefore + product.units) - stockFor(product.unitsBefore);
        return input(at, "setup", number, "AdjustStock",
                     {{u"product_id"_s, id}, {u"delta"_s, qint64{more}}, {u"reason"_s, u"opening stock of further invoices"_s}});
    }
    const QString given = text(product.name);
    const QString name = given.size() >= nameLengthMin ? given : QString(u"Stock code "_s % text(product.sku));
    return input(at, "setup", number, "CreateProduct",
                 {{u"product_id"_s, id},
                  {u"name"_s, name},
                  {u"sku"_s, text(product.sku)},
                  {u"price"_s, product.price.toString()},
                  {u"stock_quantity"_s, qint64{stockFor(product.units)}}});
}

Result<std::vector<PlannedInput>> RetailSource::next(int limit)
{
    std::vector<PlannedInput> inputs;
    const auto setup = static_cast<std::int64_t>(m_setup.size());
    while (static_cast<int>(inputs.size()) < limit) {
        if (m_given < setup) {
            inputs.push_back(setupInput(m_given));
        } else {
            if (m_ready.empty())
                REPLAY_TRY(readInvoices());
            if (m_ready.empty())
                break;
            inputs.push_back(std::move(m_ready.front()));
            m_ready.pop_front();
        }
        m_last = inputs.back().at;
        ++m_given;
    }
    return inputs;
}

// Reads on until an invoice gave inputs or the file has ended.
Status RetailSource::readInvoices()
{
    if (!m_reader && !m_readToEnd) {
        REPLAY_ASSIGN(m_reader, RetailReader::open(m_options.path));
        m_made = m_begin + static_cast<std::int64_t>(m_setup.size());
    }
    RetailRow row;
    while (m_ready.empty() && !m_readToEnd) {
        REPLAY_ASSIGN(const bool more, m_reader->next(row));
        if (!more)
            return finishReading();
        REPLAY_TRY(collect(row));
        while (!m_open.empty() && m_open.front().complete) {
            makeInputs(m_open.front());
            m_rowsOpen -= m_open.front().rows;
            m_open.pop_front();
        }
    }
    return {};
}

Status RetailSource::finishReading()
{
    m_readToEnd = true;
    const bool same = m_reader->sha256() == m_plan.report.sha256;
    m_reader.reset();
    if (!same)
        return base::failed(u"%1: changed while it was being imported"_s.arg(m_options.path));
    return {};
}

Status RetailSource::collect(const RetailRow& row)
{
    const auto found = m_plan.invoices.constFind(row.invoice);
    if (found == m_plan.invoices.constEnd())
        return base::failed(u"%1: changed while it was being imported"_s.arg(m_options.path));
    if (found->index < m_plan.from || found->index >= m_plan.to)
        return {};
    auto invoice = std::find_if(m_open.rbegin(), m_open.rend(), [&](const OpenInvoice& open) { return open.index == found->index; });
    if (invoice == m_open.rend()) {
        m_open.push_back({found->index, row.number, row.invoice, customerKey(row), row.country, row.at, 0, false, {}});
        invoice = m_open.rbegin();
    }
    ++invoice->rows;
    if (++m_rowsOpen > rowsWaitingMax)
        return m_reader->error(u"invoice %1 is spread over more than %2 rows"_s.arg(text(m_open.front().number)).arg(rowsWaitingMax));
    const RowKind kind = row.kind();
    const bool sale = kind == RowKind::Sale && row.hasMoneyPrice();
    const bool adjustment = kind == RowKind::StockAdjustment && m_plan.productAt.contains(row.stockCode);
    if (sale || adjustment)
        invoice->lines.push_back(
            {row.number, row.stockCode, row.quantity, row.priceMilli, sale, adjustment ? row.description : QByteArray()});
    invoice->complete = row.number == found->lastRow;
    return {};
}

// Gives the moment of the next input and answers whether it is still to be given (an earlier run may have done so).
bool RetailSource::isNext(ModelTime invoiceAt)
{
    m_made = std::max(invoiceAt, m_made + 1);
    if (m_skip == 0)
        return true;
    --m_skip;
    return false;
}

void RetailSource::makeInputs(const OpenInvoice& invoice)
{
    const bool sold = std::any_of(invoice.lines.begin(), invoice.lines.end(), [](const Line& line) { return line.sale; });
    if (sold) {
        if (isNext(invoice.at))
            m_ready.push_back(orderInput(invoice));
        if (m_plan.returnedOrders.contains(invoice.index))
            m_touched.insert(invoice.index, m_made);
    }
    makeReturns(invoice);
    for (const Line& line : invoice.lines) {
        if (!line.sale && isNext(invoice.at))
            m_ready.push_back(adjustmentInput(line));
    }
}

void RetailSource::makeReturns(const OpenInvoice& invoice)
{
    for (const RetailPlan::Return& back : m_plan.returns.value(invoice.index)) {
        const auto touched = m_touched.constFind(back.order);
        const ModelTime settled = touched == m_touched.constEnd() ? invoice.at : std::max(invoice.at, *touched + settlingUs);
        if (isNext(settled))
            m_ready.push_back(returnInput(invoice, back));
        m_touched.insert(back.order, m_made);
    }
}

/// A function of the file and the row alone: a later stretch finds the orders of an earlier one.
QUuid RetailSource::orderId(ModelTime at, std::int64_t firstRow) const
{
    return m_random.uuid(at, QByteArray(m_plan.report.sha256 % QByteArrayView("order")), static_cast<std::uint64_t>(firstRow));
}

PlannedInput RetailSource::returnInput(const OpenInvoice& invoice, const RetailPlan::Return& back) const
{
    const RetailPlan::ReturnedOrder order = m_plan.returnedOrders.value(back.order);
    QJsonArray items;
    for (auto line = back.units.constBegin(); line != back.units.constEnd(); ++line)
        items << QJsonObject{{u"product_id"_s, base::idText(productId(line.key()))}, {u"quantity"_s, qint64{line.value()}}};
    const QByteArray purpose = QByteArray("return:") + QByteArray::number(qint64{order.firstRow}) + ':';
    return input(m_made, purpose.constData(), invoice.firstRow, "ReturnOrder",
                 {{u"order_id"_s, base::idText(orderId(order.at, order.firstRow))},
                  {u"items"_s, items},
                  {u"reason"_s, QString(u"cancellation "_s % text(invoice.number))}});
}

PlannedInput RetailSource::orderInput(const OpenInvoice& invoice) const
{
    QJsonArray items;
    for (const Line& line : invoice.lines) {
        if (line.sale) {
            items << QJsonObject{{u"product_id"_s, base::idText(productId(line.code))},
                                 {u"quantity"_s, qint64{line.quantity}},
                                 {u"unit_price"_s, moneyText(line.priceMilli)}};
        }
    }
    return input(m_made, "row", invoice.firstRow, "PlaceOrder",
                 {{u"order_id"_s, base::idText(orderId(invoice.at, invoice.firstRow))},
                  {u"order_number"_s, text(invoice.number)},
                  {u"customer_id"_s, base::idText(customerId(invoice.customer))},
                  {u"items"_s, items},
                  {u"currency"_s, u"GBP"_s},
                  {u"shipping_address"_s, QJsonObject{{u"country"_s, text(invoice.country)}}}});
}

PlannedInput RetailSource::adjustmentInput(const Line& line) const
{
    const QString reason = line.remark.isEmpty() ? u"stock adjustment"_s : text(line.remark).left(200);
    return input(m_made, "adjustment", line.row, "AdjustStock",
                 {{u"product_id"_s, base::idText(productId(line.code))}, {u"delta"_s, qint64{line.quantity}}, {u"reason"_s, reason}});
}

QJsonObject RetailSource::bookmark() const
{
    return {{u"sha256"_s, QString::fromLatin1(m_plan.report.sha256)},
            {u"stock_permille"_s, qint64{m_options.stockPermille}},
            {u"from"_s, qint64{m_plan.from}},
            {u"to"_s, qint64{m_plan.to}},
            {u"of"_s, qint64{m_plan.invoicesInFile}},
            {u"inputs"_s, qint64{inputsInAll()}},
            {u"begin_us"_s, qint64{m_begin.us}},
            {u"last_us"_s, qint64{m_last.us}},
            {u"given"_s, qint64{m_given}}};
}

double RetailSource::share() const
{
    const std::int64_t all = inputsInAll();
    return all == 0 ? 1.0 : static_cast<double>(m_given) / static_cast<double>(all);
}

}  // namespace replay::scenarios
