// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/base/model_time.h"
#include "core/scenarios/csv_reader.h"

#include <array>

namespace replay::scenarios {

/// The kinds of rows of the UCI Online Retail file; every row is exactly one of them.
enum class RowKind { Sale, Cancellation, StockAdjustment, ZeroPrice, NegativePrice, ZeroQuantity };

/// One line of an invoice.
struct RetailRow {
    std::int64_t number = 0;  ///< from 1, after the header: a row has no id of its own
    QByteArray invoice;
    QByteArray stockCode;    ///< case kept: 85123A and 85123a are two
    QByteArray description;  ///< blanks at both ends removed; may be empty
    std::int64_t quantity = 0;
    std::int64_t priceMilli = 0;  ///< thousandths of a pound: the file has prices of three decimals
    base::ModelTime at;           ///< the invoice's local time, taken as UTC
    QByteArray customer;          ///< may be empty
    QByteArray country;

    RowKind kind() const;
    std::int64_t valueMilli() const { return quantity * priceMilli; }
    /// Money has two decimals: 0.001 is none.
    bool hasMoneyPrice() const { return priceMilli % 10 == 0; }
};

inline constexpr std::int64_t quantityBound = 10'000'000;
inline constexpr std::int64_t priceMilliBound = 99'999'999'999;

/// Reads a UCI Online Retail CSV, typed and checked. The columns are found by the names in the header, in any order.
class RetailReader {
public:
    static Result<std::unique_ptr<RetailReader>> open(const QString& path);

    /// Moves to the next row: false at the end of the file.
    Result<bool> next(RetailRow& row);
    double share() const { return m_csv->share(); }
    QByteArray sha256() const { return m_csv->sha256(); }
    base::Error error(const QString& reason) const { return m_csv->error(reason); }

private:
    enum Column { Invoice, Code, Description, Quantity, Date, Price, Customer, Country, ColumnCount };
    explicit RetailReader(std::unique_ptr<CsvReader> csv) : m_csv(std::move(csv)) {}
    Status readHeader();
    QByteArrayView cell(Column column) const { return m_csv->field(m_columns[column]); }
    base::Error wrong(Column column, const char* expected) const;
    Status readNames(RetailRow& row) const;
    Status readNumbers(RetailRow& row) const;

    std::unique_ptr<CsvReader> m_csv;
    std::array<int, ColumnCount> m_columns{};
    int m_width = 0;
};

}  // namespace replay::scenarios
