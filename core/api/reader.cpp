// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/api/reader.h"

#include "core/base/json.h"

#include <QJsonDocument>
#include <algorithm>

namespace replay::api {
namespace {

/// One value as JSON text; nothing where the object does not have it.
QByteArray textOf(const QJsonValue& value)
{
    if (value.isUndefined())
        return {};
    const QByteArray list = QJsonDocument(QJsonArray{value}).toJson(QJsonDocument::Compact);
    return list.sliced(1, list.size() - 2);
}

}  // namespace

Result<ReplayComparison> Reader::compareWithReplay(const QString& aggregateId, std::optional<int> version)
{
    ReplayComparison comparison;
    REPLAY_ASSIGN(comparison.withSnapshots, aggregateAtVersion(aggregateId, version, true));
    REPLAY_ASSIGN(comparison.replayed, aggregateAtVersion(aggregateId, comparison.withSnapshots.version, false));
    const QJsonObject kept = QJsonDocument::fromJson(comparison.withSnapshots.state).object();
    const QJsonObject folded = QJsonDocument::fromJson(comparison.replayed.state).object();
    QStringList keys = kept.keys() + folded.keys();
    keys.removeDuplicates();
    std::sort(keys.begin(), keys.end());
    for (const QString& key : std::as_const(keys)) {
        if (kept.value(key) != folded.value(key))
            comparison.differences.append({key, textOf(kept.value(key)), textOf(folded.value(key))});
    }
    return comparison;
}

}  // namespace replay::api
