// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "ui/models/desk.h"

namespace replay::ui {

/// Links inside texts: "event:<id>", "aggregate:<id>", "saga:<id>", "position:<n>", "page:<name>" or "page:<name>/<argument>".
namespace deskLink {

QString toEvent(const QString& eventId);
QString toAggregate(const QString& aggregateId);
QString toSaga(const QString& sagaId);
QString toPosition(api::Position position);
QString toPage(const QString& page, const QString& argument = {});
/// `<a href=…>text</a>`; the text is escaped.
QString anchor(const QString& link, const QString& text);
/// Does what the link says. Modifies the selection, the cursor or the page.
void open(Desk& desk, const QString& link);

}  // namespace deskLink
}  // namespace replay::ui
