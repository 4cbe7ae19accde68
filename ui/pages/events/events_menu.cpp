// SPDX-License-Identifier: GPL-3.0-or-later
// What can be done with one event of the stream.
#include "ui/format/tokens.h"
#include "ui/format/words.h"
#include "ui/models/log_model.h"
#include "ui/pages/events/events_page.h"
#include "ui/pages/events/log_view.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QMenu>

namespace replay::ui {

void EventsPage::showMenu(const QPoint& at)
{
    const QModelIndex index = m_view->indexAt(at);
    const api::EventRow* found = index.isValid() ? m_model->event(index.row()) : nullptr;
    if (!found)
        return;
    const api::EventRow event = *found;
    QMenu menu;
    const auto add = [&menu](const char* icon, const QString& text, bool enabled, std::function<void()> action) {
        QAction* made = menu.addAction(format::icon(QString::fromLatin1(icon)), text);
        made->setEnabled(enabled);
        connect(made, &QAction::triggered, std::move(action));
    };
    const auto filter = [this](const char* key, const QString& value) { m_filterBar->addTerm(QString::fromLatin1(key), value); };
    add("jump", tr("Jump here: everything as at %1").arg(format::number(event.position)), true,
        [this, event] { desk().goTo(event.position); });
    const api::Position cause = m_model->causeOf(event);
    add("cause", cause > 0 ? tr("Show its cause, %1").arg(format::number(cause)) : tr("Its cause is no event"), cause > 0,
        [this, cause] { showPosition(cause); });
    menu.addSeparator();
    add("filter", tr("Only type %1").arg(event.eventType), true, [filter, event] { filter("type", event.eventType); });
    add("filter", tr("Only this %1").arg(format::aggregateType(event.aggregateType)), true,
        [filter, event] { filter("aggregate", event.aggregateId); });
    add("filter", tr("Only this correlation"), !event.correlationId.isEmpty(),
        [filter, event] { filter("correlation", event.correlationId); });
    add("cause", tr("Only what has the same cause"), !event.causationId.isEmpty(), [filter, event] { filter("cause", event.causationId); });
    add("cause", tr("Only what this led to"), true, [filter, event] { filter("cause", event.eventId); });
    add("filter", tr("Only service %1").arg(format::service(event.service)), true, [filter, event] { filter("service", event.service); });
    menu.addSeparator();
    add("aggregates", tr("Open the aggregate"), true, [this, event] { desk().navigate(QStringLiteral("aggregates"), event.aggregateId); });
    add("sagas", tr("Open the saga"), !event.correlationId.isEmpty(), [this, event] { openSaga(event); });
    menu.addSeparator();
    const auto fork = [this, event](const char* change) {
        desk().select({Selection::Kind::Event, event.eventId, event.position});
        if (desk().isLive())
            desk().goTo(event.position);
        desk().fork({QString::fromLatin1(change), event.eventId, event.eventType, {}});
    };
    add("branch", tr("What if it had not happened…"), true, [fork] { fork("skip_event"); });
    add("branch", tr("What if its command had said something else…"), !event.correlationId.isEmpty(), [fork] { fork("amend_command"); });
    menu.addSeparator();
    add("copy", tr("Copy as JSON"), true,
        [event] { QGuiApplication::clipboard()->setText(QString::fromUtf8(exportedLine(event, LogFormat::JsonLines))); });
    add("copy", tr("Copy the event's id"), true, [event] { QGuiApplication::clipboard()->setText(event.eventId); });
    menu.exec(m_view->viewport()->mapToGlobal(at));
}

void EventsPage::openSaga(const api::EventRow& event)
{
    if (event.aggregateType == QLatin1String("Saga")) {
        desk().navigate(QStringLiteral("sagas"), event.aggregateId);
        return;
    }
    api::LogFilter filter;
    filter.correlationId = event.correlationId;
    filter.aggregateType = QStringLiteral("Saga");
    const auto found = desk().reader() ? desk().reader()->events(filter, 0, 1) : api::Result<QList<api::EventRow>>(QList<api::EventRow>());
    if (found && !found->isEmpty())
        desk().navigate(QStringLiteral("sagas"), found->first().aggregateId);
    else
        Q_EMIT hint(tr("No saga belongs to this event."));
}

}  // namespace replay::ui
