// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/api/causes.h"

#include <QJsonObject>

namespace replay::ctl {

/// One link of a chain of causes, in plain words.
QString inWords(const api::WhyLink& link);

QJsonObject toJson(const api::WhyAnswer& answer);
QJsonObject toJson(const api::RowProvenance& provenance);
QJsonObject toJson(const api::EventTrace& trace);

}  // namespace replay::ctl
