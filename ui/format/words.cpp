// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/format/words.h"

#include <QCoreApplication>
#include <QLocale>
#include <span>

namespace replay::ui::format {
namespace {

struct Word {
    const char* code;
    const char* text;  ///< marked for translation in the context "words"
};

QString tr(const char* text)
{
    return QCoreApplication::translate("words", text);
}

/// The word of a code, or the code itself.
QString lookUp(std::span<const Word> words, const QString& code)
{
    for (const Word& word : words) {
        if (code == QLatin1StringView(word.code))
            return tr(word.text);
    }
    return code;
}

constexpr Word sagaStatuses[] = {
    {"started", QT_TRANSLATE_NOOP("words", "running")},
    {"completed", QT_TRANSLATE_NOOP("words", "completed")},
    {"compensating", QT_TRANSLATE_NOOP("words", "compensating")},
    {"failed", QT_TRANSLATE_NOOP("words", "failed")},
    {"stuck", QT_TRANSLATE_NOOP("words", "stuck")},
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
    {"create_order", QT_TRANSLATE_NOOP("words", "Cancel order")},
    {"reserve_inventory", QT_TRANSLATE_NOOP("words", "Release inventory")},
    {"process_payment", QT_TRANSLATE_NOOP("words", "Refund payment")},
    {"confirm_order", QT_TRANSLATE_NOOP("words", "Cancel order")},
};

constexpr Word sagaTypes[] = {
    {"OrderProcessing", QT_TRANSLATE_NOOP("words", "Order processing")},
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
    {"received", QT_TRANSLATE_NOOP("words", "received")},
    {"loaded", QT_TRANSLATE_NOOP("words", "loaded")},
    {"decided", QT_TRANSLATE_NOOP("words", "decided")},
    {"appended", QT_TRANSLATE_NOOP("words", "appended")},
    {"committed", QT_TRANSLATE_NOOP("words", "committed")},
    {"published", QT_TRANSLATE_NOOP("words", "published")},
    {"acknowledged", QT_TRANSLATE_NOOP("words", "acknowledged")},
    {"projected", QT_TRANSLATE_NOOP("words", "projected")},
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
    {"user", QT_TRANSLATE_NOOP("words", "Users")},
    {"product", QT_TRANSLATE_NOOP("words", "Products")},
    {"order", QT_TRANSLATE_NOOP("words", "Orders")},
    {"inventory", QT_TRANSLATE_NOOP("words", "Inventory")},
    {"payment", QT_TRANSLATE_NOOP("words", "Payments")},
    {"saga", QT_TRANSLATE_NOOP("words", "Sagas")},
    {"platform", QT_TRANSLATE_NOOP("words", "Platform")},
};

constexpr Word aggregateTypes[] = {
    {"User", QT_TRANSLATE_NOOP("words", "User")},
    {"Product", QT_TRANSLATE_NOOP("words", "Product")},
    {"Category", QT_TRANSLATE_NOOP("words", "Category")},
    {"Order", QT_TRANSLATE_NOOP("words", "Order")},
    {"StockItem", QT_TRANSLATE_NOOP("words", "Stock item")},
    {"Payment", QT_TRANSLATE_NOOP("words", "Payment")},
    {"Saga", QT_TRANSLATE_NOOP("words", "Saga")},
};

constexpr Word actors[] = {
    {"user", QT_TRANSLATE_NOOP("words", "you")},
    {"workload", QT_TRANSLATE_NOOP("words", "workload")},
    {"saga", QT_TRANSLATE_NOOP("words", "saga")},
    {"setup", QT_TRANSLATE_NOOP("words", "set-up")},
    {"import", QT_TRANSLATE_NOOP("words", "import")},
    {"lab", QT_TRANSLATE_NOOP("words", "lab")},
};

constexpr Word faultKinds[] = {
    {"refuse", QT_TRANSLATE_NOOP("words", "Refused")},
    {"error", QT_TRANSLATE_NOOP("words", "Error")},
    {"no_reply", QT_TRANSLATE_NOOP("words", "No reply")},
    {"lost_request", QT_TRANSLATE_NOOP("words", "Request lost")},
    {"lost_reply", QT_TRANSLATE_NOOP("words", "Reply lost")},
    {"duplicate", QT_TRANSLATE_NOOP("words", "Duplicate")},
    {"delay", QT_TRANSLATE_NOOP("words", "Delay")},
    {"reorder", QT_TRANSLATE_NOOP("words", "Out of order")},
    {"crash_before_commit", QT_TRANSLATE_NOOP("words", "Crash before the commit")},
    {"crash_after_commit", QT_TRANSLATE_NOOP("words", "Crash after the commit")},
    {"service_down", QT_TRANSLATE_NOOP("words", "Service down")},
    {"orchestrator_crash", QT_TRANSLATE_NOOP("words", "Orchestrator crash")},
    {"partition", QT_TRANSLATE_NOOP("words", "Partition")},
    {"database_busy", QT_TRANSLATE_NOOP("words", "Database busy")},
    {"database_slow", QT_TRANSLATE_NOOP("words", "Database slow")},
    {"database_full", QT_TRANSLATE_NOOP("words", "Database full")},
    {"database_readonly", QT_TRANSLATE_NOOP("words", "Database read-only")},
    {"poison_event", QT_TRANSLATE_NOOP("words", "Poison event")},
    {"compensation_failure", QT_TRANSLATE_NOOP("words", "Compensation fails")},
};

constexpr Word faultLines[] = {
    {"refuse", QT_TRANSLATE_NOOP("words", "The service says no, as a business decision: a declined card, nothing in stock.")},
    {"error", QT_TRANSLATE_NOOP("words", "The handler throws; its transaction is rolled back and the saga tries again.")},
    {"no_reply", QT_TRANSLATE_NOOP("words", "The service never answers; the saga learns of it only by its deadline.")},
    {"lost_request", QT_TRANSLATE_NOOP("words", "The message is lost on its way to the service: nothing is done there.")},
    {"lost_reply", QT_TRANSLATE_NOOP("words", "The work is done and committed, but the answer is lost on its way back.")},
    {"duplicate", QT_TRANSLATE_NOOP("words", "The message arrives twice; the inbox must see to it that it counts once.")},
    {"delay", QT_TRANSLATE_NOOP("words", "The message arrives late.")},
    {"reorder", QT_TRANSLATE_NOOP("words", "Messages overtake one another on their way.")},
    {"crash_before_commit", QT_TRANSLATE_NOOP("words", "The service dies inside its transaction: nothing it did is kept.")},
    {"crash_after_commit", QT_TRANSLATE_NOOP("words", "The service dies with its work committed and nobody told.")},
    {"service_down", QT_TRANSLATE_NOOP("words", "The service is away for a while; its messages wait or are lost.")},
    {"orchestrator_crash", QT_TRANSLATE_NOOP("words", "The orchestrator dies between two steps and goes on from what it had committed.")},
    {"partition", QT_TRANSLATE_NOOP("words", "Two services cannot reach each other.")},
    {"database_busy", QT_TRANSLATE_NOOP("words", "The database is locked by somebody else; the write must be tried again.")},
    {"database_slow", QT_TRANSLATE_NOOP("words", "Every transaction of the database takes longer.")},
    {"database_full", QT_TRANSLATE_NOOP("words", "The disk is full: no transaction can be committed.")},
    {"database_readonly", QT_TRANSLATE_NOOP("words", "The database refuses every write.")},
    {"poison_event", QT_TRANSLATE_NOOP("words", "A projection cannot digest this event and parks it.")},
    {"compensation_failure", QT_TRANSLATE_NOOP("words", "Undoing the step fails; the saga must try again, or it is stuck.")},
};

constexpr Word pitfalls[] = {
    {"dual_write", QT_TRANSLATE_NOOP("words", "Dual write (save, then publish)")},
    {"shared_database", QT_TRANSLATE_NOOP("words", "Shared database")},
    {"synchronous_read_model", QT_TRANSLATE_NOOP("words", "Read model updated inside the write transaction")},
    {"no_compensation", QT_TRANSLATE_NOOP("words", "No compensation")},
    {"non_idempotent_consumer", QT_TRANSLATE_NOOP("words", "Consumer is not idempotent")},
    {"no_optimistic_concurrency", QT_TRANSLATE_NOOP("words", "No optimistic concurrency (lost update)")},
    {"no_timeout", QT_TRANSLATE_NOOP("words", "No timeout")},
    {"anaemic_events", QT_TRANSLATE_NOOP("words", "Anaemic events")},
};

constexpr Word sentOutcomes[] = {
    {"waiting", QT_TRANSLATE_NOOP("words", "waiting")},
    {"done", QT_TRANSLATE_NOOP("words", "accepted")},
    {"refused", QT_TRANSLATE_NOOP("words", "rejected")},
    {"conflict", QT_TRANSLATE_NOOP("words", "version conflict")},
    {"malformed", QT_TRANSLATE_NOOP("words", "malformed")},
    {"failed", QT_TRANSLATE_NOOP("words", "failed")},
};

constexpr Word invariants[] = {
    {"streams", QT_TRANSLATE_NOOP("words", "Streams")},
    {"money", QT_TRANSLATE_NOOP("words", "Money")},
    {"stock", QT_TRANSLATE_NOOP("words", "Stock")},
    {"sagas", QT_TRANSLATE_NOOP("words", "Sagas")},
    {"folds", QT_TRANSLATE_NOOP("words", "Folds")},
    {"deliveries", QT_TRANSLATE_NOOP("words", "Deliveries")},
};

constexpr Word invariantLines[] = {
    {"streams", QT_TRANSLATE_NOOP("words", "Every stream counts 1…n without gap or repeat, and every event is in the log exactly once.")},
    {"money", QT_TRANSLATE_NOOP("words", "Captured − refunded = the total of orders confirmed and not returned; no payment without its order.")},
    {"stock", QT_TRANSLATE_NOOP("words", "Stock is never negative; what is reserved equals the open reservations.")},
    {"sagas", QT_TRANSLATE_NOOP("words", "A completed saga has all its effects, a failed one none; every other has something to wait for.")},
    {"folds", QT_TRANSLATE_NOOP("words", "Tables, read models and snapshots equal a fresh fold of their events.")},
    {"deliveries", QT_TRANSLATE_NOOP("words", "Outboxes drain, dead letters are counted, no inbox holds a message twice.")},
};

/// Event types whose words are not simply their name with blanks.
constexpr Word eventTypes[] = {
    {"SagaStarted", QT_TRANSLATE_NOOP("words", "Saga started")},
    {"SagaCompleted", QT_TRANSLATE_NOOP("words", "Saga completed")},
    {"SagaFailed", QT_TRANSLATE_NOOP("words", "Saga failed")},
    {"SagaStuck", QT_TRANSLATE_NOOP("words", "Saga stuck")},
    {"OrderCreated", QT_TRANSLATE_NOOP("words", "Order created")},
    {"OrderConfirmed", QT_TRANSLATE_NOOP("words", "Order confirmed")},
    {"OrderCancelled", QT_TRANSLATE_NOOP("words", "Order cancelled")},
    {"OrderShipped", QT_TRANSLATE_NOOP("words", "Order shipped")},
    {"OrderDelivered", QT_TRANSLATE_NOOP("words", "Order delivered")},
    {"OrderReturned", QT_TRANSLATE_NOOP("words", "Order returned")},
    {"ProductCreated", QT_TRANSLATE_NOOP("words", "Product created")},
    {"ProductUpdated", QT_TRANSLATE_NOOP("words", "Product updated")},
    {"ProductDeactivated", QT_TRANSLATE_NOOP("words", "Product deactivated")},
    {"CategoryCreated", QT_TRANSLATE_NOOP("words", "Category created")},
    {"UserRegistered", QT_TRANSLATE_NOOP("words", "User registered")},
    {"UserDeactivated", QT_TRANSLATE_NOOP("words", "User deactivated")},
    {"InventoryReserved", QT_TRANSLATE_NOOP("words", "Inventory reserved")},
    {"InventoryReleased", QT_TRANSLATE_NOOP("words", "Inventory released")},
    {"StockReserved", QT_TRANSLATE_NOOP("words", "Stock reserved")},
    {"StockReleased", QT_TRANSLATE_NOOP("words", "Stock released")},
    {"StockAdjusted", QT_TRANSLATE_NOOP("words", "Stock adjusted")},
    {"PaymentCaptured", QT_TRANSLATE_NOOP("words", "Payment captured")},
    {"PaymentProcessed", QT_TRANSLATE_NOOP("words", "Payment processed")},
    {"PaymentDeclined", QT_TRANSLATE_NOOP("words", "Payment declined")},
    {"PaymentRefunded", QT_TRANSLATE_NOOP("words", "Payment refunded")},
};

bool knows(std::span<const Word> words, const QString& code)
{
    for (const Word& word : words) {
        if (code == QLatin1StringView(word.code))
            return true;
    }
    return false;
}

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

QString sagaStatus(const QString& code, bool stuck)
{
    return lookUp(sagaStatuses, stuck ? QStringLiteral("stuck") : code);
}

QString stepStatus(const QString& code)
{
    return lookUp(stepStatuses, code);
}

QString sagaStep(const QString& stepId)
{
    return lookUp(steps, stepId);
}

QString compensationOf(const QString& stepId)
{
    return knows(compensations, stepId) ? lookUp(compensations, stepId) : tr(QT_TRANSLATE_NOOP("words", "Undo: %1")).arg(sagaStep(stepId));
}

QString sagaType(const QString& code)
{
    return lookUp(sagaTypes, code);
}

QString attemptOutcome(const QString& code)
{
    return lookUp(attemptOutcomes, code);
}

QString gapPoint(const QString& code)
{
    return lookUp(gaps, code);
}

QString gapLine(const QString& code)
{
    return knows(gapLines, code) ? lookUp(gapLines, code) : QString();
}

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

QString eventType(const QString& code)
{
    return lookUp(eventTypes, code);
}

QString service(const QString& code)
{
    return lookUp(services, code);
}

QString aggregateType(const QString& code)
{
    return lookUp(aggregateTypes, code);
}

QString actor(const QString& code)
{
    return lookUp(actors, code);
}

QString faultOfNote(const QString& note)
{
    const QString rest = note.mid(note.indexOf(u':') + 1);
    const qsizetype hash = rest.indexOf(u'#');
    const QString kind = faultKind(hash < 0 ? rest : rest.left(hash));
    return hash < 0 ? kind : tr(QT_TRANSLATE_NOOP("words", "%1 (rule %2)")).arg(kind, rest.mid(hash + 1));
}

QString note(const QString& code)
{
    if (code.startsWith(u"fault:"))
        return tr(QT_TRANSLATE_NOOP("words", "injected: %1")).arg(faultOfNote(code));
    if (code.startsWith(u"pitfall:"))
        return tr(QT_TRANSLATE_NOOP("words", "pitfall: %1")).arg(pitfall(code.mid(code.indexOf(u':') + 1)));
    return code;
}

QString markerKind(api::Marker::Kind kind)
{
    switch (kind) {
    case api::Marker::Kind::Fault: return tr(QT_TRANSLATE_NOOP("words", "Fault"));
    case api::Marker::Kind::SagaFailed: return tr(QT_TRANSLATE_NOOP("words", "Saga failed"));
    case api::Marker::Kind::InvariantBroken: return tr(QT_TRANSLATE_NOOP("words", "Invariant broken"));
    }
    return {};
}

QString faultKind(const QString& code)
{
    return lookUp(faultKinds, code);
}

QString faultLine(const QString& code)
{
    return knows(faultLines, code) ? lookUp(faultLines, code) : QString();
}

QString faultAim(const api::FaultRule& rule)
{
    QStringList parts;
    if (!rule.step.isEmpty())
        parts << (rule.kind == u"compensation_failure" ? compensationOf(rule.step) : sagaStep(rule.step));
    if (!rule.service.isEmpty())
        parts << service(rule.service);
    if (!rule.message.isEmpty())
        parts << rule.message;
    if (rule.order > 0)
        parts << tr(QT_TRANSLATE_NOOP("words", "order no. %1")).arg(number(rule.order));
    if (rule.occurrence > 0)
        parts << tr(QT_TRANSLATE_NOOP("words", "match no. %1")).arg(number(rule.occurrence));
    else if (rule.times == 1)
        parts << tr(QT_TRANSLATE_NOOP("words", "once"));
    else if (rule.times > 1)
        parts << tr(QT_TRANSLATE_NOOP("words", "at most %1 times")).arg(number(rule.times));
    if (rule.probability < 1.0)
        parts << tr(QT_TRANSLATE_NOOP("words", "p = %1")).arg(QLocale().toString(rule.probability, 'g', 3));
    if (rule.delayUs > 0)
        parts << tr(QT_TRANSLATE_NOOP("words", "by %1")).arg(duration(rule.delayUs));
    if (rule.downForUs > 0)
        parts << tr(QT_TRANSLATE_NOOP("words", "for %1")).arg(duration(rule.downForUs));
    if (!rule.reason.isEmpty())
        parts << QString(u'“' + rule.reason + u'”');
    return parts.isEmpty() ? tr(QT_TRANSLATE_NOOP("words", "everywhere")) : parts.join(QStringLiteral(" · "));
}

QString pitfall(const QString& code)
{
    return lookUp(pitfalls, code);
}

QString why(const api::WhyLink& link)
{
    static constexpr Word sentences[] = {
        {"user_command", QT_TRANSLATE_NOOP("words", "It began with your command %1")},
        {"workload_command", QT_TRANSLATE_NOOP("words", "It began with the workload's command %1")},
        {"import_command", QT_TRANSLATE_NOOP("words", "It began with the import's command %1")},
        {"command", QT_TRANSLATE_NOOP("words", "It began with the command %1")},
        {"user", QT_TRANSLATE_NOOP("words", "It was sent by: %1")},
        {"event", QT_TRANSLATE_NOOP("words", "%1 was recorded")},
        {"step_sent", QT_TRANSLATE_NOOP("words", "The saga sent “%1”")},
        {"step_refused", QT_TRANSLATE_NOOP("words", "“%1” was refused")},
        {"step_error", QT_TRANSLATE_NOOP("words", "“%1” ended in an error")},
        {"step_timeout", QT_TRANSLATE_NOOP("words", "“%1” had no answer before its deadline")},
        {"retries_exhausted", QT_TRANSLATE_NOOP("words", "“%1” was tried as often as its policy allows")},
        {"fault", QT_TRANSLATE_NOOP("words", "A fault was injected: %1")},
        {"saga_compensating", QT_TRANSLATE_NOOP("words", "The saga began to undo what it had done, because “%1” failed")},
        {"compensation_failed", QT_TRANSLATE_NOOP("words", "Undoing it failed: “%1”")},
        {"saga_stuck", QT_TRANSLATE_NOOP("words", "The saga is stuck at “%1”: somebody must decide")},
        {"pitfall", QT_TRANSLATE_NOOP("words", "A pitfall switch is on: %1")},
    };
    QString subject = link.subject;
    if (link.code == u"event")
        subject = eventType(subject);
    else if (link.code == u"fault")
        subject = subject.startsWith(u"fault:") ? faultOfNote(subject) : faultKind(subject);
    else if (link.code == u"user")
        subject = actor(subject);
    else if (link.code == u"pitfall")
        subject = pitfall(subject);
    else if (link.code == u"compensation_failed")
        subject = compensationOf(subject);
    else if (knows(steps, subject))
        subject = sagaStep(subject);
    QString text;
    if (knows(sentences, link.code))
        text = lookUp(sentences, link.code).arg(subject);
    else
        text = subject.isEmpty() ? link.code : QString(link.code + u' ' + subject);
    return link.detail.isEmpty() ? text : QString(text + QStringLiteral(": ") + link.detail);
}

QString commandOutcome(api::CommandAnswer::Outcome outcome)
{
    switch (outcome) {
    case api::CommandAnswer::Outcome::Done: return tr(QT_TRANSLATE_NOOP("words", "Accepted"));
    case api::CommandAnswer::Outcome::Refused: return tr(QT_TRANSLATE_NOOP("words", "Rejected"));
    case api::CommandAnswer::Outcome::Conflict: return tr(QT_TRANSLATE_NOOP("words", "Version conflict"));
    case api::CommandAnswer::Outcome::Malformed: return tr(QT_TRANSLATE_NOOP("words", "Malformed"));
    case api::CommandAnswer::Outcome::Failed: return tr(QT_TRANSLATE_NOOP("words", "Failed"));
    }
    return {};
}

QString sentOutcome(const QString& code)
{
    return lookUp(sentOutcomes, code);
}

QString projectionStatus(api::ProjectionStatus status)
{
    switch (status) {
    case api::ProjectionStatus::Live: return tr(QT_TRANSLATE_NOOP("words", "live"));
    case api::ProjectionStatus::Paused: return tr(QT_TRANSLATE_NOOP("words", "paused"));
    case api::ProjectionStatus::Rebuilding: return tr(QT_TRANSLATE_NOOP("words", "rebuilding"));
    case api::ProjectionStatus::Failed: return tr(QT_TRANSLATE_NOOP("words", "failed"));
    }
    return {};
}

QString invariant(const QString& code)
{
    return lookUp(invariants, code);
}

QString invariantLine(const QString& code)
{
    return knows(invariantLines, code) ? lookUp(invariantLines, code) : QString();
}

}  // namespace replay::ui::format
