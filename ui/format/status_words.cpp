// SPDX-License-Identifier: GPL-3.0-or-later
// What a status is called on a pill, and its shape: sagas, steps, commands, orders and projections share these.
#include "ui/format/marks.h"
#include "ui/format/word_table.h"
#include "ui/format/words.h"

#include <algorithm>

namespace replay::ui::format {
namespace {

struct Status {
    const char* code;
    const char* word;
    Mark mark;
};

constexpr Status statuses[] = {
    {"started", QT_TRANSLATE_NOOP("words", "Running"), Mark::SagaStep},
    {"running", QT_TRANSLATE_NOOP("words", "Running"), Mark::SagaStep},
    {"completed", QT_TRANSLATE_NOOP("words", "Completed"), Mark::Good},
    {"compensating", QT_TRANSLATE_NOOP("words", "Compensating"), Mark::Compensation},
    {"compensated", QT_TRANSLATE_NOOP("words", "Compensated"), Mark::Compensation},
    {"failed", QT_TRANSLATE_NOOP("words", "Failed"), Mark::Failure},
    {"stuck", QT_TRANSLATE_NOOP("words", "Stuck"), Mark::Retry},
    {"pending", QT_TRANSLATE_NOOP("words", "Pending"), Mark::Pending},
    {"skipped", QT_TRANSLATE_NOOP("words", "Skipped"), Mark::Pending},
    {"waiting", QT_TRANSLATE_NOOP("words", "Waiting"), Mark::Pending},
    {"done", QT_TRANSLATE_NOOP("words", "Done"), Mark::Good},
    {"refused", QT_TRANSLATE_NOOP("words", "Refused"), Mark::Failure},
    {"error", QT_TRANSLATE_NOOP("words", "Error"), Mark::Failure},
    {"timeout", QT_TRANSLATE_NOOP("words", "Timed out"), Mark::Failure},
    {"conflict", QT_TRANSLATE_NOOP("words", "Conflict"), Mark::Failure},
    {"malformed", QT_TRANSLATE_NOOP("words", "Malformed"), Mark::Failure},
    {"confirmed", QT_TRANSLATE_NOOP("words", "Confirmed"), Mark::Good},
    {"shipped", QT_TRANSLATE_NOOP("words", "Shipped"), Mark::Good},
    {"delivered", QT_TRANSLATE_NOOP("words", "Delivered"), Mark::Good},
    {"cancelled", QT_TRANSLATE_NOOP("words", "Cancelled"), Mark::Compensation},
    {"returned", QT_TRANSLATE_NOOP("words", "Returned"), Mark::Compensation},
    {"live", QT_TRANSLATE_NOOP("words", "Live"), Mark::ReadModel},
    {"paused", QT_TRANSLATE_NOOP("words", "Paused"), Mark::Pending},
    {"slow", QT_TRANSLATE_NOOP("words", "Slowed"), Mark::Pending},
    {"stalled", QT_TRANSLATE_NOOP("words", "Stands still"), Mark::Failure},
    {"parked", QT_TRANSLATE_NOOP("words", "Parked"), Mark::Retry},
    {"retrying", QT_TRANSLATE_NOOP("words", "Retrying"), Mark::Retry},
    {"rebuilding", QT_TRANSLATE_NOOP("words", "Rebuilding"), Mark::Retry},
    {"later", QT_TRANSLATE_NOOP("words", "Not yet"), Mark::Pending},
};

const Status* find(const QString& code)
{
    const auto found =
        std::find_if(std::begin(statuses), std::end(statuses), [&code](const Status& each) { return code == QLatin1String(each.code); });
    return found == std::end(statuses) ? nullptr : found;
}

}  // namespace

QString status(const QString& code)
{
    const Status* known = find(code);
    return known ? word_table::translated(known->word) : code;
}

Mark markOfStatus(const QString& code)
{
    const Status* known = find(code);
    return known ? known->mark : Mark::None;
}

}  // namespace replay::ui::format
