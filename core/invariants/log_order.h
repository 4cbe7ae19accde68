// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QList>
#include <QUuid>
#include <algorithm>

namespace replay::invariants {

/// The keys of things in the order in which they first show in the log, so that no finding depends on the order of a hash.
template <typename Hash>
QList<QUuid> keysInLogOrder(const Hash& things)
{
    QList<QUuid> keys = things.keys();
    std::sort(keys.begin(), keys.end(), [&](const QUuid& a, const QUuid& b) {
        const auto left = things.constFind(a)->first;
        const auto right = things.constFind(b)->first;
        return left != right ? left < right : a < b;
    });
    return keys;
}

}  // namespace replay::invariants
