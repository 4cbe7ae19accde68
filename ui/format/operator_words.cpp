// SPDX-License-Identifier: GPL-3.0-or-later
// The words of words.h for what an operator does with a saga.
#include "ui/format/word_table.h"
#include "ui/format/words.h"

namespace replay::ui::format {

using word_table::lineOf;
using word_table::lookUp;
using word_table::translated;
using word_table::Word;

namespace {

constexpr Word actions[] = {
    {"retry", QT_TRANSLATE_NOOP("words", "Retry now")}, {"pause", QT_TRANSLATE_NOOP("words", "Pause")},
    {"resume", QT_TRANSLATE_NOOP("words", "Resume")},   {"resolve", QT_TRANSLATE_NOOP("words", "Resolve by hand")},
    {"abort", QT_TRANSLATE_NOOP("words", "Abort")},
};

constexpr Word lines[] = {
    {"retry", QT_TRANSLATE_NOOP("words", "Sends what failed again at once, with a fresh budget of attempts")},
    {"pause", QT_TRANSLATE_NOOP("words", "Holds the saga: answers are still taken in, nothing further is sent")},
    {"resume", QT_TRANSLATE_NOOP("words", "Lets the saga go on")},
    {"resolve", QT_TRANSLATE_NOOP("words", "Says that the stuck step was made good by hand: the saga goes on as if it had succeeded")},
    {"abort", QT_TRANSLATE_NOOP("words", "Gives up: what was done is undone; a stuck compensation is left as it is")},
};

QString moveWords(const api::SagaMove& move)
{
    return translated(QT_TRANSLATE_NOOP("words", "“%1” to %2"))
        .arg(move.compensation ? compensationOf(move.stepId) : sagaStep(move.stepId), service(move.service));
}

}  // namespace

QString operatorAction(const QString& code) { return lookUp(actions, code); }

QString operatorLine(const QString& code) { return lineOf(lines, code); }

QString operatorPreview(const api::SagaAction& action)
{
    if (action.code == u"pause")
        return translated(QT_TRANSLATE_NOOP(
            "words", "Answers that are on their way are still taken in. Nothing further is sent until you resume the saga."));
    QStringList moves;
    for (const api::SagaMove& move : action.next)
        moves << moveWords(move);
    const bool back = !action.next.isEmpty() && action.next.constFirst().compensation;
    QString text;
    if (action.code == u"resolve")
        text = translated(QT_TRANSLATE_NOOP("words", "The stuck step counts as made good.")) + u' ';
    else if (action.code == u"abort" && action.outcome == u"failed" && moves.isEmpty())
        text = translated(QT_TRANSLATE_NOOP("words", "What is stuck is left as it is.")) + u' ';
    if (moves.isEmpty())
        text += translated(QT_TRANSLATE_NOOP("words", "Nothing is left to be sent."));
    else if (back)
        text += translated(QT_TRANSLATE_NOOP("words", "Will be undone, in this order: %1.")).arg(moves.join(QStringLiteral(", ")));
    else
        text += translated(QT_TRANSLATE_NOOP("words", "Will be sent, in this order: %1.")).arg(moves.join(QStringLiteral(", ")));
    if (action.held)
        text += u' ' + translated(QT_TRANSLATE_NOOP("words", "The saga is paused: this begins when it is resumed."));
    if (!action.outcome.isEmpty())
        text += u' ' + translated(QT_TRANSLATE_NOOP("words", "If all goes well, the saga then is: %1.")).arg(sagaStatus(action.outcome));
    return text;
}

}  // namespace replay::ui::format
