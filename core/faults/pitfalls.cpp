// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/faults/pitfalls.h"

#include <QStringList>
#include <algorithm>

namespace replay::faults {

QString toText(Pitfall pitfall) { return QString::fromLatin1(pitfallCodes[static_cast<std::size_t>(pitfall)]); }

std::optional<Pitfall> pitfallOf(const QString& code)
{
    for (std::size_t i = 0; i < pitfallCodes.size(); ++i) {
        if (code == QLatin1StringView(pitfallCodes[i]))
            return static_cast<Pitfall>(i);
    }
    return std::nullopt;
}

bool Pitfalls::isOn(Pitfall pitfall, base::ModelTime at) const
{
    return std::any_of(m_stretches.begin(), m_stretches.end(), [&](const Stretch& stretch) {
        return stretch.pitfall == pitfall && stretch.onAt <= at && (!stretch.offAt || at < *stretch.offAt);
    });
}

std::optional<base::ModelTime> Pitfalls::since(Pitfall pitfall) const
{
    const auto open = std::find_if(m_stretches.begin(), m_stretches.end(),
                                   [&](const Stretch& stretch) { return stretch.pitfall == pitfall && !stretch.offAt; });
    return open == m_stretches.end() ? std::nullopt : std::optional(open->onAt);
}

bool Pitfalls::everHad(Pitfall pitfall) const
{
    return std::any_of(m_stretches.begin(), m_stretches.end(), [&](const Stretch& stretch) { return stretch.pitfall == pitfall; });
}

QString Pitfalls::note(base::ModelTime at) const
{
    if (m_stretches.empty())
        return {};
    QStringList on;
    for (std::size_t i = 0; i < pitfallCodes.size(); ++i) {
        if (isOn(static_cast<Pitfall>(i), at))
            on << QString::fromLatin1(pitfallCodes[i]);
    }
    return on.isEmpty() ? QString() : QString(QStringLiteral("pitfall:") + on.join(u','));
}

QJsonObject anaemic(const QString& eventType, QJsonObject data)
{
    if (eventType == u"PaymentRefunded")
        data.remove(QStringLiteral("amount"));  // that money went back, but not how much
    return data;
}

}  // namespace replay::faults
