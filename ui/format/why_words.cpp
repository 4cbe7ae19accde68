// SPDX-License-Identifier: GPL-3.0-or-later
// The words of words.h for chains of causes: why something is so, and why something is not.
#include "ui/format/word_table.h"
#include "ui/format/words.h"

#include <algorithm>

namespace replay::ui::format {

using word_table::find;
using word_table::lookUp;
using word_table::translated;
using word_table::Word;

namespace {

/// %1: what the link is about, %2: the reason or what belongs to it, %3: the list. A reason without a place of its own follows.
constexpr Word sentences[] = {
    {"event", QT_TRANSLATE_NOOP("words", "%1 was recorded")},
    {"answer", QT_TRANSLATE_NOOP("words", "%1 answered the saga's %2")},
    {"rule", QT_TRANSLATE_NOOP("words", "The rule of %1 said no")},
    {"fault", QT_TRANSLATE_NOOP("words", "A fault was injected: %1")},
    {"pitfall", QT_TRANSLATE_NOOP("words", "A pitfall switch is on: %1")},
    {"user_command", QT_TRANSLATE_NOOP("words", "It began with your command %1")},
    {"workload_command", QT_TRANSLATE_NOOP("words", "It began with the workload's command %1")},
    {"import_command", QT_TRANSLATE_NOOP("words", "It began with the import's command %1")},
    {"setup_command", QT_TRANSLATE_NOOP("words", "It began with the command %1, which set up the shop")},
    {"command", QT_TRANSLATE_NOOP("words", "It began with the command %1")},
    {"command_done", QT_TRANSLATE_NOOP("words", "%1 was done")},
    {"command_refused", QT_TRANSLATE_NOOP("words", "%1 was refused")},
    {"command_conflict", QT_TRANSLATE_NOOP("words", "%1 met another version")},
    {"command_malformed", QT_TRANSLATE_NOOP("words", "%1 was malformed")},
    {"command_failed", QT_TRANSLATE_NOOP("words", "%1 failed")},
    {"command_waiting", QT_TRANSLATE_NOOP("words", "%1 has not been handled yet")},
    {"user", QT_TRANSLATE_NOOP("words", "It was sent by: %1")},
    {"step_sent", QT_TRANSLATE_NOOP("words", "The saga sent “%1”")},
    {"reacted", QT_TRANSLATE_NOOP("words", "The service ran “%1” by itself, because of another's event")},
    {"purchase_failed", QT_TRANSLATE_NOOP("words", "“%1” was refused, and whoever had done something before took it back")},
    {"step_refused", QT_TRANSLATE_NOOP("words", "“%1” was refused")},
    {"step_error", QT_TRANSLATE_NOOP("words", "“%1” ended in an error")},
    {"step_timeout", QT_TRANSLATE_NOOP("words", "“%1” had no answer before its deadline")},
    {"step_waiting", QT_TRANSLATE_NOOP("words", "“%1” waits for its answer")},
    {"retries_exhausted", QT_TRANSLATE_NOOP("words", "“%1” was tried as often as its policy allows")},
    {"saga_compensating", QT_TRANSLATE_NOOP("words", "The saga began to undo what it had done, because “%1” failed")},
    {"saga_stuck", QT_TRANSLATE_NOOP("words", "The saga is stuck at “%1”: somebody must decide")},
    {"saga_waiting", QT_TRANSLATE_NOOP("words", "The saga waits in “%1”")},
    {"saga_paused", QT_TRANSLATE_NOOP("words", "An operator holds the saga in “%1”")},
    {"compensation_failed", QT_TRANSLATE_NOOP("words", "Undoing it failed: “%1”")},
    {"left_undone", QT_TRANSLATE_NOOP("words", "The saga failed and left these steps done: %3")},
    {"stock_held", QT_TRANSLATE_NOOP("words", "%2 of %1 were on hand, held by %3")},
    {"network_lost", QT_TRANSLATE_NOOP("words", "The network lost “%1”")},
    {"network_twice", QT_TRANSLATE_NOOP("words", "The network brought “%1” twice")},
    {"handled_again", QT_TRANSLATE_NOOP("words", "The same message had been handled before: %1")},
    {"not_seen", QT_TRANSLATE_NOOP("words", "%1 came in between, and the decision did not see it")},
    {"never_published", QT_TRANSLATE_NOOP("words", "%1 was committed and never published")},
    {"says_too_little", QT_TRANSLATE_NOOP("words", "%1 leaves something out")},
    {"row_written", QT_TRANSLATE_NOOP("words", "A row of “%1” was written: %3")},
    {"row_foreign", QT_TRANSLATE_NOOP("words", "A row of “%1” holds what no event gave it: %3")},
    {"unknown_writer", QT_TRANSLATE_NOOP("words", "Somebody wrote “%1” past the events")},
    {"violated", QT_TRANSLATE_NOOP("words", "%1 is violated")},
    {"not_reached", QT_TRANSLATE_NOOP("words", "“%1” has not been reached")},
    {"stopped_in", QT_TRANSLATE_NOOP("words", "The saga stopped in “%1”")},
    {"waits_in", QT_TRANSLATE_NOOP("words", "The saga is in “%1”")},
    {"never_appended", QT_TRANSLATE_NOOP("words", "“%1” was never appended")},
    {"never_heard", QT_TRANSLATE_NOOP("words", "“%1” took place, and the saga did not hear of it in time")},
    {"nobody_sent", QT_TRANSLATE_NOOP("words", "Nobody sent “%1”")},
    {"no_event", QT_TRANSLATE_NOOP("words", "No event ever wrote this row of “%1”")},
    {"not_projected", QT_TRANSLATE_NOOP("words", "“%1” does not have it")},
    {"event_parked", QT_TRANSLATE_NOOP("words", "“%1” has parked it")},
    {"event_skipped", QT_TRANSLATE_NOOP("words", "Somebody skipped it in “%1”")},
    {"event_retrying", QT_TRANSLATE_NOOP("words", "“%1” is trying it again")},
    {"projection_paused", QT_TRANSLATE_NOOP("words", "“%1” is paused")},
    {"projection_failed", QT_TRANSLATE_NOOP("words", "“%1” has failed")},
    {"projection_stalled", QT_TRANSLATE_NOOP("words", "“%1” stands still")},
    {"projection_behind", QT_TRANSLATE_NOOP("words", "“%1” is behind")},
    {"nothing_missing", QT_TRANSLATE_NOOP("words", "Nothing is missing: %1")},
};

bool isAbout(const QString& code, std::initializer_list<const char*> codes)
{
    return std::any_of(codes.begin(), codes.end(), [&](const char* each) { return code == QLatin1StringView(each); });
}

QString subjectOf(const api::WhyLink& link)
{
    const QString& subject = link.subject;
    if (isAbout(link.code, {"event", "answer", "never_published", "handled_again", "not_seen", "says_too_little", "not_reached",
                            "never_appended", "never_heard"}))
        return eventType(subject);
    if (link.code == u"fault")
        return subject.startsWith(u"fault:") ? faultOfNote(subject) : faultKind(subject);
    if (link.code == u"user")
        return actor(subject);
    if (link.code == u"rule")
        return service(subject);
    if (link.code == u"pitfall")
        return pitfall(subject);
    if (link.code == u"violated")
        return invariant(subject);
    if (link.code == u"compensation_failed")
        return compensationOf(subject);
    if (link.code.startsWith(u"row_") || link.code.startsWith(u"projection_") || link.code.startsWith(u"event_") ||
        isAbout(link.code, {"unknown_writer", "no_event", "not_projected"}))
        return spaced(subject);
    return link.code == u"nothing_missing" ? status(subject) : sagaStep(subject);
}

QString listOf(const api::WhyLink& link)
{
    QStringList parts;
    for (const QString& item : link.items)
        parts << (link.code == u"left_undone" ? sagaStep(item) : link.code.startsWith(u"row_") ? spaced(item) : item);
    const qint64 more = link.code == u"stock_held" ? link.count - link.items.size() : 0;
    if (more > 0)
        parts << translated(QT_TRANSLATE_NOOP("words", "%1 more")).arg(number(more));
    return parts.isEmpty() ? translated(QT_TRANSLATE_NOOP("words", "nobody")) : parts.join(QStringLiteral(", "));
}

}  // namespace

QString why(const api::WhyLink& link)
{
    const QString subject = subjectOf(link);
    bool isNumber = false;
    const int attempts = link.detail.toInt(&isNumber);
    if (link.code == u"retries_exhausted" && isNumber)
        return translated(QT_TRANSLATE_NOOP("words", "“%1” was tried %2 times, as often as its policy allows")).arg(subject).arg(attempts);
    if (link.code == u"step_sent" && !link.detail.isEmpty())
        return translated(QT_TRANSLATE_NOOP("words", "The saga sent “%1” to %2")).arg(subject, service(link.detail));
    if (link.code == u"reacted" && !link.detail.isEmpty())
        return translated(QT_TRANSLATE_NOOP("words", "“%1” was the reaction to “%2”")).arg(subject, eventType(link.detail));
    if (link.code == u"network_lost" || link.code == u"network_twice" || link.code == u"row_written" || link.code == u"row_foreign") {
        QString text = lookUp(sentences, link.code);
        return text.replace(QStringLiteral("%3"), listOf(link)).replace(QStringLiteral("%1"), subject);
    }
    if (!find(sentences, link.code)) {
        const QString text = subject.isEmpty() ? link.code : QString(link.code + u' ' + subject);
        return link.detail.isEmpty() ? text : QString(text + QStringLiteral(": ") + link.detail);
    }
    QString text = lookUp(sentences, link.code);
    const bool told = text.contains(u"%2") || link.detail.isEmpty();
    text.replace(QStringLiteral("%3"), listOf(link)).replace(QStringLiteral("%2"), link.detail).replace(QStringLiteral("%1"), subject);
    return told ? text : QString(text + QStringLiteral(": ") + link.detail);
}

}  // namespace replay::ui::format
