// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/contracts/request_schema.h"
#include "core/queries/query_handlers.h"

namespace replay::queries {

QList<api::RequestSchema> querySchemas()
{
    using contracts::exampleId;
    using contracts::maybe;
    using contracts::needed;
    using contracts::request;
    return {
        request("ProductQuery", "product", "Products that fit all of the given fields, oldest first.",
                {maybe("product_id", "id:Product", exampleId), maybe("category_id", "id:Category", exampleId),
                 maybe("search", "text", "\"teapot\""), maybe("min_price", "money", "\"10.00\""), maybe("max_price", "money", "\"50.00\""),
                 maybe("is_active", "flag", "true"), maybe("skip", "whole", "0"), maybe("limit", "whole", "100")}),
        request("OrderQuery", "order", "Orders that fit all of the given fields, oldest first.",
                {maybe("order_id", "id:Order", exampleId), maybe("customer_id", "id:User", exampleId),
                 maybe("status", "text", "\"pending\""), maybe("skip", "whole", "0"), maybe("limit", "whole", "100")}),
        request("SearchProducts", "product", "Products whose name or description contains a text.",
                {needed("search_term", "text", "\"lamp\""), maybe("limit", "whole", "20")}),
        request("CustomerOrders", "order", "The orders of a customer, newest first.",
                {needed("customer_id", "id:User", exampleId), maybe("limit", "whole", "50")}),
        request("GetProduct", "product", "One product; no row where there is none.", {needed("product_id", "id:Product", exampleId)}),
        request("GetOrder", "order", "One order; no row where there is none.", {needed("order_id", "id:Order", exampleId)}),
        request("SalesPerDay", "order", "Confirmed orders by the day they were placed.",
                {maybe("from", "text", "\"2026-01-05\""), maybe("to", "text", "\"2026-01-31\""), maybe("limit", "whole", "100")}),
        request("StockLevels", "inventory", "What there is of each product, by product id.",
                {maybe("product_id", "id:Product", exampleId), maybe("available_below", "whole", "10"), maybe("skip", "whole", "0"),
                 maybe("limit", "whole", "100")}),
        request("SagaOutcomes", "saga", "How sagas went, oldest first.",
                {maybe("status", "text", "\"failed\""), maybe("order_id", "id:Order", exampleId), maybe("skip", "whole", "0"),
                 maybe("limit", "whole", "100")}),
    };
}

}  // namespace replay::queries
