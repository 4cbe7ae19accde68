// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QString>
#include <bitset>
#include <cstdint>
#include <initializer_list>

namespace replay::projections {

/// The event types that some projection wants; every other type is Other and is never parsed.
enum class EventKind : std::uint8_t {
    Other,
    UserRegistered,
    UserErased,
    CategoryCreated,
    ProductCreated,
    ProductUpdated,
    ProductDeactivated,
    StockItemCreated,
    StockAdjusted,
    StockReserved,
    StockReleased,
    StockShipped,
    StockRestocked,
    StockRestockWithdrawn,
    StockItemDiscontinued,
    OrderCreated,
    OrderConfirmed,
    OrderCancelled,
    OrderShipped,
    OrderDelivered,
    OrderReturned,
    PaymentProcessed,
    PaymentDeclined,
    PaymentRefunded,
    PaymentVoided,
    SagaStarted,
    SagaStepStarted,
    SagaStepCompleted,
    SagaStepFailed,
    SagaStepCompensated,
    SagaCompensating,
    SagaCompleted,
    SagaFailed,
    SagaStuck,
    SagaRetried,
    SagaPaused,
    SagaResumed,
    SagaResolved,
    SagaAborted,
    OrderPlaced,
    OrderRejected,
    OrderConfirmationRefused,
    InventoryReserved,
    InventoryReservationRefused,
    InventoryReleased,
    ReactionFailed,
    ReactionStuck,
    ReactionRetried,
    ReactionResolved,
};
inline constexpr std::size_t eventKindCount = static_cast<std::size_t>(EventKind::ReactionResolved) + 1;

EventKind eventKindOf(const QString& eventType);
QString eventTypeOf(EventKind kind);

/// Which kinds a projection wants.
class EventKinds {
public:
    EventKinds() = default;
    EventKinds(std::initializer_list<EventKind> kinds)
    {
        for (const EventKind kind : kinds)
            m_bits.set(static_cast<std::size_t>(kind));
    }
    bool has(EventKind kind) const { return m_bits.test(static_cast<std::size_t>(kind)); }
    EventKinds& operator|=(const EventKinds& other)
    {
        m_bits |= other.m_bits;
        return *this;
    }

private:
    std::bitset<eventKindCount> m_bits;
};

}  // namespace replay::projections
