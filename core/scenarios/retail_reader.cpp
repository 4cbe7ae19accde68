// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/scenarios/retail_reader.h"

#include <QDate>
#include <charconv>
#include <optional>

namespace replay::scenarios {
namespace {

constexpr std::array columnNames{"InvoiceNo", "StockCode", "Description", "Quantity", "InvoiceDate", "UnitPrice", "CustomerID", "Country"};
constexpr qsizetype invoiceBytesMax = 40;
constexpr qsizetype codeBytesMax = 50;
constexpr qsizetype customerBytesMax = 40;
constexpr qsizetype countryBytesMax = 80;

std::optional<std::int64_t> wholeOf(QByteArrayView text)
{
    std::int64_t value = 0;
    const auto [end, failure] = std::from_chars(text.begin(), text.end(), value);
    if (failure != std::errc() || end != text.end())
        return std::nullopt;
    return value;
}

// "-11062.06" → -11062060; up to three decimals, zeros after them are no harm.
std::optional<std::int64_t> milliOf(QByteArrayView text)
{
    const bool negative = text.startsWith('-');
    const QByteArrayView digits = negative ? text.sliced(1) : text;
    const qsizetype point = digits.indexOf('.');
    const QByteArrayView whole = point < 0 ? digits : digits.first(point);
    QByteArrayView part = point < 0 ? QByteArrayView() : digits.sliced(point + 1);
    while (part.size() > 3 && part.endsWith('0'))
        part.chop(1);
    const std::optional<std::int64_t> units = wholeOf(whole);
    if (!units || *units < 0 || *units > priceMilliBound / 1'000 || whole.startsWith('-') || part.size() > 3 ||
        (point >= 0 && part.isEmpty()))
        return std::nullopt;
    std::int64_t milli = *units * 1'000;
    std::int64_t scale = 100;
    for (const char digit : part) {
        if (digit < '0' || digit > '9')
            return std::nullopt;
        milli += (digit - '0') * scale;
        scale /= 10;
    }
    return negative ? -milli : milli;
}

std::optional<base::ModelTime> timeOf(int year, int month, int day, int hour, int minute, int second)
{
    const QDate date(year, month, day);
    if (!date.isValid() || year < 1970 || year > 9999 || hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 59)
        return std::nullopt;
    const std::int64_t days = QDate(1970, 1, 1).daysTo(date);
    return base::ModelTime{days * base::usPerDay + ((hour * 60LL + minute) * 60 + second) * base::usPerSecond};
}

// The numbers of a text that stand between the separators given, one of which must follow each number but the last.
template <std::size_t Count>
std::optional<std::array<int, Count>> numbersOf(QByteArrayView text, const char (&separators)[Count])
{
    std::array<int, Count> numbers{};
    const char* at = text.begin();
    for (std::size_t i = 0; i < Count; ++i) {
        const auto [end, failure] = std::from_chars(at, text.end(), numbers[i]);
        const bool last = i + 1 == Count;
        if (failure != std::errc() || (last ? end != text.end() : end == text.end() || *end != separators[i]))
            return std::nullopt;
        at = end + 1;
    }
    return numbers;
}

// UCI's file has "12/1/2010 8:26"; copies of it that went through a database have "2010-12-01 08:26:00".
std::optional<base::ModelTime> dateOf(QByteArrayView text)
{
    if (const auto n = numbersOf(text, "// :"))
        return timeOf((*n)[2], (*n)[0], (*n)[1], (*n)[3], (*n)[4], 0);
    if (const auto n = numbersOf(text, "-- ::"))
        return timeOf((*n)[0], (*n)[1], (*n)[2], (*n)[3], (*n)[4], (*n)[5]);
    return std::nullopt;
}

bool isNumberOfCustomer(QByteArrayView text)
{
    return text.size() <= customerBytesMax && std::all_of(text.begin(), text.end(), [](char c) {
               return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '.' || c == '-' || c == '_';
           });
}

bool isName(QByteArrayView text, qsizetype bytesMax) { return !text.isEmpty() && text.size() <= bytesMax; }

}  // namespace

RowKind RetailRow::kind() const
{
    if (invoice.startsWith('C'))
        return RowKind::Cancellation;
    if (priceMilli < 0)
        return RowKind::NegativePrice;
    if (quantity < 0)
        return RowKind::StockAdjustment;
    if (quantity == 0)
        return RowKind::ZeroQuantity;
    return priceMilli == 0 ? RowKind::ZeroPrice : RowKind::Sale;
}

Result<std::unique_ptr<RetailReader>> RetailReader::open(const QString& path)
{
    REPLAY_ASSIGN(std::unique_ptr<CsvReader> csv, CsvReader::open(path));
    std::unique_ptr<RetailReader> reader(new RetailReader(std::move(csv)));
    REPLAY_TRY(reader->readHeader());
    return reader;
}

Status RetailReader::readHeader()
{
    REPLAY_ASSIGN(const bool found, m_csv->next());
    if (!found)
        return m_csv->error(QStringLiteral("the file is empty: expected a line of column names"));
    m_width = m_csv->size();
    m_columns.fill(-1);
    for (int i = 0; i < m_width; ++i) {
        QByteArrayView name = m_csv->field(i).trimmed();
        if (i == 0 && name.startsWith("\xef\xbb\xbf"))
            name = name.sliced(3);
        for (std::size_t column = 0; column < columnNames.size(); ++column) {
            if (name != QByteArrayView(columnNames[column]))
                continue;
            if (m_columns[column] >= 0)
                return m_csv->error(QStringLiteral("the column %1 stands there twice").arg(QLatin1StringView(columnNames[column])));
            m_columns[column] = i;
        }
    }
    QStringList missing;
    for (std::size_t column = 0; column < columnNames.size(); ++column) {
        if (m_columns[column] < 0)
            missing << QString::fromLatin1(columnNames[column]);
    }
    if (!missing.isEmpty())
        return m_csv->error(QStringLiteral("missing column %1").arg(missing.join(QStringLiteral(", "))));
    return {};
}

base::Error RetailReader::wrong(Column column, const char* expected) const
{
    const QString value = QString::fromUtf8(cell(column).first(std::min<qsizetype>(cell(column).size(), 60)));
    return m_csv->error(
        QStringLiteral("%1: \"%2\" is not %3").arg(QLatin1StringView(columnNames[column]), value, QLatin1StringView(expected)));
}

Status RetailReader::readNames(RetailRow& row) const
{
    row.invoice = cell(Invoice).trimmed().toByteArray();
    row.stockCode = cell(Code).trimmed().toByteArray();
    row.description = cell(Description).trimmed().toByteArray();
    row.customer = cell(Customer).trimmed().toByteArray();
    row.country = cell(Country).trimmed().toByteArray();
    if (!isName(row.invoice, invoiceBytesMax))
        return wrong(Invoice, "an invoice number of 1 to 40 characters");
    if (!isName(row.stockCode, codeBytesMax))
        return wrong(Code, "a stock code of 1 to 50 characters");
    if (!isNumberOfCustomer(row.customer))
        return wrong(Customer, "a customer number: letters, digits, points and dashes, at most 40");
    if (!isName(row.country, countryBytesMax))
        return wrong(Country, "the name of a country of 1 to 80 characters");
    return {};
}

Status RetailReader::readNumbers(RetailRow& row) const
{
    const std::optional<std::int64_t> quantity = wholeOf(cell(Quantity).trimmed());
    if (!quantity || *quantity > quantityBound || *quantity < -quantityBound)
        return wrong(Quantity, "a whole number from -10000000 to 10000000");
    const std::optional<std::int64_t> price = milliOf(cell(Price).trimmed());
    if (!price)
        return wrong(Price, "a price such as 2.55 with at most three decimals");
    const std::optional<base::ModelTime> at = dateOf(cell(Date).trimmed());
    if (!at)
        return wrong(Date, "a time such as 12/1/2010 8:26 (month/day/year)");
    row.quantity = *quantity;
    row.priceMilli = *price;
    row.at = *at;
    return {};
}

Result<bool> RetailReader::next(RetailRow& row)
{
    REPLAY_ASSIGN(const bool found, m_csv->next());
    if (!found)
        return false;
    if (m_csv->size() != m_width)
        return m_csv->error(QStringLiteral("expected %1 fields, got %2").arg(m_width).arg(m_csv->size()));
    row.number = m_csv->row();
    REPLAY_TRY(readNames(row));
    REPLAY_TRY(readNumbers(row));
    return true;
}

}  // namespace replay::scenarios
