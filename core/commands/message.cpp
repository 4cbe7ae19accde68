// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/commands/message.h"

#include <QJsonDocument>
#include <array>

namespace replay::commands {
namespace {

constexpr std::array outcomeNames{"done", "refused", "conflict", "malformed", "failed"};

}  // namespace

Receipt Receipt::ofError(const base::Error& error)
{
    switch (error.kind) {
    case base::ErrorKind::Malformed: return {Outcome::Malformed, {}, error.message};
    case base::ErrorKind::Conflict: return {Outcome::Conflict, {}, error.message};
    default: break;
    }
    return {Outcome::Failed, {}, error.message};
}

QString Receipt::outcomeText() const { return QString::fromLatin1(outcomeNames[static_cast<std::size_t>(outcome)]); }

QByteArray Receipt::json() const
{
    return base::jsonBytes(outcome == Outcome::Done ? result : QJsonObject{{QStringLiteral("reason"), reason}});
}

Receipt Receipt::fromText(const QString& outcome, const QByteArray& json)
{
    const QJsonObject kept = QJsonDocument::fromJson(json).object();
    for (std::size_t i = 0; i < outcomeNames.size(); ++i) {
        if (outcome == QLatin1StringView(outcomeNames[i]) && i > 0)
            return {static_cast<Outcome>(i), {}, kept[QStringLiteral("reason")].toString()};
    }
    return done(kept);
}

}  // namespace replay::commands
