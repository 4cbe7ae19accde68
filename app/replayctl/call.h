// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/base/result.h"

#include <QHash>
#include <QString>
#include <QStringList>
#include <optional>
#include <vector>

namespace replay::ctl {

using base::Result;
using base::Status;

class Output;

/// One call of a command, taken apart: what stands where, and what was said with which option.
class Call {
public:
    QString command;
    QStringList positional;               ///< after the command's name; the first is the workspace
    QHash<QString, QStringList> options;  ///< by name, without dashes; flags have an empty list

    bool has(const char* option) const { return options.contains(QLatin1StringView(option)); }
    std::optional<QString> text(const char* option) const;
    QStringList texts(const char* option) const { return options.value(QLatin1StringView(option)); }
    /// A whole number of an option; absent: `otherwise`.
    Result<std::int64_t> whole(const char* option, std::int64_t otherwise, std::int64_t low, std::int64_t high) const;
    Result<std::uint64_t> seed(std::uint64_t otherwise) const;

    const QString& workspace() const { return positional.first(); }
    QString argument(int index) const { return positional.value(index); }
};

struct OptionSpec {
    const char* name;   ///< "--seed"
    const char* value;  ///< "N"; empty for a flag
    const char* help;
    bool repeatable = false;
};

/// A command of the program: how it is called, what it says of itself, what runs it. Answers the exit code.
struct CommandSpec {
    const char* name;
    const char* arguments;  ///< "W FILE"
    const char* summary;    ///< one line
    const char* help;       ///< more; may be empty
    int positionalMin;
    int positionalMax;
    std::vector<OptionSpec> options;
    Result<int> (*run)(const Call& call, Output& output);
};

inline constexpr std::int64_t wholeMax = 9'007'199'254'740'991;  ///< what a JSON number holds exactly
inline constexpr int exitDone = 0;
inline constexpr int exitFailed = 1;

}  // namespace replay::ctl
