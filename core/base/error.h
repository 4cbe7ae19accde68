// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QMetaType>
#include <QString>
#include <cstdint>

namespace replay::base {

/// What kind of "no" it is; each kind has one exit code of `replayctl` (see exitCode).
enum class ErrorKind : std::uint8_t {
    Failed,     ///< the thing asked could not be done (the domain refused, or the world said no)
    Malformed,  ///< the call or its input is malformed
    Conflict,   ///< optimistic concurrency: the stream was not at the expected version
    Workspace,  ///< the workspace cannot be opened: missing, foreign, damaged, newer, in use
    Cancelled,  ///< somebody asked for it to stop
};

/// An error as a value. `message` is a whole sentence for a person; an engine's own reason stands in it verbatim.
struct Error {
    ErrorKind kind = ErrorKind::Failed;
    QString message;

    bool operator==(const Error&) const = default;
};

inline Error failed(QString message) { return {ErrorKind::Failed, std::move(message)}; }
inline Error malformed(QString message) { return {ErrorKind::Malformed, std::move(message)}; }
inline Error conflict(QString message) { return {ErrorKind::Conflict, std::move(message)}; }
inline Error unusable(QString message) { return {ErrorKind::Workspace, std::move(message)}; }
inline Error cancelled() { return {ErrorKind::Cancelled, QStringLiteral("cancelled")}; }

/// The exit code that the command line promises for this kind of error.
constexpr int exitCode(ErrorKind kind)
{
    switch (kind) {
    case ErrorKind::Malformed: return 2;
    case ErrorKind::Conflict: return 3;
    case ErrorKind::Workspace: return 4;
    case ErrorKind::Failed:
    case ErrorKind::Cancelled: break;
    }
    return 1;
}

}  // namespace replay::base

Q_DECLARE_METATYPE(replay::base::Error)
