// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/page_table.h"

#include "ui/pages/aggregates/aggregates_page.h"
#include "ui/pages/commands/commands_page.h"
#include "ui/pages/events/events_page.h"
#include "ui/pages/home/home_page.h"
#include "ui/pages/projections/projections_page.h"
#include "ui/pages/sagas/sagas_page.h"

#include <QCoreApplication>

namespace replay::ui {

namespace {

template <typename T>
Page* make(Desk& desk, QWidget* parent)
{
    return new T(desk, parent);
}

QString title(const char* text) { return QCoreApplication::translate("PageTable", text); }

}  // namespace

QList<PageEntry> pageTable()
{
    return {
        {QStringLiteral("home"), title(QT_TRANSLATE_NOOP("PageTable", "Home")), QStringLiteral("home"), false, make<HomePage>},
        {QStringLiteral("events"), title(QT_TRANSLATE_NOOP("PageTable", "Events")), QStringLiteral("events"), true, make<EventsPage>},
        {QStringLiteral("aggregates"), title(QT_TRANSLATE_NOOP("PageTable", "Aggregates")), QStringLiteral("aggregates"), true,
         make<AggregatesPage>},
        {QStringLiteral("projections"), title(QT_TRANSLATE_NOOP("PageTable", "Projections")), QStringLiteral("projections"), true,
         make<ProjectionsPage>},
        {QStringLiteral("sagas"), title(QT_TRANSLATE_NOOP("PageTable", "Sagas")), QStringLiteral("sagas"), true, make<SagasPage>},
        {QStringLiteral("commands"), title(QT_TRANSLATE_NOOP("PageTable", "Commands")), QStringLiteral("commands"), true,
         make<CommandsPage>},
    };
}

}  // namespace replay::ui
