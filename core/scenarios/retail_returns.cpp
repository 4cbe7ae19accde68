// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/scenarios/retail_returns.h"

#include <algorithm>

namespace replay::scenarios {

QByteArray customerKey(const RetailRow& row) { return row.customer.isEmpty() ? QByteArray(' ' + row.country) : row.customer; }

QByteArray customerAndCode(const RetailRow& row) { return customerKey(row) + '\n' + row.stockCode; }

Result<RetailFirstLook> firstLook(const QString& path)
{
    REPLAY_ASSIGN(const std::unique_ptr<RetailReader> reader, RetailReader::open(path));
    RetailFirstLook look;
    RetailRow row;
    for (;;) {
        REPLAY_ASSIGN(const bool more, reader->next(row));
        if (!more)
            break;
        if (row.kind() == RowKind::Cancellation)
            look.cancelled.insert(customerAndCode(row));
    }
    look.sha256 = reader->sha256();
    return look;
}

void RetailReturns::sell(const RetailRow& row, std::int64_t invoice)
{
    const QByteArray key = customerAndCode(row);
    if (!m_cancelled.contains(key))
        return;
    Held& held = m_held[key];
    held.everSold = true;
    const Lot lot{invoice, row.quantity, row.priceMilli};
    // An invoice that others interrupt comes back to its own place.
    const auto after =
        std::upper_bound(held.lots.begin(), held.lots.end(), lot, [](const Lot& a, const Lot& b) { return a.invoice < b.invoice; });
    held.lots.insert(after, lot);
}

RetailReturns::Match RetailReturns::take(const RetailRow& row, std::int64_t invoice)
{
    Match match;
    match.missing = -row.quantity;
    const auto found = m_held.find(customerAndCode(row));
    if (found == m_held.end())
        return match;
    match.everSold = found->everSold;
    takeFrom(*found, invoice, match);
    return match;
}

void RetailReturns::takeFrom(Held& held, std::int64_t before, Match& match)
{
    const auto byInvoice = [](const Lot& lot, std::int64_t invoice) { return lot.invoice < invoice; };
    auto end = std::lower_bound(held.lots.begin(), held.lots.end(), before, byInvoice);
    while (match.missing > 0 && end != held.lots.begin()) {
        const std::int64_t latest = std::prev(end)->invoice;
        const auto begin = std::lower_bound(held.lots.begin(), end, latest, byInvoice);
        Part part{latest, 0, 0};
        for (auto lot = begin; lot != end && match.missing > 0; ++lot) {
            const std::int64_t units = std::min(lot->units, match.missing);
            lot->units -= units;
            match.missing -= units;
            part.units += units;
            part.valueMilli += units * lot->priceMilli;
        }
        if (part.units > 0)
            match.parts.push_back(part);
        end = begin;
    }
    std::erase_if(held.lots, [](const Lot& lot) { return lot.units == 0; });
}

}  // namespace replay::scenarios
