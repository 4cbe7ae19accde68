// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/state_diff.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QMap>

namespace replay::ui {

namespace {

QString leafText(const QJsonValue& value)
{
    switch (value.type()) {
    case QJsonValue::String: return value.toString();
    case QJsonValue::Bool: return value.toBool() ? QStringLiteral("true") : QStringLiteral("false");
    case QJsonValue::Double: return QString::fromUtf8(QJsonDocument(QJsonArray{value}).toJson(QJsonDocument::Compact)).mid(1).chopped(1);
    case QJsonValue::Array: return QStringLiteral("[]");
    case QJsonValue::Object: return QStringLiteral("{}");
    default: return QStringLiteral("null");
    }
}

void flatten(const QJsonValue& value, const QString& path, QMap<QString, QString>& leaves)
{
    if (value.isObject() && !value.toObject().isEmpty()) {
        const QJsonObject object = value.toObject();
        for (auto it = object.begin(); it != object.end(); ++it)
            flatten(it.value(), path.isEmpty() ? it.key() : QString(path + QLatin1Char('.') + it.key()), leaves);
    } else if (value.isArray() && !value.toArray().isEmpty()) {
        const QJsonArray array = value.toArray();
        for (qsizetype i = 0; i < array.size(); ++i)
            flatten(array.at(i), QStringLiteral("%1[%2]").arg(path).arg(i), leaves);
    } else if (!path.isEmpty()) {
        leaves.insert(path, leafText(value));
    }
}

QMap<QString, QString> leavesOf(const QByteArray& json)
{
    QMap<QString, QString> leaves;
    if (!json.isEmpty())
        flatten(QJsonDocument::fromJson(json).object(), {}, leaves);
    return leaves;
}

}  // namespace

QList<FieldChange> stateDiff(const QByteArray& before, const QByteArray& after)
{
    const QMap<QString, QString> old = leavesOf(before);
    const QMap<QString, QString> now = leavesOf(after);
    QMap<QString, FieldChange> changes;
    for (auto it = old.begin(); it != old.end(); ++it) {
        const auto same = now.constFind(it.key());
        if (same == now.constEnd())
            changes.insert(it.key(), {FieldChange::Kind::Removed, it.key(), it.value(), {}});
        else if (*same != it.value())
            changes.insert(it.key(), {FieldChange::Kind::Changed, it.key(), it.value(), *same});
    }
    for (auto it = now.begin(); it != now.end(); ++it) {
        if (!old.contains(it.key()))
            changes.insert(it.key(), {FieldChange::Kind::Added, it.key(), {}, it.value()});
    }
    return changes.values();
}

}  // namespace replay::ui
