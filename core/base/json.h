// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/base/money.h"

#include <QByteArray>
#include <QJsonArray>
#include <QJsonObject>
#include <QStringList>
#include <QUuid>
#include <optional>

namespace replay::base {

/// Compact UTF-8 with keys in order: the same object gives the same bytes everywhere.
QByteArray jsonBytes(const QJsonObject& object);

/// Reads one JSON object from outside: UTF-8 checked, at most `depthMax` deep, duplicate-free by Qt's rule (last wins).
/// The error names `where` (a file, an argument), the line and column, and the parser's own reason.
Result<QJsonObject> parseJsonObject(const QByteArray& bytes, const QString& where);
inline constexpr int jsonDepthMax = 64;

/// Reads the fields of an object that came from outside, strictly: each field once, of the expected type, and no others.
/// The first error is kept; finish() answers it, or names a key that nobody asked for.
class Fields {
public:
    Fields(QJsonObject object, QString where);

    QString text(const char* key, int lengthMin = 0, int lengthMax = 100'000);
    QString textOr(const char* key, const QString& otherwise, int lengthMax = 100'000);
    std::optional<QString> maybeText(const char* key, int lengthMax = 100'000);
    Money money(const char* key);
    std::optional<Money> maybeMoney(const char* key);
    std::int64_t whole(const char* key, std::int64_t low, std::int64_t high);
    std::int64_t wholeOr(const char* key, std::int64_t otherwise, std::int64_t low, std::int64_t high);
    std::optional<std::int64_t> maybeWhole(const char* key, std::int64_t low, std::int64_t high);
    double realOr(const char* key, double otherwise, double low, double high);
    bool flagOr(const char* key, bool otherwise);
    std::optional<bool> maybeFlag(const char* key);
    QUuid id(const char* key);
    std::optional<QUuid> maybeId(const char* key);
    QJsonObject object(const char* key);
    std::optional<QJsonObject> maybeObject(const char* key);
    QJsonArray array(const char* key);
    std::optional<QJsonArray> maybeArray(const char* key);
    bool has(const char* key) const;

    /// Records an error found by the caller about this field (the first error stays).
    void fail(const char* key, const QString& expected);
    bool good() const { return !m_error.has_value(); }
    /// "items[2].quantity": the name of a field for messages.
    QString path(const char* key) const;
    Status finish();

private:
    QJsonValue take(const char* key, bool required);
    QJsonObject m_object;
    QString m_where;
    QStringList m_known;
    std::optional<Error> m_error;
};

/// Money inside our own JSON (events, receipts), which was checked when it was written.
Money moneyOf(const QJsonValue& value);
QUuid idOf(const QJsonValue& value);

}  // namespace replay::base
