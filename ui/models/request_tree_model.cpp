// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/request_tree_model.h"
#include "ui/format/words.h"

#include <algorithm>

namespace replay::ui {
namespace {

// A group's index carries this id; a request's index carries the row of its group.
constexpr quintptr groupId = ~quintptr(0);

/// The order in which a shop's day meets the services; others follow by name.
int rank(const QString& service)
{
    static const QStringList known{QStringLiteral("order"), QStringLiteral("product"), QStringLiteral("inventory"),
                                   QStringLiteral("payment"), QStringLiteral("user")};
    const auto at = known.indexOf(service);
    return at < 0 ? static_cast<int>(known.size()) : static_cast<int>(at);
}

}  // namespace

void RequestTreeModel::setSchemas(const QList<api::RequestSchema>& commands, const QList<api::RequestSchema>& queries)
{
    if (!m_groups.isEmpty()) {
        beginRemoveRows({}, 0, static_cast<int>(m_groups.size()) - 1);
        m_groups.clear();
        endRemoveRows();
    }
    QList<Group> groups;
    const auto add = [&groups](const api::RequestSchema& schema, bool query) {
        auto group = std::find_if(groups.begin(), groups.end(), [&](const Group& each) { return each.service == schema.service; });
        if (group == groups.end())
            group = groups.insert(groups.end(), Group{schema.service, {}});
        group->entries.append({schema, query});
    };
    for (const api::RequestSchema& schema : commands)
        add(schema, false);
    for (const api::RequestSchema& schema : queries)
        add(schema, true);
    std::stable_sort(groups.begin(), groups.end(), [](const Group& a, const Group& b) {
        return rank(a.service) != rank(b.service) ? rank(a.service) < rank(b.service) : a.service < b.service;
    });
    if (groups.isEmpty())
        return;
    beginInsertRows({}, 0, static_cast<int>(groups.size()) - 1);
    m_groups = groups;
    endInsertRows();
}

const RequestTreeModel::Entry* RequestTreeModel::entry(const QModelIndex& index) const
{
    if (!index.isValid() || index.internalId() == groupId)
        return nullptr;
    return &m_groups[static_cast<qsizetype>(index.internalId())].entries[index.row()];
}

QModelIndex RequestTreeModel::find(const QString& name) const
{
    for (int g = 0; g < m_groups.size(); ++g) {
        for (int i = 0; i < m_groups[g].entries.size(); ++i) {
            if (m_groups[g].entries[i].schema.name.compare(name, Qt::CaseInsensitive) == 0)
                return index(i, 0, index(g, 0));
        }
    }
    return {};
}

QModelIndex RequestTreeModel::index(int row, int column, const QModelIndex& parent) const
{
    if (!hasIndex(row, column, parent))
        return {};
    return parent.isValid() ? createIndex(row, column, static_cast<quintptr>(parent.row())) : createIndex(row, column, groupId);
}

QModelIndex RequestTreeModel::parent(const QModelIndex& child) const
{
    if (!child.isValid() || child.internalId() == groupId)
        return {};
    return createIndex(static_cast<int>(child.internalId()), 0, groupId);
}

int RequestTreeModel::rowCount(const QModelIndex& parent) const
{
    if (!parent.isValid())
        return static_cast<int>(m_groups.size());
    return parent.internalId() == groupId ? static_cast<int>(m_groups[parent.row()].entries.size()) : 0;
}

int RequestTreeModel::columnCount(const QModelIndex&) const { return 1; }

QVariant RequestTreeModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid())
        return {};
    const Entry* request = entry(index);
    if (!request)
        return role == Qt::DisplayRole ? format::service(m_groups[index.row()].service) : QVariant();
    switch (role) {
    case Qt::DisplayRole: return request->schema.name;
    case Qt::ToolTipRole: return request->schema.summary;
    case Qt::AccessibleTextRole:
        return request->query ? tr("%1, a query").arg(request->schema.name) : tr("%1, a command").arg(request->schema.name);
    case NameRole: return request->schema.name;
    case QueryRole: return request->query;
    default: return {};
    }
}

Qt::ItemFlags RequestTreeModel::flags(const QModelIndex& index) const
{
    if (!index.isValid())
        return Qt::NoItemFlags;
    return entry(index) ? Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemNeverHasChildren : Qt::ItemIsEnabled;
}

}  // namespace replay::ui
