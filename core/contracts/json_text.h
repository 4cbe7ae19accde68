// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/base/json.h"
#include "core/base/model_time.h"
#include "core/base/random.h"

/// Values that may be missing, between our own JSON (events, states), where they are null, and C++, where they are null too.
namespace replay::contracts {

/// A null text where the value is null or absent; an empty text stays an empty text.
inline QString textOf(const QJsonValue& value)
{
    if (!value.isString())
        return {};
    const QString text = value.toString();
    return text.isNull() ? QStringLiteral("") : text;
}

inline base::ModelTime timeOf(const QJsonValue& value) { return base::ModelTime::parse(value.toString()).value_or(base::ModelTime()); }

inline QJsonValue orNull(const QString& text) { return text.isNull() ? QJsonValue(QJsonValue::Null) : QJsonValue(text); }
inline QJsonValue orNull(const QUuid& id) { return id.isNull() ? QJsonValue(QJsonValue::Null) : QJsonValue(base::idText(id)); }
inline QJsonValue orNull(const std::optional<QJsonObject>& object) { return object ? QJsonValue(*object) : QJsonValue(QJsonValue::Null); }
inline QJsonValue orNull(const std::optional<base::Money>& amount)
{
    return amount ? QJsonValue(amount->toString()) : QJsonValue(QJsonValue::Null);
}

inline std::optional<QJsonObject> objectOf(const QJsonValue& value)
{
    return value.isObject() ? std::optional(value.toObject()) : std::nullopt;
}

}  // namespace replay::contracts
