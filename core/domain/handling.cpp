// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/handling.h"

namespace replay::domain {

std::optional<Refusal> injectedRefusal(const Message& message, const QString& otherwise)
{
    if (message.fault != QLatin1StringView("refuse"))
        return std::nullopt;
    return Refusal{message.faultReason.isEmpty() ? otherwise : message.faultReason};
}

Result<Receipt> unknownCommand(const Message& message, const QString& service)
{
    return base::malformed(QStringLiteral("the %1 service knows no command \"%2\"").arg(service, message.name));
}

}  // namespace replay::domain
