// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/base/model_time.h"
#include "core/commands/message.h"

#include <QJsonObject>
#include <QString>
#include <vector>

namespace replay::scenarios {

using base::ModelTime;
using base::Result;
using base::Status;

/// A command that enters the platform at a model time, as if somebody had sent it then.
struct PlannedInput {
    ModelTime at;
    commands::Message message;  ///< with its id: the same input is the same message, however often it is planned
    QString target;             ///< the service that gets it: user, product, order, inventory, saga
};

/// Where recorded inputs come from: the shop of a scenario, its workload, its timeline, an imported file. It gives them in
/// rising time, in portions, and never holds more than a portion. Its bookmark, kept in one transaction with the inputs
/// taken, is all that a new source needs to go on after it.
class InputSource {
public:
    virtual ~InputSource() = default;

    /// The instant at which the clock of an empty workspace should start for this source: not after its first input.
    virtual ModelTime startsAt() const = 0;
    /// At most `limit` further inputs (limit ≥ 1); empty when there are none left.
    virtual Result<std::vector<PlannedInput>> next(int limit) = 0;
    /// Where it stands: after the last input that next() gave. A few numbers, never the inputs themselves.
    virtual QJsonObject bookmark() const = 0;
    /// How much of it was given, 0…1.
    virtual double share() const = 0;
};

}  // namespace replay::scenarios
