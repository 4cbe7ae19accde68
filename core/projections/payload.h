// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/base/model_time.h"
#include "core/base/money.h"

#include <QByteArray>
#include <QStringList>
#include <QUuid>
#include <cstddef>
#include <functional>
#include <memory>
#include <optional>

namespace replay::projections {

/// The data of an event being projected: an object of JSON, read in place (simdjson), valid until the next one is parsed.
/// A field that is missing or of another type is noted, and the value is empty: read all fields, then ask good(), and only
/// then change rows.
class Payload {
public:
    QString text(const char* key);
    QUuid id(const char* key);
    base::Money money(const char* key);
    std::int64_t whole(const char* key);
    base::ModelTime time(const char* key);

    bool has(const char* key) const;  ///< there and not null
    QString textOr(const char* key, const QString& otherwise);
    QUuid idOrNull(const char* key);
    std::int64_t wholeOr(const char* key, std::int64_t otherwise);
    bool flagOr(const char* key, bool otherwise);
    std::optional<base::ModelTime> maybeTime(const char* key);

    /// Calls `visit` for each object of the array; a missing array is noted. Answers how many there were.
    int each(const char* key, const std::function<void(Payload&)>& visit);
    /// The texts of an array; empty where there is none.
    QStringList texts(const char* key) const;

    /// Forgets what was noted before: each projection reads the same payload with fresh eyes. Broken JSON stays broken.
    void reread();
    bool good() const { return m_error->isEmpty(); }
    /// "total_amount: expected an amount"; empty while good.
    const QString& error() const { return *m_error; }

private:
    friend class PayloadParser;
    /// The place of a simdjson element, kept as plain words so that its large header stays in one source file.
    struct Place {
        const void* document = nullptr;
        std::size_t index = 0;
    };
    Payload(Place object, QString* error) : m_object(object), m_error(error) {}
    void wrong(const char* key, const char* expected);

    Place m_object;
    QString* m_error;
};

/// Parses one payload after the other into the same memory.
class PayloadParser {
public:
    PayloadParser();
    ~PayloadParser();
    PayloadParser(const PayloadParser&) = delete;
    PayloadParser& operator=(const PayloadParser&) = delete;

    /// The object of this text; the one before is gone. Text that is no JSON object gives a payload that is not good.
    Payload parse(QByteArrayView json);

private:
    struct Memory;
    std::unique_ptr<Memory> m_memory;
};

}  // namespace replay::projections
