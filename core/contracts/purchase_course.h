// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QJsonObject>
#include <QList>
#include <QString>
#include <QUuid>
#include <array>
#include <optional>
#include <span>

namespace replay::contracts {

/// The two ways to run the purchase, as codes: one orchestrator tells the services, or they react to each other's events.
inline const QString orchestration = QStringLiteral("orchestration");
inline const QString choreography = QStringLiteral("choreography");
const QStringList& sagaStyles();

/// The newest version of OrderProcessing: a scenario may choose it, or an older one.
inline constexpr int purchaseVersionNewest = 2;

/// The actor of what a service does because another service's event made it.
inline const QString reactionActor = QStringLiteral("reaction");

/// The stream in which a service tells of a reaction that did not succeed at once.
inline const QString reactionType = QStringLiteral("Reaction");

/// The message that a reaction delivers: the same for every attempt and every event that causes it.
QUuid reactionId(const QUuid& correlationId, const QString& step, bool compensation);

/// A step of the purchase, by the events that tell of it. The steps are those of the orchestrated OrderProcessing.
struct PurchaseStep {
    const char* id;
    const char* done;
    const char* refused;
    std::array<const char*, 2> undone;  ///< the events of which any tells that it was taken back
};
std::span<const PurchaseStep> purchaseSteps();

/// What one event says of a purchase, read from its payload.
struct PurchaseFact {
    QString eventType;
    QUuid orderId;   ///< the purchase is known by it
    QString reason;  ///< of a refusal
    QString step;    ///< of a reaction that failed, and what follows
    QString error;
    bool compensation = false;
    int attempt = 1;
    bool again = false;  ///< there will be another attempt
};

/// Whether an event of this type and actor is told of a choreographed purchase: what customers begin, and what reactions did.
bool tellsOfPurchase(const QString& eventType, const QString& actor);
PurchaseFact readPurchaseFact(const QString& eventType, const QJsonObject& data);

/// What an event says of a choreographed purchase; nothing where it is about none, or about one that somebody orchestrates.
template <typename Event>
std::optional<PurchaseFact> purchaseFact(const Event& event)
{
    return tellsOfPurchase(event.eventType, event.actor) ? std::optional(readPurchaseFact(event.eventType, event.data())) : std::nullopt;
}

/// How a choreographed purchase goes, told by the events of its order alone: nobody keeps its state, so everybody who wants to
/// know folds the same events. Statuses are the codes of sagas and their steps.
struct PurchaseCourse {
    struct Step {
        QString status = QStringLiteral("pending");
        int attempts = 0;
        QString error = {};
        bool stuck = false;  ///< taking it back was given up
    };
    QString status;      ///< started, compensating, completed, failed; empty: not begun
    bool stuck = false;  ///< in some step
    bool retrying = false;
    QString error;
    QString failedStep;
    QList<Step> steps = QList<Step>(static_cast<qsizetype>(purchaseSteps().size()));

    bool isTerminal() const { return status == u"completed" || status == u"failed"; }
    /// Answers whether the event is part of the purchase.
    bool take(const PurchaseFact& fact);
    /// Which event types tell of a purchase.
    static const QStringList& eventTypes();

private:
    void done(qsizetype step);
    void refused(qsizetype step, const QString& reason);
    void undone(qsizetype step);
    void reactionFailed(const PurchaseFact& fact);
    void operated(const PurchaseFact& fact);
    bool anyStuck() const;
    bool mustUndo(qsizetype step) const;
};

}  // namespace replay::contracts
