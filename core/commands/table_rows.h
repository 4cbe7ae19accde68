// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/events/event.h"

#include <QStringList>
#include <functional>
#include <string_view>

namespace replay::commands {

/// What the state of one aggregate amounts to in one of its service's tables.
struct TableRows {
    const char* table = nullptr;
    std::string_view select;  ///< finds the same rows in the table: one question mark, the owner's id as text
    QUuid owner;              ///< the aggregate as the table knows it: an order's reservation is kept under the order
    QList<QStringList> rows;  ///< cells as texts, in the order of the select's columns; a null text is NULL
};

/// Told of each event of a stream, and of all that the tables should hold after it; answers false to stop.
using TellTables = std::function<bool(const events::Event& event, const QList<TableRows>& after)>;

}  // namespace replay::commands
