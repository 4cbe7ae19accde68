// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/api/values.h"
#include "core/base/json.h"
#include "core/queries/connections.h"

namespace replay::queries {

/// The queries that clients may ask, with their fields, for forms and for help.
QList<api::RequestSchema> querySchemas();

/// Answers the queries from the read models, and from nothing else. Pages are stable: rows come in the order of their creation
/// (then of their ids), and `skip` steps over rows of that order.
class QueryHandlers {
public:
    explicit QueryHandlers(Connections& connections) : m_connections(connections) {}

    /// `json`: an object with the fields of the query's schema. Malformed ones are refused by field.
    Result<api::RowSet> query(const QString& name, const QByteArray& json);

    /// The read model that answers this query.
    static Result<QString> modelOf(const QString& name);

    static constexpr int limitMax = 1'000;
    static constexpr int skipMax = 1'000'000;

private:
    Result<api::RowSet> products(base::Fields& fields, storage::Database& read);
    Result<api::RowSet> searchProducts(base::Fields& fields, storage::Database& read);
    Result<api::RowSet> product(base::Fields& fields, storage::Database& read);
    Result<api::RowSet> orders(base::Fields& fields, storage::Database& read);
    Result<api::RowSet> customerOrders(base::Fields& fields, storage::Database& read);
    Result<api::RowSet> order(base::Fields& fields, storage::Database& read);
    Result<api::RowSet> salesPerDay(base::Fields& fields, storage::Database& read);
    Result<api::RowSet> stockLevels(base::Fields& fields, storage::Database& read);
    Result<api::RowSet> sagaOutcomes(base::Fields& fields, storage::Database& read);

    Connections& m_connections;
};

}  // namespace replay::queries
