// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/saga_attempts_model.h"
#include "ui/format/words.h"

namespace replay::ui {

void SagaAttemptsModel::clear() { setTimeline({}); }

void SagaAttemptsModel::setTimeline(const api::SagaTimeline& timeline)
{
    const int fresh = static_cast<int>(timeline.attempts.size());
    const bool grown = timeline.saga.sagaId == m_sagaId;
    const int kept = grown ? std::min(fresh, static_cast<int>(m_attempts.size())) : 0;
    if (kept < m_attempts.size()) {
        beginRemoveRows({}, kept, static_cast<int>(m_attempts.size()) - 1);
        m_attempts.resize(kept);
        endRemoveRows();
    }
    m_sagaId = timeline.saga.sagaId;
    m_start = timeline.saga.startedAt;
    for (int i = 0; i < kept; ++i)
        m_attempts[i] = timeline.attempts[i];
    if (kept > 0)
        Q_EMIT dataChanged(index(0, 0), index(kept - 1, ColumnCount - 1));
    if (fresh > kept) {
        beginInsertRows({}, kept, fresh - 1);
        m_attempts.append(timeline.attempts.mid(kept));
        endInsertRows();
    }
}

int SagaAttemptsModel::rowCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : static_cast<int>(m_attempts.size()); }

int SagaAttemptsModel::columnCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : ColumnCount; }

QVariant SagaAttemptsModel::text(const api::SagaAttempt& attempt, int column) const
{
    const auto since = [this](api::ModelTime time) {
        return time.us == 0 ? QStringLiteral("–") : QString(u'+' + format::duration(time - m_start));
    };
    switch (column) {
    case StepColumn: return attempt.compensation ? format::compensationOf(attempt.stepId) : format::sagaStep(attempt.stepId);
    case AttemptColumn: return format::number(attempt.attempt);
    case ServiceColumn: return format::service(attempt.service);
    case SentColumn: return since(attempt.sentAt);
    case HandledColumn: return attempt.requestLost ? tr("request lost") : since(attempt.handledAt);
    case AnsweredColumn: return since(attempt.answeredAt);
    case OutcomeColumn: return attempt.outcome;
    case ErrorColumn: return attempt.error;
    case FaultColumn: return attempt.fault.isEmpty() ? QString() : format::faultKind(attempt.fault);
    default: return {};
    }
}

QVariant SagaAttemptsModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid() || index.row() >= m_attempts.size())
        return {};
    const api::SagaAttempt& attempt = m_attempts[index.row()];
    const auto exact = [](api::ModelTime time) { return time.us == 0 ? QString() : format::dateClock(time); };
    switch (role) {
    case Qt::DisplayRole: return text(attempt, index.column());
    case Qt::AccessibleTextRole:
        return index.column() == OutcomeColumn ? format::attemptOutcome(attempt.outcome) : text(attempt, index.column());
    case Qt::ToolTipRole:
        switch (index.column()) {
        case StepColumn: return QString(attempt.command + u'\n' + attempt.messageId);
        case SentColumn: return exact(attempt.sentAt);
        case HandledColumn: return exact(attempt.handledAt);
        case AnsweredColumn:
            return attempt.answeredAt.us != 0 ? exact(attempt.answeredAt) : tr("deadline %1").arg(exact(attempt.deadlineAt));
        case ErrorColumn: return attempt.error;
        case FaultColumn: return attempt.fault.isEmpty() ? QString() : format::faultLine(attempt.fault);
        default: return {};
        }
    default: return {};
    }
}

QVariant SagaAttemptsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case StepColumn: return tr("Step");
    case AttemptColumn: return tr("Attempt");
    case ServiceColumn: return tr("Service");
    case SentColumn: return tr("Sent");
    case HandledColumn: return tr("Handled");
    case AnsweredColumn: return tr("Answered");
    case OutcomeColumn: return tr("Outcome");
    case ErrorColumn: return tr("Error");
    case FaultColumn: return tr("Injected fault");
    default: return {};
    }
}

}  // namespace replay::ui
