// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/contracts/purchase_course.h"
#include "core/log/logged_event.h"

#include <QHash>
#include <QMap>
#include <vector>

namespace replay::invariants {

using base::Money;
using log::Position;

/// What one pass over the log leaves of every aggregate: enough to say what must hold, and no more. Memory grows with the
/// number of aggregates, not of events.
struct ShopState {
    struct Order {
        QString number;
        QString status;  ///< pending, confirmed, cancelled, shipped, delivered; empty: never created
        Money total;
        Position first = 0;
        Position last = 0;
        Position cancelledAt = 0;
        Position unbalancedSince = 0;  ///< since when the money kept is not the money due; 0 while it is
        QUuid lastEvent;
        QUuid lastSaga;  ///< the newest saga that buys this order
        int sagasRunning = 0;
        Money returned;  ///< what was paid for goods of closed returns
        bool isSold() const { return status == u"confirmed" || status == u"shipped" || status == u"delivered"; }
    };
    struct Payment {
        QUuid paymentId;
        Money captured;
        Money refunded;
        Position first = 0;
        Position last = 0;
        QUuid lastEvent;
    };
    struct Stock {
        QUuid itemId;
        QString sku;
        std::int64_t initial = 0;
        std::int64_t adjusted = 0;
        std::int64_t shipped = 0;
        std::int64_t returned = 0;  ///< by customers who had it
        std::int64_t reserved = 0;  ///< by the item's own events
        std::int64_t toldOnHand = 0;
        Position first = 0;
        Position last = 0;
        QUuid lastEvent;
        Position wrongAt = 0;  ///< where its numbers first went wrong, and how
        QString wrong;
        std::int64_t onHand() const { return initial + adjusted + returned - shipped; }
    };
    struct Reservation {
        QUuid reservationId;
        QMap<QUuid, std::int64_t> open;                ///< by product; empty once released or shipped
        QHash<QUuid, QMap<QUuid, std::int64_t>> held;  ///< by return, then product: until it is closed or withdrawn
        bool made = false;
        Position first = 0;
        Position last = 0;
        QUuid lastEvent;
        void give(const QMap<QUuid, std::int64_t>& goods, int sign);
    };
    /// One return of an order, over all services.
    struct Return {
        Position last = 0;
        QUuid orderId;
        Money amount;  ///< what was asked for
        Money refunded;
        int refunds = 0;
        std::int64_t units = 0;
        std::int64_t restocked = 0;
        bool withdrawn = false;
        bool stocked = false;
        bool takenBack = false;
        bool rejected = false;
        Position closedAt = 0;
        Position first = 0;
        QUuid lastEvent;
    };
    struct Saga {
        struct Step {
            QString id;
            bool external = false;
            bool compensating = false;
            bool givenUp = false;  ///< by an operator: its effects alone decide
            int completed = 0;
            int compensated = 0;
        };
        QUuid orderId;
        QUuid returnId;  ///< of a return, else null
        QString type;
        QString status;  ///< started, compensating, completed, failed
        bool stuck = false;
        bool paused = false;                                     ///< held by an operator, who is its next wake-up
        std::optional<contracts::PurchaseCourse> choreographed;  ///< nobody conducts it: it is known by its order
        QUuid correlationId;                                     ///< of such a one
        QString lastType;                                        ///< of the event at `last`
        std::vector<Step> steps;
        Position first = 0;
        Position last = 0;
        QUuid lastEvent;
        bool isTerminal() const { return status == u"completed" || status == u"failed"; }
        Step& step(const QString& id);
    };

    QHash<QUuid, Order> orders;
    QHash<QUuid, Payment> payments;          ///< by order
    QHash<QUuid, Stock> stock;               ///< by product
    QHash<QUuid, Reservation> reservations;  ///< by order
    QHash<QUuid, Return> returns;
    QHash<QUuid, Saga> sagas;
    Position head = 0;

    /// Takes the next event of the log.
    void evolve(const log::LoggedEvent& event);

    /// Whether a saga about this order still runs: then what belongs to the order may be half done.
    bool isInSaga(const QUuid& orderId) const;

    /// What a sold order owes and what of it is there.
    Money due(const Order& order) const { return order.isSold() ? order.total - order.returned : Money(); }
    Money kept(const QUuid& orderId) const;
    /// Where it shows first that an order's money is wrong: what a saga that still ran might have put right is no fault yet.
    Position moneyWrongAt(const Order& order) const;

private:
    void evolveOrder(const log::LoggedEvent& event);
    void evolvePayment(const log::LoggedEvent& event);
    void evolveStock(const log::LoggedEvent& event);
    void evolveReservation(const log::LoggedEvent& event);
    void evolveReturn(const log::LoggedEvent& event);
    void evolveSaga(const log::LoggedEvent& event);
    void evolvePurchase(const log::LoggedEvent& event);
    void weigh(const QUuid& orderId);
};

}  // namespace replay::invariants
