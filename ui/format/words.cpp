// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/format/words.h"
#include "ui/format/word_table.h"

#include <utility>

namespace replay::ui::format {

using word_table::lineOf;
using word_table::lookUp;
using word_table::translated;
using word_table::Word;

namespace {

constexpr Word sagaStatuses[] = {
    {"started", QT_TRANSLATE_NOOP("words", "running")},
    {"completed", QT_TRANSLATE_NOOP("words", "completed")},
    {"compensating", QT_TRANSLATE_NOOP("words", "compensating")},
    {"failed", QT_TRANSLATE_NOOP("words", "failed")},
    {"stuck", QT_TRANSLATE_NOOP("words", "stuck")},
    {"paused", QT_TRANSLATE_NOOP("words", "paused")},
};

constexpr Word stepStatuses[] = {
    {"pending", QT_TRANSLATE_NOOP("words", "not started")},
    {"running", QT_TRANSLATE_NOOP("words", "running")},
    {"completed", QT_TRANSLATE_NOOP("words", "done")},
    {"failed", QT_TRANSLATE_NOOP("words", "failed")},
    {"compensating", QT_TRANSLATE_NOOP("words", "being undone")},
    {"compensated", QT_TRANSLATE_NOOP("words", "undone")},
    {"skipped", QT_TRANSLATE_NOOP("words", "skipped")},
};

constexpr Word steps[] = {
    {"create_order", QT_TRANSLATE_NOOP("words", "Create order")},
    {"reserve_inventory", QT_TRANSLATE_NOOP("words", "Reserve inventory")},
    {"process_payment", QT_TRANSLATE_NOOP("words", "Process payment")},
    {"confirm_order", QT_TRANSLATE_NOOP("words", "Confirm order")},
    {"take_back", QT_TRANSLATE_NOOP("words", "Take back")},
    {"restock", QT_TRANSLATE_NOOP("words", "Restock")},
    {"refund", QT_TRANSLATE_NOOP("words", "Refund")},
    {"close", QT_TRANSLATE_NOOP("words", "Close")},
};

constexpr Word compensations[] = {
    {"deadline", QT_TRANSLATE_NOOP("words", "Give up waiting")},
    {"create_order", QT_TRANSLATE_NOOP("words", "Cancel order")},
    {"reserve_inventory", QT_TRANSLATE_NOOP("words", "Release inventory")},
    {"process_payment", QT_TRANSLATE_NOOP("words", "Refund payment")},
    {"confirm_order", QT_TRANSLATE_NOOP("words", "Cancel order")},
    {"take_back", QT_TRANSLATE_NOOP("words", "Reject return")},
    {"restock", QT_TRANSLATE_NOOP("words", "Withdraw restock")},
};

constexpr Word sagaTypes[] = {
    {"OrderProcessing", QT_TRANSLATE_NOOP("words", "Order processing")},
    {"OrderConfirmation", QT_TRANSLATE_NOOP("words", "Order confirmation")},
    {"OrderReturn", QT_TRANSLATE_NOOP("words", "Order return")},
};

constexpr Word attemptOutcomes[] = {
    {"waiting", QT_TRANSLATE_NOOP("words", "waiting for the answer")},
    {"done", QT_TRANSLATE_NOOP("words", "done")},
    {"refused", QT_TRANSLATE_NOOP("words", "refused")},
    {"error", QT_TRANSLATE_NOOP("words", "error")},
    {"timeout", QT_TRANSLATE_NOOP("words", "timed out")},
};

constexpr Word gaps[] = {
    {"received", QT_TRANSLATE_NOOP("words", "received")},         {"loaded", QT_TRANSLATE_NOOP("words", "loaded")},
    {"decided", QT_TRANSLATE_NOOP("words", "decided")},           {"appended", QT_TRANSLATE_NOOP("words", "appended")},
    {"committed", QT_TRANSLATE_NOOP("words", "committed")},       {"published", QT_TRANSLATE_NOOP("words", "published")},
    {"acknowledged", QT_TRANSLATE_NOOP("words", "acknowledged")}, {"projected", QT_TRANSLATE_NOOP("words", "projected")},
};

constexpr Word gapLines[] = {
    {"received", QT_TRANSLATE_NOOP("words", "The message is there; nothing has been done yet.")},
    {"loaded", QT_TRANSLATE_NOOP("words", "The aggregate is read: its snapshot and the events after it.")},
    {"decided", QT_TRANSLATE_NOOP("words", "The rules have said yes or no; nothing is written yet.")},
    {"appended", QT_TRANSLATE_NOOP("words", "Events, tables, outbox and inbox are written, but not committed.")},
    {"committed", QT_TRANSLATE_NOOP("words", "The transaction is safe on disk; nobody else knows of it yet.")},
    {"published", QT_TRANSLATE_NOOP("words", "The relay has carried the events to the log.")},
    {"acknowledged", QT_TRANSLATE_NOOP("words", "The saga has learned of the answer.")},
    {"projected", QT_TRANSLATE_NOOP("words", "The read models show it.")},
};

constexpr Word services[] = {
    {"user", QT_TRANSLATE_NOOP("words", "Users")},        {"product", QT_TRANSLATE_NOOP("words", "Products")},
    {"order", QT_TRANSLATE_NOOP("words", "Orders")},      {"inventory", QT_TRANSLATE_NOOP("words", "Inventory")},
    {"payment", QT_TRANSLATE_NOOP("words", "Payments")},  {"saga", QT_TRANSLATE_NOOP("words", "Sagas")},
    {"platform", QT_TRANSLATE_NOOP("words", "Platform")},
};

constexpr Word aggregateTypes[] = {
    {"User", QT_TRANSLATE_NOOP("words", "User")},
    {"Product", QT_TRANSLATE_NOOP("words", "Product")},
    {"Category", QT_TRANSLATE_NOOP("words", "Category")},
    {"Order", QT_TRANSLATE_NOOP("words", "Order")},
    {"StockItem", QT_TRANSLATE_NOOP("words", "Stock item")},
    {"Payment", QT_TRANSLATE_NOOP("words", "Payment")},
    {"Reaction", QT_TRANSLATE_NOOP("words", "Reaction")},
    {"Saga", QT_TRANSLATE_NOOP("words", "Saga")},
};

constexpr Word actors[] = {
    {"user", QT_TRANSLATE_NOOP("words", "you")},          {"workload", QT_TRANSLATE_NOOP("words", "workload")},
    {"saga", QT_TRANSLATE_NOOP("words", "saga")},         {"setup", QT_TRANSLATE_NOOP("words", "set-up")},
    {"import", QT_TRANSLATE_NOOP("words", "import")},     {"lab", QT_TRANSLATE_NOOP("words", "lab")},
    {"reaction", QT_TRANSLATE_NOOP("words", "reaction")},
};

constexpr Word sentOutcomes[] = {
    {"waiting", QT_TRANSLATE_NOOP("words", "waiting")},     {"done", QT_TRANSLATE_NOOP("words", "accepted")},
    {"refused", QT_TRANSLATE_NOOP("words", "rejected")},    {"conflict", QT_TRANSLATE_NOOP("words", "version conflict")},
    {"malformed", QT_TRANSLATE_NOOP("words", "malformed")}, {"failed", QT_TRANSLATE_NOOP("words", "failed")},
};

constexpr Word invariants[] = {
    {"streams", QT_TRANSLATE_NOOP("words", "Streams")}, {"money", QT_TRANSLATE_NOOP("words", "Money")},
    {"stock", QT_TRANSLATE_NOOP("words", "Stock")},     {"sagas", QT_TRANSLATE_NOOP("words", "Sagas")},
    {"folds", QT_TRANSLATE_NOOP("words", "Folds")},     {"deliveries", QT_TRANSLATE_NOOP("words", "Deliveries")},
};

constexpr Word invariantLines[] = {
    {"streams", QT_TRANSLATE_NOOP("words", "Every stream counts 1…n without gap or repeat, and every event is in the log exactly once.")},
    {"money",
     QT_TRANSLATE_NOOP("words", "Captured − refunded = the total of orders confirmed and not returned; no payment without its order.")},
    {"stock", QT_TRANSLATE_NOOP("words", "Stock is never negative; what is reserved equals the open reservations.")},
    {"sagas",
     QT_TRANSLATE_NOOP("words", "A completed saga has all its effects, a failed one none; every other has something to wait for.")},
    {"folds", QT_TRANSLATE_NOOP("words", "Tables, read models and snapshots equal a fresh fold of their events.")},
    {"deliveries", QT_TRANSLATE_NOOP("words", "Outboxes drain, dead letters are counted, no inbox holds a message twice.")},
};

constexpr Word eventTypes[] = {
    {"SagaStarted", QT_TRANSLATE_NOOP("words", "Saga started")},
    {"SagaStepStarted", QT_TRANSLATE_NOOP("words", "Saga step started")},
    {"SagaStepCompleted", QT_TRANSLATE_NOOP("words", "Saga step completed")},
    {"SagaStepFailed", QT_TRANSLATE_NOOP("words", "Saga step failed")},
    {"SagaStepTimedOut", QT_TRANSLATE_NOOP("words", "Saga step timed out")},
    {"SagaStepCompensated", QT_TRANSLATE_NOOP("words", "Saga step compensated")},
    {"SagaCompensating", QT_TRANSLATE_NOOP("words", "Saga compensating")},
    {"SagaCompleted", QT_TRANSLATE_NOOP("words", "Saga completed")},
    {"SagaFailed", QT_TRANSLATE_NOOP("words", "Saga failed")},
    {"SagaStuck", QT_TRANSLATE_NOOP("words", "Saga stuck")},
    {"SagaRetried", QT_TRANSLATE_NOOP("words", "Saga retried by an operator")},
    {"SagaPaused", QT_TRANSLATE_NOOP("words", "Saga paused by an operator")},
    {"SagaResumed", QT_TRANSLATE_NOOP("words", "Saga resumed by an operator")},
    {"SagaResolved", QT_TRANSLATE_NOOP("words", "Saga resolved by hand")},
    {"SagaAborted", QT_TRANSLATE_NOOP("words", "Saga aborted by an operator")},
    {"ReactionFailed", QT_TRANSLATE_NOOP("words", "Reaction failed")},
    {"ReactionResolved", QT_TRANSLATE_NOOP("words", "Reaction resolved")},
    {"ReactionRetried", QT_TRANSLATE_NOOP("words", "Reaction retried")},
    {"ReactionStuck", QT_TRANSLATE_NOOP("words", "Reaction stuck")},
    {"OrderPlaced", QT_TRANSLATE_NOOP("words", "Order placed")},
    {"OrderCreated", QT_TRANSLATE_NOOP("words", "Order created")},
    {"OrderRejected", QT_TRANSLATE_NOOP("words", "Order rejected")},
    {"OrderConfirmationRequested", QT_TRANSLATE_NOOP("words", "Order confirmation requested")},
    {"OrderConfirmed", QT_TRANSLATE_NOOP("words", "Order confirmed")},
    {"OrderConfirmationRefused", QT_TRANSLATE_NOOP("words", "Order confirmation refused")},
    {"OrderConfirmationFailed", QT_TRANSLATE_NOOP("words", "Order confirmation failed")},
    {"OrderCancelled", QT_TRANSLATE_NOOP("words", "Order cancelled")},
    {"OrderShipped", QT_TRANSLATE_NOOP("words", "Order shipped")},
    {"OrderDelivered", QT_TRANSLATE_NOOP("words", "Order delivered")},
    {"OrderReturnRequested", QT_TRANSLATE_NOOP("words", "Order return requested")},
    {"OrderItemsTakenBack", QT_TRANSLATE_NOOP("words", "Order items taken back")},
    {"OrderReturnRefused", QT_TRANSLATE_NOOP("words", "Order return refused")},
    {"OrderReturnRejected", QT_TRANSLATE_NOOP("words", "Order return rejected")},
    {"OrderReturned", QT_TRANSLATE_NOOP("words", "Order returned")},
    {"CategoryCreated", QT_TRANSLATE_NOOP("words", "Category created")},
    {"ProductCreated", QT_TRANSLATE_NOOP("words", "Product created")},
    {"ProductUpdated", QT_TRANSLATE_NOOP("words", "Product updated")},
    {"ProductDeactivated", QT_TRANSLATE_NOOP("words", "Product deactivated")},
    {"ReviewAdded", QT_TRANSLATE_NOOP("words", "Review added")},
    {"ImageAdded", QT_TRANSLATE_NOOP("words", "Image added")},
    {"UserRegistered", QT_TRANSLATE_NOOP("words", "User registered")},
    {"EmailVerified", QT_TRANSLATE_NOOP("words", "Email verified")},
    {"ProfileUpdated", QT_TRANSLATE_NOOP("words", "Profile updated")},
    {"PasswordChanged", QT_TRANSLATE_NOOP("words", "Password changed")},
    {"AddressAdded", QT_TRANSLATE_NOOP("words", "Address added")},
    {"UserDeactivated", QT_TRANSLATE_NOOP("words", "User deactivated")},
    {"StockItemCreated", QT_TRANSLATE_NOOP("words", "Stock item created")},
    {"StockItemDiscontinued", QT_TRANSLATE_NOOP("words", "Stock item discontinued")},
    {"StockAdjusted", QT_TRANSLATE_NOOP("words", "Stock adjusted")},
    {"StockReserved", QT_TRANSLATE_NOOP("words", "Stock reserved")},
    {"StockReleased", QT_TRANSLATE_NOOP("words", "Stock released")},
    {"StockShipped", QT_TRANSLATE_NOOP("words", "Stock shipped")},
    {"StockRestocked", QT_TRANSLATE_NOOP("words", "Stock restocked")},
    {"StockRestockWithdrawn", QT_TRANSLATE_NOOP("words", "Stock restock withdrawn")},
    {"StockCommitted", QT_TRANSLATE_NOOP("words", "Stock committed")},
    {"InventoryReserved", QT_TRANSLATE_NOOP("words", "Inventory reserved")},
    {"InventoryReservationRefused", QT_TRANSLATE_NOOP("words", "Inventory reservation refused")},
    {"ReservationRefused", QT_TRANSLATE_NOOP("words", "Reservation refused")},
    {"InventoryReleased", QT_TRANSLATE_NOOP("words", "Inventory released")},
    {"InventoryShipped", QT_TRANSLATE_NOOP("words", "Inventory shipped")},
    {"InventoryRestocked", QT_TRANSLATE_NOOP("words", "Inventory restocked")},
    {"InventoryRestockRefused", QT_TRANSLATE_NOOP("words", "Inventory restock refused")},
    {"InventoryRestockWithdrawn", QT_TRANSLATE_NOOP("words", "Inventory restock withdrawn")},
    {"InventoryReturnStocked", QT_TRANSLATE_NOOP("words", "Returned goods for sale again")},
    {"PaymentProcessed", QT_TRANSLATE_NOOP("words", "Payment processed")},
    {"PaymentCaptured", QT_TRANSLATE_NOOP("words", "Payment captured")},
    {"PaymentDeclined", QT_TRANSLATE_NOOP("words", "Payment declined")},
    {"PaymentVoided", QT_TRANSLATE_NOOP("words", "Payment voided")},
    {"PaymentRefundRefused", QT_TRANSLATE_NOOP("words", "Payment refund refused")},
    {"PaymentRefunded", QT_TRANSLATE_NOOP("words", "Payment refunded")},
};

}  // namespace

QString spaced(const QString& name)
{
    QString text;
    for (qsizetype i = 0; i < name.size(); ++i) {
        const QChar c = name[i];
        if (c == u'_') {
            text += u' ';
        } else if (c.isUpper() && i > 0 && !name[i - 1].isUpper() && name[i - 1] != u'_') {
            text += u' ';
            text += c.toLower();
        } else {
            text += i == 0 ? c.toUpper() : c;
        }
    }
    return text;
}

QString sagaStatus(const QString& code, bool stuck) { return lookUp(sagaStatuses, stuck ? QStringLiteral("stuck") : code); }

QString stepStatus(const QString& code) { return lookUp(stepStatuses, code); }

QString sagaStep(const QString& stepId) { return lookUp(steps, stepId); }

QString compensationOf(const QString& stepId)
{
    return word_table::find(compensations, stepId) ? lookUp(compensations, stepId)
                                                   : translated(QT_TRANSLATE_NOOP("words", "Undo: %1")).arg(sagaStep(stepId));
}

QString sagaType(const QString& code) { return lookUp(sagaTypes, code); }

QString attemptOutcome(const QString& code) { return lookUp(attemptOutcomes, code); }

QString gapPoint(const QString& code) { return lookUp(gaps, code); }

QString gapLine(const QString& code) { return lineOf(gapLines, code); }

const QStringList& gapPoints()
{
    static const QStringList all = [] {
        QStringList codes;
        for (const Word& word : gaps)
            codes << QLatin1StringView(word.code);
        return codes;
    }();
    return all;
}

QString eventType(const QString& code) { return lookUp(eventTypes, code); }

QString service(const QString& code) { return lookUp(services, code); }

QString aggregateType(const QString& code) { return lookUp(aggregateTypes, code); }

QString serviceOf(const QString& aggregateType)
{
    static constexpr std::pair<const char*, const char*> keepers[] = {
        {"User", "user"},           {"Product", "product"}, {"Category", "product"}, {"Order", "order"},
        {"StockItem", "inventory"}, {"Payment", "payment"}, {"Saga", "saga"}};
    for (const auto& [type, keeper] : keepers) {
        if (aggregateType == QLatin1StringView(type))
            return QString::fromLatin1(keeper);
    }
    return {};
}

QString actor(const QString& code) { return lookUp(actors, code); }

QString markerKind(api::Marker::Kind kind)
{
    switch (kind) {
    case api::Marker::Kind::Fault: return translated(QT_TRANSLATE_NOOP("words", "Fault"));
    case api::Marker::Kind::SagaFailed: return translated(QT_TRANSLATE_NOOP("words", "Saga failed"));
    case api::Marker::Kind::InvariantBroken: return translated(QT_TRANSLATE_NOOP("words", "Invariant broken"));
    }
    return {};
}

QString markerText(const api::Marker& marker)
{
    switch (marker.kind) {
    case api::Marker::Kind::Fault: return note(marker.text);
    case api::Marker::Kind::SagaFailed: return eventType(marker.text);
    case api::Marker::Kind::InvariantBroken: return invariantLine(marker.text);
    }
    return {};
}

QString commandOutcome(api::CommandAnswer::Outcome outcome)
{
    switch (outcome) {
    case api::CommandAnswer::Outcome::Done: return translated(QT_TRANSLATE_NOOP("words", "Accepted"));
    case api::CommandAnswer::Outcome::Refused: return translated(QT_TRANSLATE_NOOP("words", "Rejected"));
    case api::CommandAnswer::Outcome::Conflict: return translated(QT_TRANSLATE_NOOP("words", "Version conflict"));
    case api::CommandAnswer::Outcome::Malformed: return translated(QT_TRANSLATE_NOOP("words", "Malformed"));
    case api::CommandAnswer::Outcome::Failed: return translated(QT_TRANSLATE_NOOP("words", "Failed"));
    }
    return {};
}

QString sentOutcome(const QString& code) { return lookUp(sentOutcomes, code); }

QString projectionStatus(api::ProjectionStatus status)
{
    switch (status) {
    case api::ProjectionStatus::Live: return translated(QT_TRANSLATE_NOOP("words", "live"));
    case api::ProjectionStatus::Paused: return translated(QT_TRANSLATE_NOOP("words", "paused"));
    case api::ProjectionStatus::Rebuilding: return translated(QT_TRANSLATE_NOOP("words", "rebuilding"));
    case api::ProjectionStatus::Failed: return translated(QT_TRANSLATE_NOOP("words", "failed"));
    case api::ProjectionStatus::Slow: return translated(QT_TRANSLATE_NOOP("words", "slowed"));
    case api::ProjectionStatus::Stalled: return translated(QT_TRANSLATE_NOOP("words", "stands still"));
    }
    return {};
}

QString invariant(const QString& code) { return lookUp(invariants, code); }

QString invariantLine(const QString& code) { return lineOf(invariantLines, code); }

}  // namespace replay::ui::format
