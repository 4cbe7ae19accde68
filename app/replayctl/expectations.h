// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/api/reader.h"
#include "core/scenarios/scenario.h"

#include <QJsonArray>

namespace replay::ctl {

/// One line of a scenario's "expect", looked at.
struct Checked {
    QString what;
    bool ok = true;
    QString detail;  ///< "got 873, expected at least 900"
    QJsonObject json;
};

/// Compares what a scenario expects with what there is. `status` is that of the platform when nothing is left to do.
base::Result<QList<Checked>> checkExpectations(const QList<scenarios::Expectation>& expectations, const api::PlatformStatus& status,
                                               api::Reader& reader, const api::Progress& progress);

}  // namespace replay::ctl
