// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/base/random.h"
#include "core/storage/statement.h"

#include <QVariant>
#include <type_traits>

namespace replay::projections {

/// A column of a read model: its name and the member that holds it. Hidden ones are kept, but not shown in answers.
template <typename RowType, typename Value>
struct Column {
    const char* name;
    Value RowType::*member;
    bool hidden = false;
};

template <typename RowType, typename Value>
constexpr Column<RowType, Value> column(const char* name, Value RowType::*member)
{
    return {name, member, false};
}

template <typename RowType, typename Value>
constexpr Column<RowType, Value> hiddenColumn(const char* name, Value RowType::*member)
{
    return {name, member, true};
}

/// A value that is stored as a JSON text of its own.
template <typename Value>
concept JsonColumn = requires(const Value& value, const QByteArray& json)
{
    {
        value.toJson()
        } -> std::same_as<QByteArray>;
    {
        Value::fromJson(json)
        } -> std::same_as<Value>;
};

/// How a member is bound: no text is NULL, since the columns are NOT NULL.
template <typename Value>
auto stored(const Value& value)
{
    if constexpr (JsonColumn<Value>)
        return QString::fromUtf8(value.toJson());
    else if constexpr (std::is_same_v<Value, QString>)
        return value.isNull() ? QStringLiteral("") : value;
    else
        return value;
}

template <typename Value>
Value readCell(const storage::Row& row, int at)
{
    if constexpr (JsonColumn<Value>)
        return Value::fromJson(row.bytes(at));
    else if constexpr (std::is_same_v<Value, QString>)
        return row.text(at);
    else if constexpr (std::is_same_v<Value, QUuid>)
        return row.id(at);
    else if constexpr (std::is_same_v<Value, base::Money>)
        return row.money(at);
    else if constexpr (std::is_same_v<Value, base::ModelTime>)
        return row.time(at);
    else if constexpr (std::is_same_v<Value, bool>)
        return row.flag(at);
    else
        return static_cast<Value>(row.integer(at));
}

/// A cell as programs see it: text, whole number, flag or null.
template <typename Value>
QVariant shown(const Value& value)
{
    if constexpr (JsonColumn<Value>)
        return QString::fromUtf8(value.toJson());
    else if constexpr (std::is_same_v<Value, QUuid>)
        return value.isNull() ? QVariant() : QVariant(base::idText(value));
    else if constexpr (std::is_same_v<Value, base::Money>)
        return value.toString();
    else if constexpr (std::is_same_v<Value, base::ModelTime>)
        return value.us == 0 ? QVariant() : QVariant(value.toString());
    else if constexpr (std::is_same_v<Value, std::int64_t>)
        return QVariant::fromValue<qint64>(value);
    else
        return value;
}

/// The value of a key cell that came back from a program.
template <typename Value>
Value keyFrom(const QVariant& cell)
{
    if constexpr (std::is_same_v<Value, QUuid>)
        return QUuid::fromString(cell.toString());
    else
        return cell.toString();
}

}  // namespace replay::projections
