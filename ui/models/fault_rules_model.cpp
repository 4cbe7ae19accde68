// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/fault_rules_model.h"
#include "ui/format/words.h"

#include <algorithm>

namespace replay::ui {

FaultRulesModel::FaultRulesModel(Desk& desk, Rules rules, QObject* parent) : QAbstractTableModel(parent), m_desk(desk), m_wanted(rules)
{
    connect(&desk, &Desk::sessionChanged, this, &FaultRulesModel::attach);
    attach();
}

void FaultRulesModel::attach()
{
    disconnect(m_connection);
    if (m_desk.isOpen())
        m_connection = connect(m_desk.session(), &api::Session::faultRulesChanged, this, &FaultRulesModel::read);
    read();
}

void FaultRulesModel::read()
{
    QList<api::FaultRule> fresh = m_desk.isOpen() ? m_desk.session()->faultRules() : QList<api::FaultRule>();
    if (m_wanted == Rules::Armed)
        fresh.removeIf([](const api::FaultRule& rule) { return !rule.armed; });
    const auto sameIds = [](const api::FaultRule& a, const api::FaultRule& b) { return a.id == b.id; };
    if (std::equal(fresh.cbegin(), fresh.cend(), m_rules.cbegin(), m_rules.cend(), sameIds)) {
        m_rules = fresh;
        if (!m_rules.isEmpty())
            Q_EMIT dataChanged(index(0, 0), index(static_cast<int>(m_rules.size()) - 1, ColumnCount - 1));
        Q_EMIT changed();
        return;
    }
    for (int row = static_cast<int>(m_rules.size()) - 1; row >= 0; --row) {
        const bool stays =
            std::any_of(fresh.cbegin(), fresh.cend(), [&](const api::FaultRule& rule) { return rule.id == m_rules[row].id; });
        if (stays)
            continue;
        beginRemoveRows({}, row, row);
        m_rules.removeAt(row);
        endRemoveRows();
    }
    for (int row = 0; row < fresh.size(); ++row) {
        if (row < m_rules.size() && m_rules[row].id == fresh[row].id) {
            m_rules[row] = fresh[row];
            Q_EMIT dataChanged(index(row, 0), index(row, ColumnCount - 1));
            continue;
        }
        beginInsertRows({}, row, row);
        m_rules.insert(row, fresh[row]);
        endInsertRows();
    }
    if (m_rules.size() > fresh.size()) {
        beginRemoveRows({}, static_cast<int>(fresh.size()), static_cast<int>(m_rules.size()) - 1);
        m_rules.resize(fresh.size());
        endRemoveRows();
    }
    Q_EMIT changed();
}

const api::FaultRule* FaultRulesModel::rule(int row) const { return row >= 0 && row < m_rules.size() ? &m_rules[row] : nullptr; }

int FaultRulesModel::rowCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : static_cast<int>(m_rules.size()); }

int FaultRulesModel::columnCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : ColumnCount; }

QVariant FaultRulesModel::data(const QModelIndex& index, int role) const
{
    const api::FaultRule* rule = index.isValid() ? this->rule(index.row()) : nullptr;
    if (!rule)
        return {};
    if (role == Qt::ToolTipRole)
        return QString(format::faultLine(rule->kind) + u'\n' + format::faultAim(*rule) + u'\n' +
                       tr("Rule %1, its own random stream. Struck %2 times.").arg(format::number(rule->id), format::number(rule->fired)));
    if (role == Qt::AccessibleTextRole && index.column() == FiredColumn)
        return tr("struck %1 times").arg(format::number(rule->fired));
    if (role != Qt::DisplayRole)
        return {};
    switch (index.column()) {
    case KindColumn: return format::faultKind(rule->kind);
    case AimColumn: return format::faultAim(*rule);
    case FiredColumn: return tr("%1×").arg(format::number(rule->fired));
    case SinceColumn: return sinceOf(*rule);
    default: return {};
    }
}

QString FaultRulesModel::sinceOf(const api::FaultRule& rule) const
{
    if (!rule.armed)
        return rule.disarmedAt ? tr("disarmed %1").arg(format::clock(*rule.disarmedAt)) : tr("disarmed");
    return rule.armedAt ? format::clock(*rule.armedAt) : tr("the start");
}

QVariant FaultRulesModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case KindColumn: return tr("Fault");
    case AimColumn: return tr("Aim");
    case FiredColumn: return tr("Struck");
    case SinceColumn: return tr("Armed since");
    default: return {};
    }
}

}  // namespace replay::ui
