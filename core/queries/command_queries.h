// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/api/values.h"
#include "core/queries/connections.h"

namespace replay::queries {

/// What people sent, and how it was answered: the gateway's record and the receipt in the service's inbox.
class CommandQueries {
public:
    explicit CommandQueries(Connections& connections) : m_connections(connections) {}

    /// The last ones first.
    Result<QList<api::SentCommand>> sentCommands(int limit);
    Result<std::optional<api::SentCommand>> sentCommand(const QString& commandId);

    static constexpr int rowsMax = 1'000;

private:
    struct Sent {
        api::SentCommand command;
        QString target;
    };
    /// Adds how the service answered.
    Status addAnswer(Sent& sent);

    Connections& m_connections;
};

}  // namespace replay::queries
