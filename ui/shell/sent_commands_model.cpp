// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/sent_commands_model.h"

#include "ui/format/marks.h"
#include "ui/format/words.h"
#include "ui/widgets/plain_delegate.h"

#include <QSet>
#include <algorithm>

namespace replay::ui {

void SentCommandsModel::show(const QList<api::SentCommand>& commands)
{
    QList<api::SentCommand> wanted = commands;
    std::stable_sort(wanted.begin(), wanted.end(), [](const api::SentCommand& a, const api::SentCommand& b) { return a.at < b.at; });
    QSet<QString> ids;
    for (const api::SentCommand& command : wanted)
        ids.insert(command.commandId);
    for (qsizetype row = m_commands.size() - 1; row >= 0; --row) {
        if (!ids.contains(m_commands.at(row).commandId)) {
            beginRemoveRows({}, static_cast<int>(row), static_cast<int>(row));
            m_commands.removeAt(row);
            endRemoveRows();
        }
    }
    for (qsizetype row = 0; row < wanted.size(); ++row) {
        const int at = static_cast<int>(row);
        if (row < m_commands.size() && m_commands.at(row).commandId == wanted.at(row).commandId) {
            const bool same = m_commands.at(row).outcome == wanted.at(row).outcome && m_commands.at(row).reason == wanted.at(row).reason;
            m_commands[row] = wanted.at(row);
            if (!same)
                Q_EMIT dataChanged(index(at, 0), index(at, ColumnCount - 1));
        } else {
            beginInsertRows({}, at, at);
            m_commands.insert(row, wanted.at(row));
            endInsertRows();
        }
    }
    if (m_commands.size() > wanted.size()) {
        beginRemoveRows({}, static_cast<int>(wanted.size()), static_cast<int>(m_commands.size()) - 1);
        m_commands.resize(wanted.size());
        endRemoveRows();
    }
}

const api::SentCommand* SentCommandsModel::command(int row) const
{
    return row >= 0 && row < m_commands.size() ? &m_commands.at(row) : nullptr;
}

int SentCommandsModel::rowCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : static_cast<int>(m_commands.size()); }

int SentCommandsModel::columnCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : ColumnCount; }

QVariant SentCommandsModel::data(const QModelIndex& index, int role) const
{
    const api::SentCommand* sent = command(index.row());
    if (!sent)
        return {};
    if (role == Qt::DisplayRole) {
        switch (index.column()) {
        case NameColumn: return sent->name;
        case OutcomeColumn: return sent->outcome;
        case ReasonColumn: return sent->reason;
        default: return {};
        }
    }
    if (role == PlainDelegate::MarkRole && index.column() == NameColumn)
        return int(format::Mark::Command);
    if (role == Qt::ToolTipRole) {
        const QString line = tr("%1 at %2: %3").arg(sent->name, format::clock(sent->at), format::sentOutcome(sent->outcome));
        return sent->reason.isEmpty() ? line : QString(line + QLatin1Char('\n') + sent->reason);
    }
    if (role == Qt::AccessibleTextRole && index.column() == OutcomeColumn)
        return format::sentOutcome(sent->outcome);
    return {};
}

QVariant SentCommandsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return QVariant(Qt::AlignLeft | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case NameColumn: return tr("My commands");
    case OutcomeColumn: return tr("Outcome");
    case ReasonColumn: return tr("Reason");
    default: return {};
    }
}

}  // namespace replay::ui
