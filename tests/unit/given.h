// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/base/json.h"
#include "core/base/random.h"
#include "core/domain/decision.h"

#include <QJsonDocument>
#include <QStringList>

/// Given events, when a command, then events or a reason: the words of the rule tests.
namespace replay::test {

using domain::Decision;
using domain::NewEvents;
using domain::Refusal;
using events::NewEvent;

inline const QUuid someId = QUuid::fromString(QStringLiteral("019b8d3a-7c00-7000-8000-0000000000a1"));
inline const QUuid otherId = QUuid::fromString(QStringLiteral("019b8d3a-7c00-7000-8000-0000000000b2"));
inline const QUuid thirdId = QUuid::fromString(QStringLiteral("019b8d3a-7c00-7000-8000-0000000000c3"));

inline base::Money money(const char* text) { return *base::Money::parse(QString::fromLatin1(text)); }

/// The events as the store would give them back: versions rise, each a second after the one before.
inline std::vector<events::Event> stored(const NewEvents& happened, const QUuid& id = someId)
{
    std::vector<events::Event> all;
    for (const NewEvent& fresh : happened) {
        events::Event event;
        event.aggregateId = id;
        event.eventType = fresh.eventType;
        event.json = base::jsonBytes(fresh.data);
        event.version = static_cast<int>(all.size()) + 1;
        event.schemaVersion = fresh.eventType == QLatin1StringView("OrderCreated") ? 2 : 1;
        event.occurredAt = base::defaultStart + event.version * base::usPerSecond;
        all.push_back(std::move(event));
    }
    return all;
}

template <typename State>
State given(const NewEvents& happened, const QUuid& id = someId)
{
    State state;
    for (const events::Event& event : stored(happened, id))
        state.evolve(event);
    return state;
}

inline bool isRefused(const Decision& decision) { return std::holds_alternative<Refusal>(decision); }
/// The reason of a refusal; empty where it was none.
inline QString reasonOf(const Decision& decision)
{
    const auto* refusal = std::get_if<Refusal>(&decision);
    return refusal ? refusal->reason : QString();
}
inline NewEvents eventsOf(const Decision& decision)
{
    const auto* happened = std::get_if<NewEvents>(&decision);
    return happened ? *happened : NewEvents{};
}
inline QStringList typesOf(const Decision& decision)
{
    QStringList types;
    for (const NewEvent& event : eventsOf(decision))
        types << event.eventType;
    return types;
}
inline QJsonObject dataOf(const Decision& decision)
{
    const NewEvents happened = eventsOf(decision);
    return happened.empty() ? QJsonObject() : happened.front().data;
}

/// A snapshot at any version, through JSON bytes and back, followed by the later events, is the state of all events.
/// Answers the first version for which that is not so; 0: all is well.
template <typename State>
int firstBadSnapshot(const NewEvents& happened, const QUuid& id = someId)
{
    const std::vector<events::Event> all = stored(happened, id);
    const State whole = given<State>(happened, id);
    for (std::size_t cut = 0; cut <= all.size(); ++cut) {
        State before;
        for (std::size_t i = 0; i < cut; ++i)
            before.evolve(all[i]);
        State after = State::fromJson(QJsonDocument::fromJson(base::jsonBytes(before.toJson())).object());
        if (cut > 0 && !(after == before))
            return static_cast<int>(cut);
        for (std::size_t i = cut; i < all.size() && cut > 0; ++i)
            after.evolve(all[i]);
        if (cut > 0 && !(after == whole))
            return static_cast<int>(cut);
    }
    return 0;
}

}  // namespace replay::test
