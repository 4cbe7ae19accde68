// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/events/fold.h"

namespace replay::sagas {

/// A reaction that did not succeed at once, as its service tells of it. One that does has no stream of its own.
struct ReactionState {
    static constexpr int schemaVersion = 1;

    QString orderId;
    QString step;
    QString kind;  ///< action, compensation
    QString command;
    int failures = 0;
    bool stuck = false;  ///< tried as often as its policy wants, and of no use
    QString error;

    void evolve(const events::Event& event);
    QJsonObject toJson() const;
    static ReactionState fromJson(const QJsonObject& json);
    QString label() const { return command; }
};

events::Folds reactionFolds();

}  // namespace replay::sagas
