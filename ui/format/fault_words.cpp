// SPDX-License-Identifier: GPL-3.0-or-later
// The words of words.h for what goes wrong: faults and pitfalls.
#include "ui/format/word_table.h"
#include "ui/format/words.h"

#include <QLocale>
#include <utility>

namespace replay::ui::format {

using word_table::find;
using word_table::lineOf;
using word_table::lookUp;
using word_table::translated;
using word_table::Word;

namespace {

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

constexpr Word pitfallLines[] = {
    {"dual_write",
     QT_TRANSLATE_NOOP("words", "The service commits, then publishes. A crash in between loses the event for everybody else.")},
    {"shared_database", QT_TRANSLATE_NOOP("words", "The product service corrects names in the order service's tables, past its events.")},
    {"synchronous_read_model",
     QT_TRANSLATE_NOOP("words", "The handler writes the read model before it knows whether its own transaction will stand.")},
    {"no_compensation", QT_TRANSLATE_NOOP("words", "A failed saga leaves behind what its steps did.")},
    {"non_idempotent_consumer", QT_TRANSLATE_NOOP("words", "No inbox: a message that arrives twice counts twice.")},
    {"no_optimistic_concurrency",
     QT_TRANSLATE_NOOP("words", "It decides on what it read a moment ago, and writes without asking whether that still holds.")},
    {"no_timeout", QT_TRANSLATE_NOOP("words", "A saga waits for an answer for ever.")},
    {"anaemic_events", QT_TRANSLATE_NOOP("words", "An event says that something happened, and leaves out what its consumers need.")},
};

constexpr std::pair<const char*, const char*> pitfallInvariants[] = {
    {"dual_write", "streams"},
    {"shared_database", "folds"},
    {"synchronous_read_model", "folds"},
    {"no_compensation", "sagas"},
    {"non_idempotent_consumer", "deliveries"},
    {"no_optimistic_concurrency", "stock"},
    {"no_timeout", "sagas"},
    {"anaemic_events", "money"},
};

constexpr Word fields[] = {
    {"service", QT_TRANSLATE_NOOP("words", "Service")},     {"peer", QT_TRANSLATE_NOOP("words", "Other side")},
    {"message", QT_TRANSLATE_NOOP("words", "Message")},     {"step", QT_TRANSLATE_NOOP("words", "Saga step")},
    {"order", QT_TRANSLATE_NOOP("words", "Order no.")},     {"occurrence", QT_TRANSLATE_NOOP("words", "Only match no.")},
    {"times", QT_TRANSLATE_NOOP("words", "At most times")}, {"probability", QT_TRANSLATE_NOOP("words", "Probability")},
    {"from", QT_TRANSLATE_NOOP("words", "From")},           {"until", QT_TRANSLATE_NOOP("words", "Until")},
    {"delay", QT_TRANSLATE_NOOP("words", "Late by")},       {"down_for", QT_TRANSLATE_NOOP("words", "Down for")},
    {"reason", QT_TRANSLATE_NOOP("words", "Reason given")},
};

}  // namespace

QString faultOfNote(const QString& note)
{
    const QString rest = note.mid(note.indexOf(u':') + 1);
    const qsizetype hash = rest.indexOf(u'#');
    const QString kind = faultKind(hash < 0 ? rest : rest.left(hash));
    return hash < 0 ? kind : translated(QT_TRANSLATE_NOOP("words", "%1 (rule %2)")).arg(kind, rest.mid(hash + 1));
}

static QString pitfallsOf(const QString& note)
{
    QStringList words;
    for (const QString& code : note.mid(note.indexOf(u':') + 1).split(u','))
        words << pitfall(code);
    return words.join(QStringLiteral(", "));
}

QString note(const QString& code)
{
    if (code.contains(u' ')) {
        QStringList words;
        for (const QString& part : code.split(u' '))
            words << note(part);
        return words.join(QStringLiteral(", "));
    }
    if (code.startsWith(u"fault:"))
        return translated(QT_TRANSLATE_NOOP("words", "injected: %1")).arg(faultOfNote(code));
    if (code.startsWith(u"pitfall:"))
        return translated(QT_TRANSLATE_NOOP("words", "pitfall: %1")).arg(pitfallsOf(code));
    return code;
}

QString faultKind(const QString& code) { return lookUp(faultKinds, code); }

QString faultLine(const QString& code) { return lineOf(faultLines, code); }

QString faultAim(const api::FaultRule& rule)
{
    QStringList parts;
    if (!rule.step.isEmpty())
        parts << (rule.kind == u"compensation_failure" ? compensationOf(rule.step) : sagaStep(rule.step));
    if (!rule.service.isEmpty())
        parts << (rule.peer.isEmpty()
                      ? service(rule.service)
                      : translated(QT_TRANSLATE_NOOP("words", "%1 from %2")).arg(service(rule.service), service(rule.peer)));
    if (!rule.message.isEmpty())
        parts << rule.message;
    if (rule.order > 0)
        parts << translated(QT_TRANSLATE_NOOP("words", "order no. %1")).arg(number(rule.order));
    if (rule.occurrence > 0)
        parts << translated(QT_TRANSLATE_NOOP("words", "match no. %1")).arg(number(rule.occurrence));
    else if (rule.times == 1)
        parts << translated(QT_TRANSLATE_NOOP("words", "once"));
    else if (rule.times > 1)
        parts << translated(QT_TRANSLATE_NOOP("words", "at most %1 times")).arg(number(rule.times));
    if (rule.probability < 1.0)
        parts << translated(QT_TRANSLATE_NOOP("words", "p = %1")).arg(QLocale().toString(rule.probability, 'g', 3));
    if (rule.delayUs > 0)
        parts << translated(QT_TRANSLATE_NOOP("words", "by %1")).arg(duration(rule.delayUs));
    if (rule.from && rule.until)
        parts << translated(QT_TRANSLATE_NOOP("words", "%1 to %2")).arg(clock(*rule.from), clock(*rule.until));
    else if (rule.from)
        parts << translated(QT_TRANSLATE_NOOP("words", "from %1")).arg(clock(*rule.from));
    else if (rule.until)
        parts << translated(QT_TRANSLATE_NOOP("words", "until %1")).arg(clock(*rule.until));
    if (rule.downForUs > 0 && !(rule.from && rule.until))
        parts << translated(QT_TRANSLATE_NOOP("words", "for %1")).arg(duration(rule.downForUs));
    if (!rule.reason.isEmpty())
        parts << QString(u'“' + rule.reason + u'”');
    return parts.isEmpty() ? translated(QT_TRANSLATE_NOOP("words", "everywhere")) : parts.join(QStringLiteral(" · "));
}

QString pitfall(const QString& code) { return lookUp(pitfalls, code); }

QString pitfallLine(const QString& code) { return lineOf(pitfallLines, code); }

QString invariantOfPitfall(const QString& code)
{
    for (const auto& [pitfall, broken] : pitfallInvariants) {
        if (code == QLatin1StringView(pitfall))
            return QString::fromLatin1(broken);
    }
    return {};
}

QString faultField(const QString& name) { return lookUp(fields, name); }

}  // namespace replay::ui::format
