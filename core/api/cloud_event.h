// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/api/values.h"

#include <QJsonObject>

namespace replay::api {

/// An event as CloudEvents 1.0 in JSON, with everything that is needed to take the log up again elsewhere: what the standard has
/// no attribute for stands in extension attributes. `data` is what the log holds: what is personal is sealed there.
QJsonObject toCloudEvent(const EventRow& event);

/// The attribute "source" of a service's events is this and the service's name.
inline constexpr QLatin1StringView cloudEventSource{"/replayground/"};

}  // namespace replay::api
