// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/base/error.h"

#include <tl/expected.hpp>

namespace replay::base {

/// A value or an Error. It must be looked at: a dropped result is a warning, and warnings are errors.
template <typename T>
class [[nodiscard]] Result : public tl::expected<T, Error> {
public:
    using tl::expected<T, Error>::expected;
    Result(Error error) : tl::expected<T, Error>(tl::make_unexpected(std::move(error))) {}
};

template <>
class [[nodiscard]] Result<void> : public tl::expected<void, Error> {
public:
    using tl::expected<void, Error>::expected;
    Result(Error error) : tl::expected<void, Error>(tl::make_unexpected(std::move(error))) {}
};

using Status = Result<void>;

}  // namespace replay::base

/// Evaluates an expression that gives a Result; on error returns that error from the calling function.
#define REPLAY_TRY(expression)                                                                                                             \
    do {                                                                                                                                   \
        if (auto replayTried = (expression); !replayTried.has_value())                                                                     \
            return std::move(replayTried).error();                                                                                         \
    } while (false)

#define REPLAY_CONCAT_INNER(a, b) a##b
#define REPLAY_CONCAT(a, b) REPLAY_CONCAT_INNER(a, b)
/// `REPLAY_ASSIGN(auto row, read());` declares row from a Result, or returns its error.
#define REPLAY_ASSIGN(declaration, expression) REPLAY_ASSIGN_INNER(REPLAY_CONCAT(replayResult, __LINE__), declaration, expression)
#define REPLAY_ASSIGN_INNER(name, declaration, expression)                                                                                 \
    auto name = (expression);                                                                                                              \
    if (!name.has_value())                                                                                                                 \
        return std::move(name).error();                                                                                                    \
    declaration = std::move(*name)
