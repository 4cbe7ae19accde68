// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/runtime/readers.h"

#include "core/queries/query_handlers.h"
#include "core/queries/workspace_reader.h"
#include "core/runtime/platform.h"
#include "core/sagas/orchestrator.h"
#include "core/sagas/reaction_state.h"

#include <QDir>

namespace replay::runtime {

api::Result<std::unique_ptr<api::Reader>> makeReader(const QString& folder)
{
    queries::ReaderParts parts;
    parts.folder = QDir(folder).absolutePath();
    parts.folds = sagas::sagaFolds() + sagas::reactionFolds();
    parts.tableChecks.push_back({QStringLiteral("saga"), sagas::checkSagaTables});
    parts.tableSources.push_back({QStringLiteral("saga"), sagas::tellSagaTables, {}, {}, migrationsOf(QStringLiteral("saga"))});
    for (const QString& name : serviceNames()) {
        if (name == u"saga")
            continue;
        const std::shared_ptr<commands::Service> service = makeService(name);
        parts.folds += service->folds();
        parts.tableChecks.push_back(
            {name, [service](storage::Database& database, qint64& checked) { return service->checkTables(database, checked); }});
        parts.tableSources.push_back(
            {name,
             [service](storage::Database& own, const QUuid& id, const commands::TellTables& tell) {
                 return service->tellTables(own, id, tell);
             },
             service->subscriptions(),
             [service](const events::Event& event, events::UnitOfWork& work) { return service->onEvent(event, work); },
             migrationsOf(name)});
    }
    return std::unique_ptr<api::Reader>(std::make_unique<queries::WorkspaceReader>(std::move(parts)));
}

QList<api::RequestSchema> querySchemas() { return queries::querySchemas(); }

}  // namespace replay::runtime
