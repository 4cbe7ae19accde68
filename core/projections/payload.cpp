// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/projections/payload.h"

#include <bit>
#include <simdjson.h>

namespace replay::projections {
namespace {

using simdjson::dom::element;

QString textFrom(std::string_view view) { return QString::fromUtf8(view.data(), static_cast<qsizetype>(view.size())); }

/// Finds the field; false where it is missing or null.
template <typename Place>
bool lookUp(const Place& object, const char* key, element& found)
{
    static_assert(sizeof(Place) == sizeof(element) && std::is_trivially_copyable_v<element>);
    if (!object.document)
        return false;
    return std::bit_cast<element>(object)[std::string_view(key)].get(found) == simdjson::SUCCESS && !found.is_null();
}

}  // namespace

struct PayloadParser::Memory {
    simdjson::dom::parser parser;
    std::vector<char> padded;
    QString error;
};

PayloadParser::PayloadParser() : m_memory(std::make_unique<Memory>()) {}
PayloadParser::~PayloadParser() = default;

Payload PayloadParser::parse(QByteArrayView json)
{
    const auto size = static_cast<std::size_t>(json.size());
    if (m_memory->padded.size() < size + simdjson::SIMDJSON_PADDING)
        m_memory->padded.resize(2 * size + simdjson::SIMDJSON_PADDING);
    std::copy(json.begin(), json.end(), m_memory->padded.begin());
    m_memory->error.clear();
    element root;
    const simdjson::error_code failed = m_memory->parser.parse(m_memory->padded.data(), size, false).get(root);
    if (failed == simdjson::SUCCESS && root.is_object())
        return Payload(std::bit_cast<Payload::Place>(root), &m_memory->error);
    m_memory->error = failed == simdjson::SUCCESS
                          ? QStringLiteral("its data is no JSON object")
                          : QStringLiteral("its data is no JSON: %1").arg(QString::fromUtf8(simdjson::error_message(failed)));
    return Payload({}, &m_memory->error);
}

void Payload::reread()
{
    if (m_object.document)
        m_error->clear();
}

void Payload::wrong(const char* key, const char* expected)
{
    if (m_error->isEmpty())
        *m_error = QStringLiteral("%1: expected %2").arg(QLatin1StringView(key), QLatin1StringView(expected));
}

bool Payload::has(const char* key) const
{
    element found;
    return lookUp(m_object, key, found);
}

QString Payload::text(const char* key)
{
    element found;
    std::string_view view;
    if (lookUp(m_object, key, found) && found.get(view) == simdjson::SUCCESS)
        return textFrom(view);
    wrong(key, "a text");
    return QStringLiteral("");
}

QUuid Payload::id(const char* key)
{
    element found;
    std::string_view view;
    if (lookUp(m_object, key, found) && found.get(view) == simdjson::SUCCESS) {
        const QUuid id = QUuid::fromString(QLatin1StringView(view.data(), static_cast<qsizetype>(view.size())));
        if (!id.isNull())
            return id;
    }
    wrong(key, "an id");
    return {};
}

base::Money Payload::money(const char* key)
{
    element found;
    std::string_view view;
    if (lookUp(m_object, key, found) && found.get(view) == simdjson::SUCCESS) {
        if (const auto money = base::Money::parse(textFrom(view)))
            return *money;
    }
    wrong(key, "an amount such as \"12.50\"");
    return {};
}

std::int64_t Payload::whole(const char* key)
{
    element found;
    std::int64_t number = 0;
    if (lookUp(m_object, key, found) && found.get(number) == simdjson::SUCCESS)
        return number;
    wrong(key, "a whole number");
    return 0;
}

base::ModelTime Payload::time(const char* key)
{
    const std::optional<base::ModelTime> time = maybeTime(key);
    if (!time)
        wrong(key, "a time");
    return time.value_or(base::ModelTime{});
}

std::optional<base::ModelTime> Payload::maybeTime(const char* key)
{
    element found;
    std::string_view view;
    if (!lookUp(m_object, key, found))
        return std::nullopt;
    if (found.get(view) == simdjson::SUCCESS) {
        if (const auto time = base::ModelTime::parse(textFrom(view)))
            return *time;
    }
    wrong(key, "a time");
    return std::nullopt;
}

QString Payload::textOr(const char* key, const QString& otherwise) { return has(key) ? text(key) : otherwise; }

QUuid Payload::idOrNull(const char* key) { return textOr(key, QString()).isEmpty() ? QUuid() : id(key); }

std::int64_t Payload::wholeOr(const char* key, std::int64_t otherwise) { return has(key) ? whole(key) : otherwise; }

bool Payload::flagOr(const char* key, bool otherwise)
{
    element found;
    bool flag = otherwise;
    if (lookUp(m_object, key, found) && found.get(flag) != simdjson::SUCCESS)
        wrong(key, "true or false");
    return flag;
}

int Payload::each(const char* key, const std::function<void(Payload&)>& visit)
{
    element found;
    simdjson::dom::array array;
    if (!lookUp(m_object, key, found) || found.get(array) != simdjson::SUCCESS) {
        wrong(key, "an array");
        return 0;
    }
    int count = 0;
    for (const element item : array) {
        if (!item.is_object()) {
            wrong(key, "an array of objects");
            return count;
        }
        Payload each(std::bit_cast<Place>(item), m_error);
        visit(each);
        ++count;
    }
    return count;
}

QStringList Payload::texts(const char* key) const
{
    QStringList all;
    element found;
    simdjson::dom::array array;
    if (!lookUp(m_object, key, found) || found.get(array) != simdjson::SUCCESS)
        return all;
    for (const element item : array) {
        std::string_view view;
        if (item.get(view) == simdjson::SUCCESS)
            all.append(textFrom(view));
    }
    return all;
}

}  // namespace replay::projections
