// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/api/values.h"
#include "core/base/random.h"

#include <QHash>
#include <optional>

namespace replay::faults {

/// What a message is, for the rules that aim at it.
struct Aim {
    QString service;  ///< where it goes
    QString sender;   ///< where it comes from: a service, or "client"
    QString message;  ///< its name
    QString step;     ///< the saga step; empty outside of sagas
    bool compensation = false;
    qint64 order = 0;    ///< the n-th order of the workspace; 0 unknown
    base::ModelTime at;  ///< when it is sent
    QByteArray purpose;  ///< what makes it unique (message id and attempt): the key of its probability
};

inline constexpr QLatin1StringView poisonKind{"poison_event"};

/// What an event is to one projection, for the rules that poison it.
struct PoisonAim {
    QString projection;
    QString service;     ///< that published it
    QString message;     ///< its type
    qint64 order = 0;    ///< the n-th order of the workspace; 0 unknown
    base::ModelTime at;  ///< when it reached the log
    QByteArray purpose;  ///< its id
};

/// A fault that was decided for one message. It travels in the message's durable row, so a restart changes nothing.
struct Injection {
    QString kind;
    QString reason;
    qint64 delayUs = 0;
    qint64 downForUs = 0;
    qint64 rule = 0;

    QString note() const { return QStringLiteral("fault:%1#%2").arg(kind).arg(rule); }
};

/// The rules of a workspace as one sender applies them. Matches are counted per sender (the gateway, the orchestrator), in
/// that sender's database and transaction, so that "the 10th match" survives a restart.
class FaultPlan {
public:
    struct Count {
        qint64 matched = 0;
        qint64 fired = 0;
    };

    void setRules(QList<api::FaultRule> rules) { m_rules = std::move(rules); }
    const QList<api::FaultRule>& rules() const { return m_rules; }
    void setCounts(QHash<qint64, Count> counts)
    {
        m_counts = std::move(counts);
        m_changed.clear();
    }
    const QHash<qint64, Count>& counts() const { return m_counts; }

    /// Counts the match in every rule that aims here; the first rule that fires decides.
    std::optional<Injection> decide(const Aim& aim, const base::Random& random);
    /// The same for a moment of the orchestrator itself (kind orchestrator_crash).
    std::optional<Injection> decideCrash(const Aim& aim, const base::Random& random);
    /// The same for an event on its way into a read model (kind poison_event). `times` counts events, not attempts: what is
    /// poisoned once stays so while the rule is armed.
    std::optional<Injection> decidePoison(const PoisonAim& aim, const base::Random& random);
    bool hasPoison() const;
    /// Whether any poison may meet this one, by projection and type alone; and whether any asks for its order.
    bool mayPoison(const PoisonAim& aim) const;
    bool asksForOrder() const;
    bool isArmed(qint64 rule) const;
    /// The rules whose counts changed since the last call: to be written in the sender's transaction.
    QList<qint64> takeChanged();

private:
    std::optional<Injection> decideAmong(const Aim& aim, const base::Random& random, bool orchestrator);

    QList<api::FaultRule> m_rules;
    QHash<qint64, Count> m_counts;
    QList<qint64> m_changed;
};

}  // namespace replay::faults
