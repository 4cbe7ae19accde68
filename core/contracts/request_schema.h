// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/api/values.h"

/// Short ways to say what a command takes, for forms, help and completion.
namespace replay::contracts {

inline api::FieldSchema needed(const char* name, const char* type, const char* example)
{
    return {QString::fromUtf8(name), QString::fromUtf8(type), true, QString::fromUtf8(example)};
}

inline api::FieldSchema maybe(const char* name, const char* type, const char* example = "")
{
    return {QString::fromUtf8(name), QString::fromUtf8(type), false, QString::fromUtf8(example)};
}

inline api::RequestSchema request(const char* name, const char* service, const char* summary, QList<api::FieldSchema> fields)
{
    return {QString::fromUtf8(name), QString::fromUtf8(service), QString::fromUtf8(summary), std::move(fields)};
}

/// Example texts that several commands share.
inline constexpr const char* exampleId = "\"019b8d3a-7c00-7000-8000-000000000000\"";
inline constexpr const char* exampleAddress =
    R"({"street_address": "1 Mill Lane", "city": "Delft", "postal_code": "2611", "country": "NL"})";
inline constexpr const char* exampleItems = R"([{"product_id": "019b8d3a-7c00-7000-8000-000000000000", "quantity": 2}])";

}  // namespace replay::contracts
