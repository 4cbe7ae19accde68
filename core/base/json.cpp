// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/json.h"
#include "core/base/check.h"

#include <QJsonDocument>
#include <QJsonParseError>
#include <QStringDecoder>
#include <cmath>

namespace replay::base {
namespace {

QString typeName(const QJsonValue& value)
{
    switch (value.type()) {
    case QJsonValue::Null: return QStringLiteral("null");
    case QJsonValue::Bool: return QStringLiteral("true or false");
    case QJsonValue::Double: return QStringLiteral("a number");
    case QJsonValue::String: return QStringLiteral("a text");
    case QJsonValue::Array: return QStringLiteral("an array");
    case QJsonValue::Object: return QStringLiteral("an object");
    case QJsonValue::Undefined: break;
    }
    return QStringLiteral("nothing");
}

int nestingDepth(const QByteArray& bytes)
{
    int depth = 0;
    int deepest = 0;
    bool inText = false;
    for (qsizetype i = 0; i < bytes.size(); ++i) {
        const char c = bytes[i];
        if (inText) {
            if (c == '\\')
                ++i;
            else if (c == '"')
                inText = false;
        } else if (c == '"') {
            inText = true;
        } else if (c == '{' || c == '[') {
            deepest = std::max(deepest, ++depth);
        } else if (c == '}' || c == ']') {
            --depth;
        }
    }
    return deepest;
}

}  // namespace

QByteArray jsonBytes(const QJsonObject& object) { return QJsonDocument(object).toJson(QJsonDocument::Compact); }

Result<QJsonObject> parseJsonObject(const QByteArray& bytes, const QString& where)
{
    QStringDecoder decoder(QStringDecoder::Utf8, QStringDecoder::Flag::Stateless);
    const QString decoded = decoder(bytes);
    Q_UNUSED(decoded)
    if (decoder.hasError())
        return malformed(QStringLiteral("%1: not valid UTF-8").arg(where));
    if (nestingDepth(bytes) > jsonDepthMax)
        return malformed(QStringLiteral("%1: nested deeper than %2 levels").arg(where).arg(jsonDepthMax));
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(bytes, &error);
    if (error.error != QJsonParseError::NoError) {
        const QByteArray before = bytes.left(error.offset);
        const auto line = before.count('\n') + 1;
        const auto column = error.offset - before.lastIndexOf('\n');
        return malformed(QStringLiteral("%1: line %2, column %3: %4").arg(where).arg(line).arg(column).arg(error.errorString()));
    }
    if (!document.isObject())
        return malformed(QStringLiteral("%1: expected a JSON object { … }").arg(where));
    return document.object();
}

Fields::Fields(QJsonObject object, QString where) : m_object(std::move(object)), m_where(std::move(where)) {}

QString Fields::path(const char* key) const
{
    return m_where.isEmpty() ? QString::fromLatin1(key) : QString(m_where + u'.' + QLatin1StringView(key));
}

void Fields::fail(const char* key, const QString& expected)
{
    if (!m_error)
        m_error = malformed(QStringLiteral("%1: %2").arg(path(key), expected));
}

bool Fields::has(const char* key) const { return m_object.contains(QLatin1StringView(key)); }

QJsonValue Fields::take(const char* key, bool required)
{
    m_known << QString::fromLatin1(key);
    const auto found = m_object.constFind(QLatin1StringView(key));
    if (found == m_object.constEnd() || (!required && found->isNull())) {
        if (required)
            fail(key, QStringLiteral("is missing"));
        return QJsonValue(QJsonValue::Undefined);
    }
    return *found;
}

QString Fields::text(const char* key, int lengthMin, int lengthMax)
{
    const QJsonValue value = take(key, true);
    if (!value.isString()) {
        fail(key, QStringLiteral("expected a text, got %1").arg(typeName(value)));
        return {};
    }
    const QString text = value.toString();
    if (text.contains(QChar::Null))
        fail(key, QStringLiteral("a text must not hold the character U+0000"));
    if (text.size() < lengthMin)
        fail(key, QStringLiteral("expected at least %1 characters, got %2").arg(lengthMin).arg(text.size()));
    if (text.size() > lengthMax)
        fail(key, QStringLiteral("expected at most %1 characters, got %2").arg(lengthMax).arg(text.size()));
    return text;
}

std::optional<QString> Fields::maybeText(const char* key, int lengthMax)
{
    if (take(key, false).isUndefined())
        return std::nullopt;
    return text(key, 0, lengthMax);
}

QString Fields::textOr(const char* key, const QString& otherwise, int lengthMax) { return maybeText(key, lengthMax).value_or(otherwise); }

Money Fields::money(const char* key)
{
    const QJsonValue value = take(key, true);
    QString text;
    if (value.isString()) {
        text = value.toString();
    } else if (value.isDouble()) {
        // A JSON number is taken only where its shortest text is an exact amount: 12.5 is, 0.1 + 0.2 is not.
        text = QString::number(value.toDouble(), 'g', QLocale::FloatingPointShortest);
    } else {
        fail(key, QStringLiteral("expected an amount such as \"12.50\", got %1").arg(typeName(value)));
        return {};
    }
    const Result<Money> money = Money::parse(text);
    if (!money) {
        fail(key, money.error().message);
        return {};
    }
    return *money;
}

std::optional<Money> Fields::maybeMoney(const char* key)
{
    if (take(key, false).isUndefined())
        return std::nullopt;
    return money(key);
}

std::int64_t Fields::whole(const char* key, std::int64_t low, std::int64_t high)
{
    const QJsonValue value = take(key, true);
    const double number = value.toDouble(std::nan(""));
    if (!value.isDouble() || std::trunc(number) != number || std::abs(number) > 9'007'199'254'740'991.0) {
        fail(key, QStringLiteral("expected a whole number, got %1").arg(value.isDouble() ? QString::number(number) : typeName(value)));
        return low;
    }
    const auto whole = static_cast<std::int64_t>(number);
    if (whole < low || whole > high) {
        fail(key, QStringLiteral("expected a whole number from %1 to %2, got %3").arg(low).arg(high).arg(whole));
        return low;
    }
    return whole;
}

std::optional<std::int64_t> Fields::maybeWhole(const char* key, std::int64_t low, std::int64_t high)
{
    if (take(key, false).isUndefined())
        return std::nullopt;
    return whole(key, low, high);
}

std::int64_t Fields::wholeOr(const char* key, std::int64_t otherwise, std::int64_t low, std::int64_t high)
{
    return maybeWhole(key, low, high).value_or(otherwise);
}

double Fields::realOr(const char* key, double otherwise, double low, double high)
{
    const QJsonValue value = take(key, false);
    if (value.isUndefined())
        return otherwise;
    const double number = value.toDouble(std::nan(""));
    if (!(number >= low && number <= high)) {
        fail(key, QStringLiteral("expected a number from %1 to %2, got %3")
                      .arg(low)
                      .arg(high)
                      .arg(value.isDouble() ? QString::number(number) : typeName(value)));
        return otherwise;
    }
    return number;
}

std::optional<bool> Fields::maybeFlag(const char* key)
{
    const QJsonValue value = take(key, false);
    if (value.isUndefined())
        return std::nullopt;
    if (!value.isBool())
        fail(key, QStringLiteral("expected true or false, got %1").arg(typeName(value)));
    return value.toBool();
}

bool Fields::flagOr(const char* key, bool otherwise) { return maybeFlag(key).value_or(otherwise); }

QUuid Fields::id(const char* key)
{
    const QString value = text(key);
    const QUuid id = QUuid::fromString(value);
    if (good() && id.isNull())
        fail(key, QStringLiteral("\"%1\" is not an id: expected a UUID such as 019b8d3a-7c00-7000-8000-000000000000").arg(value.left(80)));
    return id;
}

std::optional<QUuid> Fields::maybeId(const char* key)
{
    if (take(key, false).isUndefined())
        return std::nullopt;
    return id(key);
}

QJsonObject Fields::object(const char* key)
{
    const QJsonValue value = take(key, true);
    if (!value.isObject())
        fail(key, QStringLiteral("expected an object, got %1").arg(typeName(value)));
    return value.toObject();
}

std::optional<QJsonObject> Fields::maybeObject(const char* key)
{
    if (take(key, false).isUndefined())
        return std::nullopt;
    return object(key);
}

QJsonArray Fields::array(const char* key)
{
    const QJsonValue value = take(key, true);
    if (!value.isArray())
        fail(key, QStringLiteral("expected an array, got %1").arg(typeName(value)));
    return value.toArray();
}

std::optional<QJsonArray> Fields::maybeArray(const char* key)
{
    if (take(key, false).isUndefined())
        return std::nullopt;
    return array(key);
}

Status Fields::finish()
{
    if (m_error)
        return *m_error;
    for (auto field = m_object.constBegin(); field != m_object.constEnd(); ++field) {
        if (!m_known.contains(field.key())) {
            m_known.removeDuplicates();
            m_known.sort();
            return malformed(
                QStringLiteral("%1: unknown key; known are %2")
                    .arg(m_where.isEmpty() ? field.key() : QString(m_where + u'.' + field.key()), m_known.join(QStringLiteral(", "))));
        }
    }
    return {};
}

Money moneyOf(const QJsonValue& value)
{
    const Result<Money> money = Money::parse(value.toString());
    ENSURE(money.has_value());
    return *money;
}

QUuid idOf(const QJsonValue& value) { return QUuid::fromString(value.toString()); }

}  // namespace replay::base
