// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/queries/query_handlers.h"

#include "core/projections/order_read_model.h"
#include "core/projections/product_read_model.h"
#include "core/projections/saga_outcomes.h"
#include "core/projections/sales_per_day.h"
#include "core/projections/stock_levels.h"

#include <QDate>

namespace replay::queries {
namespace {

using base::Fields;
using projections::OrderRow;
using projections::ProductRow;
using projections::RowTable;
using projections::SagaOutcomeRow;
using projections::SalesRow;
using projections::StockRow;
using storage::Row;
using storage::bind;

/// Collects one page: rows that fit, after `skip` of them, at most `limit`.
template <typename RowType>
class Page {
public:
    Page(Fields& fields, int limitDefault, bool skips = true)
        : m_skip(skips ? fields.wholeOr("skip", 0, 0, QueryHandlers::skipMax) : 0),
          m_left(fields.wholeOr("limit", limitDefault, 0, QueryHandlers::limitMax)),
          m_set{RowTable<RowType>::shownColumns(), {}}
    {
    }

    template <typename Fits>
    auto visit(Fits fits)
    {
        return [this, fits](const Row& source) {
            if (m_left <= 0)
                return false;
            const RowType row = RowTable<RowType>::rowFrom(source);
            if (!fits(row))
                return true;
            if (m_skip > 0) {
                --m_skip;
                return true;
            }
            m_set.rows.append(RowTable<RowType>::cells(row));
            return --m_left > 0;
        };
    }
    auto visit()
    {
        return visit([](const RowType&) { return true; });
    }
    api::RowSet take() { return std::move(m_set); }

private:
    std::int64_t m_skip;
    std::int64_t m_left;
    api::RowSet m_set;
};

template <typename RowType>
std::string selectFrom(const char* rest)
{
    return "SELECT " + RowTable<RowType>::columnList() + " FROM " + RowType::table + " " + rest;
}

bool contains(const ProductRow& product, const QString& text)
{
    return product.name.contains(text, Qt::CaseInsensitive) || product.description.contains(text, Qt::CaseInsensitive);
}

QString dayOr(Fields& fields, const char* key, const QString& otherwise)
{
    const QString day = fields.textOr(key, otherwise);
    if (!QDate::fromString(day, QStringLiteral("yyyy-MM-dd")).isValid())
        fields.fail(key, QStringLiteral("\"%1\" is not a day such as 2026-01-05").arg(day.left(40)));
    return day;
}

void checkStatus(Fields& fields, const std::optional<QString>& status, const QStringList& known)
{
    if (status && !known.contains(*status))
        fields.fail("status", QStringLiteral("\"%1\" is no status; there are %2").arg(status->left(40), known.join(QStringLiteral(", "))));
}

}  // namespace

namespace {

base::Error noSuchQuery(const QString& name)
{
    QStringList names;
    for (const api::RequestSchema& schema : querySchemas())
        names.append(schema.name);
    return base::malformed(QStringLiteral("there is no query \"%1\"; there are %2").arg(name.left(80), names.join(QStringLiteral(", "))));
}

}  // namespace

Result<QString> QueryHandlers::modelOf(const QString& name)
{
    static const QHash<QString, const char*> models{
        {QStringLiteral("ProductQuery"), ProductRow::table},    {QStringLiteral("SearchProducts"), ProductRow::table},
        {QStringLiteral("GetProduct"), ProductRow::table},      {QStringLiteral("OrderQuery"), OrderRow::table},
        {QStringLiteral("CustomerOrders"), OrderRow::table},    {QStringLiteral("GetOrder"), OrderRow::table},
        {QStringLiteral("SalesPerDay"), SalesRow::table},       {QStringLiteral("StockLevels"), StockRow::table},
        {QStringLiteral("SagaOutcomes"), SagaOutcomeRow::table}};
    if (const char* model = models.value(name, nullptr))
        return QString::fromLatin1(model);
    return noSuchQuery(name);
}

Result<api::RowSet> QueryHandlers::query(const QString& name, const QByteArray& json)
{
    using Handler = Result<api::RowSet> (QueryHandlers::*)(Fields&, storage::Database&);
    static const QHash<QString, Handler> handlers{{QStringLiteral("ProductQuery"), &QueryHandlers::products},
                                                  {QStringLiteral("OrderQuery"), &QueryHandlers::orders},
                                                  {QStringLiteral("SearchProducts"), &QueryHandlers::searchProducts},
                                                  {QStringLiteral("CustomerOrders"), &QueryHandlers::customerOrders},
                                                  {QStringLiteral("GetProduct"), &QueryHandlers::product},
                                                  {QStringLiteral("GetOrder"), &QueryHandlers::order},
                                                  {QStringLiteral("SalesPerDay"), &QueryHandlers::salesPerDay},
                                                  {QStringLiteral("StockLevels"), &QueryHandlers::stockLevels},
                                                  {QStringLiteral("SagaOutcomes"), &QueryHandlers::sagaOutcomes}};
    const Handler handler = handlers.value(name, nullptr);
    if (!handler)
        return noSuchQuery(name);
    REPLAY_ASSIGN(const QJsonObject object, base::parseJsonObject(json.trimmed().isEmpty() ? QByteArray("{}") : json, name));
    REPLAY_ASSIGN(storage::Database * read, m_connections.read());
    Fields fields(object, name);
    return (this->*handler)(fields, *read);
}

Result<api::RowSet> QueryHandlers::products(Fields& fields, storage::Database& read)
{
    const auto productId = fields.maybeId("product_id");
    const auto categoryId = fields.maybeId("category_id");
    const QString search = fields.textOr("search", QString());
    const auto low = fields.maybeMoney("min_price");
    const auto high = fields.maybeMoney("max_price");
    const auto active = fields.maybeFlag("is_active");
    Page<ProductRow> page(fields, 100);
    if (low && high && *low > *high)
        fields.fail("min_price", QStringLiteral("%1 is above max_price %2").arg(low->toString(), high->toString()));
    REPLAY_TRY(fields.finish());
    const auto visit = page.visit([&](const ProductRow& row) {
        return (!categoryId || row.categoryId == *categoryId) && (search.isEmpty() || contains(row, search)) &&
               (!low || row.price >= *low) && (!high || row.price <= *high) && (!active || row.isActive == *active);
    });
    if (productId)
        REPLAY_TRY(read.each(selectFrom<ProductRow>("WHERE product_id = ?"), bind(*productId), visit));
    else if (categoryId)
        REPLAY_TRY(read.each(selectFrom<ProductRow>("WHERE category_id = ? ORDER BY created_at, product_id"), bind(*categoryId), visit));
    else
        REPLAY_TRY(read.each(selectFrom<ProductRow>("WHERE created_at >= 0 ORDER BY created_at, product_id"), bind(), visit));
    return page.take();
}

Result<api::RowSet> QueryHandlers::searchProducts(Fields& fields, storage::Database& read)
{
    const QString term = fields.text("search_term", 1, 1'000);
    Page<ProductRow> page(fields, 20, false);
    REPLAY_TRY(fields.finish());
    REPLAY_TRY(read.each(selectFrom<ProductRow>("WHERE created_at >= 0 ORDER BY created_at, product_id"), bind(),
                         page.visit([&](const ProductRow& row) { return contains(row, term); })));
    return page.take();
}

Result<api::RowSet> QueryHandlers::product(Fields& fields, storage::Database& read)
{
    const QUuid id = fields.id("product_id");
    REPLAY_TRY(fields.finish());
    Fields none({}, QString());
    Page<ProductRow> page(none, 1);
    REPLAY_TRY(read.each(selectFrom<ProductRow>("WHERE product_id = ?"), bind(id), page.visit()));
    return page.take();
}

Result<api::RowSet> QueryHandlers::orders(Fields& fields, storage::Database& read)
{
    const auto orderId = fields.maybeId("order_id");
    const auto customerId = fields.maybeId("customer_id");
    const auto status = fields.maybeText("status");
    checkStatus(fields, status,
                {QStringLiteral("pending"), QStringLiteral("confirmed"), QStringLiteral("cancelled"), QStringLiteral("shipped"),
                 QStringLiteral("delivered"), QStringLiteral("returned")});
    Page<OrderRow> page(fields, 100);
    REPLAY_TRY(fields.finish());
    const auto visit = page.visit(
        [&](const OrderRow& row) { return (!customerId || row.customerId == *customerId) && (!status || row.status == *status); });
    if (orderId)
        REPLAY_TRY(read.each(selectFrom<OrderRow>("WHERE order_id = ?"), bind(*orderId), visit));
    else if (customerId)
        REPLAY_TRY(read.each(selectFrom<OrderRow>("WHERE customer_id = ? ORDER BY created_at, order_id"), bind(*customerId), visit));
    else if (status)
        REPLAY_TRY(read.each(selectFrom<OrderRow>("WHERE status = ? ORDER BY created_at, order_id"), bind(*status), visit));
    else
        REPLAY_TRY(read.each(selectFrom<OrderRow>("WHERE created_at >= 0 ORDER BY created_at, order_id"), bind(), visit));
    return page.take();
}

Result<api::RowSet> QueryHandlers::customerOrders(Fields& fields, storage::Database& read)
{
    const QUuid id = fields.id("customer_id");
    Page<OrderRow> page(fields, 50, false);
    REPLAY_TRY(fields.finish());
    REPLAY_TRY(read.each(selectFrom<OrderRow>("WHERE customer_id = ? ORDER BY created_at DESC, order_id DESC"), bind(id), page.visit()));
    return page.take();
}

Result<api::RowSet> QueryHandlers::order(Fields& fields, storage::Database& read)
{
    const QUuid id = fields.id("order_id");
    REPLAY_TRY(fields.finish());
    Fields none({}, QString());
    Page<OrderRow> page(none, 1);
    REPLAY_TRY(read.each(selectFrom<OrderRow>("WHERE order_id = ?"), bind(id), page.visit()));
    return page.take();
}

Result<api::RowSet> QueryHandlers::salesPerDay(Fields& fields, storage::Database& read)
{
    const QString from = dayOr(fields, "from", QStringLiteral("0001-01-01"));
    const QString to = dayOr(fields, "to", QStringLiteral("9999-12-31"));
    Page<SalesRow> page(fields, 100, false);
    REPLAY_TRY(fields.finish());
    REPLAY_TRY(read.each(selectFrom<SalesRow>("WHERE day >= ? AND day <= ? ORDER BY day"), bind(from, to), page.visit()));
    return page.take();
}

Result<api::RowSet> QueryHandlers::stockLevels(Fields& fields, storage::Database& read)
{
    const auto productId = fields.maybeId("product_id");
    const auto below = fields.maybeWhole("available_below", -1'000'000'000, 1'000'000'000);
    Page<StockRow> page(fields, 100);
    REPLAY_TRY(fields.finish());
    const auto visit = page.visit([&](const StockRow& row) { return !below || row.available < *below; });
    if (productId)
        REPLAY_TRY(read.each(selectFrom<StockRow>("WHERE product_id = ?"), bind(*productId), visit));
    else
        REPLAY_TRY(read.each(selectFrom<StockRow>("WHERE product_id > x'' ORDER BY product_id"), bind(), visit));
    return page.take();
}

Result<api::RowSet> QueryHandlers::sagaOutcomes(Fields& fields, storage::Database& read)
{
    const auto status = fields.maybeText("status");
    const auto orderId = fields.maybeId("order_id");
    checkStatus(fields, status,
                {QStringLiteral("started"), QStringLiteral("completed"), QStringLiteral("compensating"), QStringLiteral("failed")});
    Page<SagaOutcomeRow> page(fields, 100);
    REPLAY_TRY(fields.finish());
    const auto visit = page.visit([&](const SagaOutcomeRow& row) { return !orderId || row.orderId == *orderId; });
    if (status)
        REPLAY_TRY(read.each(selectFrom<SagaOutcomeRow>("WHERE status = ? ORDER BY ordinal"), bind(*status), visit));
    else
        REPLAY_TRY(read.each(selectFrom<SagaOutcomeRow>("WHERE ordinal > 0 ORDER BY ordinal"), bind(), visit));
    return page.take();
}

}  // namespace replay::queries
