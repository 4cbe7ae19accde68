// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QRectF>
#include <QString>

class QPainter;

namespace replay::ui::format {

/// The shapes of the colour + shape code: colour never carries a meaning alone, so each meaning has its shape too.
enum class Mark {
    None,
    Command,       ///< blue chevron
    Event,         ///< orange square
    ReadModel,     ///< green circle
    SagaStep,      ///< purple rounded bar
    Compensation,  ///< purple hatched bar
    Failure,       ///< vermilion cross
    Fault,         ///< vermilion lightning: injected on purpose
    Broken,        ///< vermilion triangle: an invariant does not hold
    Retry,         ///< yellow ring
    Pending,       ///< sky dashed square
    Good,          ///< green tick
};

/// Draws a mark centred in `box`; outlined where its fill would be weak on the background.
void drawMark(QPainter& painter, const QRectF& box, Mark mark);

/// The mark that fits an event: a fault where its note names one, a failure, compensation or plain event by its type.
Mark markOfEvent(const QString& eventType, const QString& note);
/// The mark that fits a status of a saga, step, command, order or projection; None for an unknown code.
Mark markOfStatus(const QString& code);

}  // namespace replay::ui::format
