// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/queries/connections.h"

#include <QDir>

namespace replay::queries {

QStringList Connections::services()
{
    return {QStringLiteral("user"),      QStringLiteral("product"), QStringLiteral("order"),
            QStringLiteral("inventory"), QStringLiteral("payment"), QStringLiteral("saga")};
}

Result<storage::Database*> Connections::service(const QString& name)
{
    if (!services().contains(name))
        return base::malformed(QStringLiteral("there is no service \"%1\"; there are %2").arg(name, services().join(QStringLiteral(", "))));
    return open(name);
}

Result<storage::Database*> Connections::open(const QString& name)
{
    if (const auto known = m_databases.find(name); known != m_databases.end()) {
        if (!known->second->isReplaced())
            return known->second.get();
        m_replaced.push_back(std::move(known->second));
        m_databases.erase(known);
    }
    REPLAY_ASSIGN(auto database, storage::Database::open(QDir(m_folder).filePath(name + QStringLiteral(".db")), storage::Access::ReadOnly));
    return m_databases.emplace(name, std::move(database)).first->second.get();
}

QList<storage::Database*> Connections::opened() const
{
    QList<storage::Database*> all;
    for (const auto& [name, database] : m_databases)
        all.append(database.get());
    return all;
}

Result<QUuid> parseId(const QString& text, const char* what)
{
    const QUuid id = QUuid::fromString(text);
    if (id.isNull())
        return base::malformed(QStringLiteral("\"%1\" is no %2: expected a UUID such as 019b8d3a-7c00-7000-8000-000000000000")
                                   .arg(text.left(80), QLatin1StringView(what)));
    return id;
}

}  // namespace replay::queries
