// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/api/values.h"

/// Answers to "why?", "why not?" and "where does this row come from?": plain data, in codes and ids.
namespace replay::api {

/// A row of a table in one of the databases.
struct RowRef {
    QString database;  ///< read, log, or a service
    QString table;
    QString key;  ///< the key's text; parts are joined with '/', the aggregate's (or owner's) id first

    bool operator==(const RowRef&) const = default;
};

/// What a question is about.
struct Subject {
    enum class Kind { None, Event, Saga, Command, Row, Invariant };
    Kind kind = Kind::None;
    QString id;  ///< of the event, saga or command (message); an invariant's name
    RowRef row;

    bool operator==(const Subject&) const = default;
};

/// A backward chain, the nearest cause first.
struct WhyAnswer {
    Subject subject;
    QString name;   ///< what a person knows it by: event type, order number, command …
    QString state;  ///< how it stands: a saga's status, a receipt's outcome, made, …
    QList<WhyLink> links;
    qint64 leftOut = 0;  ///< links between the last but one and the last, where the chain is longer than linksMax
    static constexpr int linksMax = 8;
};

struct CellChange {
    QString column;
    QVariant before;  ///< null where the row was made
    QVariant after;   ///< null where it was removed

    bool operator==(const CellChange&) const = default;
};

/// One event wrote one row.
struct RowWrite {
    RowRef row;
    QString change;         ///< made, changed, removed
    QString handlerKind;    ///< projection, command, reaction (to another service's event), saga, relay
    QString handler;        ///< the read model's, command's or event type's name
    Position position = 0;  ///< 0: the event never reached the log
    QString eventId;
    QString eventType;
    int version = 0;
    QString service;
    ModelTime at;
    QList<CellChange> cells;
};

/// Where a row comes from.
struct RowProvenance {
    RowRef row;
    bool exists = false;
    QStringList columns;
    QVariantList cells;      ///< as they stand
    QList<RowWrite> writes;  ///< rising; the newest writesMax, the whole number in `written`
    qint64 written = 0;
    static constexpr int writesMax = 1'000;
    QStringList foreign;       ///< columns that hold what no event gives
    Position upTo = 0;         ///< what came later is not in it; 0: all there is
    QList<ParkedEvent> aside;  ///< what would have written it, and is parked or skipped
};

/// A read model that an event has not reached.
struct NotProjected {
    QString projection;
    QString why;          ///< parked, skipped, paused, behind, failed
    QString detail;       ///< the reason verbatim
    Position behind = 0;  ///< where the read model stands, or the parked event that this one waits for
};

/// What an event did: every row it wrote, in every database.
struct EventTrace {
    EventRow event;
    QList<RowWrite> rows;
    QList<NotProjected> missing;
};

}  // namespace replay::api
