// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/events/event.h"

#include <functional>
#include <memory>

namespace replay::events {

/// An aggregate's state behind one face: for queries and checks that know no domain type.
class AnyState {
public:
    virtual ~AnyState() = default;
    virtual void evolve(const Event& event) = 0;
    virtual QJsonObject toJson() const = 0;
    virtual void fromJson(const QJsonObject& json) = 0;
    /// What a person knows the aggregate by (order number, sku, e-mail …); may be empty.
    virtual QString label() const = 0;
};

/// How the events of one aggregate type fold to its state. A State is a plain struct with
/// `void evolve(const events::Event&)`, `QJsonObject toJson() const`, `static State fromJson(const QJsonObject&)`,
/// `QString label() const`, and `static constexpr int schemaVersion` (raised when the snapshot's shape changes).
struct AggregateFold {
    QString type;     ///< "Order"
    QString service;  ///< "order"
    int schemaVersion = 1;
    std::function<std::unique_ptr<AnyState>()> make;
};

template <typename State>
AggregateFold foldOf(const QString& type, const QString& service)
{
    class Holder final : public AnyState {
    public:
        void evolve(const Event& event) override { m_state.evolve(event); }
        QJsonObject toJson() const override { return m_state.toJson(); }
        void fromJson(const QJsonObject& json) override { m_state = State::fromJson(json); }
        QString label() const override { return m_state.label(); }

    private:
        State m_state;
    };
    return {type, service, State::schemaVersion, [] { return std::make_unique<Holder>(); }};
}

/// All aggregate types of the platform.
using Folds = QList<AggregateFold>;

}  // namespace replay::events
