// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/api/values.h"

#include <QJsonObject>

namespace replay::ctl {

/// An event in the JSON format of CloudEvents 1.0 (https://github.com/cloudevents/spec); what the standard has no attribute for is an
/// extension, in lower case as it demands.
QJsonObject toCloudEvent(const api::EventRow& event);

}  // namespace replay::ctl
