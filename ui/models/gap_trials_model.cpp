// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/gap_trials_model.h"

#include "ui/format/marks.h"
#include "ui/format/words.h"
#include "ui/models/csv_text.h"

#include <algorithm>

namespace replay::ui {

namespace {

QString stepWord(const api::GapTrial& trial)
{
    return trial.compensation ? format::compensationOf(trial.step) : format::sagaStep(trial.step);
}

QString violations(const api::InvariantResult& invariant)
{
    QStringList all;
    for (const api::InvariantResult::Violation& each : invariant.violations)
        all << each.detail;
    return all.join(u'\n');
}

}  // namespace

void GapTrialsModel::setTrials(const QList<api::GapTrial>& trials)
{
    beginResetModel();
    m_trials = trials;
    endResetModel();
}

int GapTrialsModel::bad() const
{
    return static_cast<int>(std::count_if(m_trials.begin(), m_trials.end(), [](const api::GapTrial& trial) { return !trial.isGood(); }));
}

int GapTrialsModel::rowCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : static_cast<int>(m_trials.size()); }

int GapTrialsModel::columnCount(const QModelIndex& parent) const
{
    if (parent.isValid())
        return 0;
    return FirstInvariantColumn + (m_trials.isEmpty() ? 0 : static_cast<int>(m_trials.first().invariants.size()));
}

const api::InvariantResult* GapTrialsModel::invariant(const api::GapTrial& trial, int column) const
{
    const int at = column - FirstInvariantColumn;
    return at >= 0 && at < trial.invariants.size() ? &trial.invariants.at(at) : nullptr;
}

QString GapTrialsModel::text(const api::GapTrial& trial, int column) const
{
    switch (column) {
    case StepColumn: return stepWord(trial);
    case GapColumn: return format::gapPoint(trial.gap);
    case FaultColumn: return format::faultKind(trial.fault);
    case OutcomeColumn: return trial.outcome;
    case AttemptsColumn: return format::number(trial.attempts);
    case TookColumn: return trial.durationUs > 0 ? format::duration(trial.durationUs) : QStringLiteral("–");
    default: break;
    }
    const api::InvariantResult* held = invariant(trial, column);
    return !held ? QString() : held->ok ? tr("holds") : tr("broken");
}

QString GapTrialsModel::tip(const api::GapTrial& trial, int column) const
{
    switch (column) {
    case StepColumn: return trial.compensation ? tr("Undoing the step “%1”").arg(format::sagaStep(trial.step)) : tr("Doing the step");
    case GapColumn: return format::gapLine(trial.gap);
    case FaultColumn: return format::faultLine(trial.fault);
    case OutcomeColumn: return trial.isGood() ? tr("It ended by itself, and everything is consistent") : tr("It did not end well");
    case AttemptsColumn: return tr("Attempts at this step");
    case TookColumn: return tr("Model time from the saga’s start to its end");
    default: break;
    }
    const api::InvariantResult* held = invariant(trial, column);
    if (!held)
        return {};
    return held->ok ? format::invariantLine(held->name) : QString(format::invariantLine(held->name) + u'\n' + violations(*held));
}

QVariant GapTrialsModel::mark(const api::GapTrial& trial, int column) const
{
    if (column == StepColumn)
        return int(trial.compensation ? format::Mark::Compensation : format::Mark::SagaStep);
    if (column == FaultColumn)
        return int(format::Mark::Fault);
    const api::InvariantResult* held = invariant(trial, column);
    return held ? QVariant(int(held->ok ? format::Mark::Good : format::Mark::Broken)) : QVariant();
}

QVariant GapTrialsModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid() || index.row() >= m_trials.size())
        return {};
    const api::GapTrial& trial = m_trials.at(index.row());
    const int column = index.column();
    switch (role) {
    case Qt::DisplayRole: return text(trial, column);
    case Qt::AccessibleTextRole: return column == OutcomeColumn ? format::sagaStatus(trial.outcome) : text(trial, column);
    case Qt::ToolTipRole: return tip(trial, column);
    case MarkRole: return mark(trial, column);
    default: return {};
    }
}

QVariant GapTrialsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || (role != Qt::DisplayRole && role != Qt::ToolTipRole))
        return {};
    const bool tip = role == Qt::ToolTipRole;
    switch (section) {
    case StepColumn: return tip ? tr("The step that the failure met, or what undoes it") : tr("Step");
    case GapColumn: return tip ? tr("How far its handler had come") : tr("Gap");
    case FaultColumn: return tip ? tr("What went wrong there, once") : tr("Fault");
    case OutcomeColumn: return tip ? tr("How the saga ended") : tr("Outcome");
    case AttemptsColumn: return tr("Attempts");
    case TookColumn: return tip ? tr("Model time from the saga’s start to its end") : tr("Took");
    default: break;
    }
    const api::InvariantResult* held = m_trials.isEmpty() ? nullptr : invariant(m_trials.first(), section);
    return !held ? QString() : tip ? format::invariantLine(held->name) : format::invariant(held->name);
}

QString GapTrialsModel::details(int row) const
{
    if (row < 0 || row >= m_trials.size())
        return {};
    const api::GapTrial& trial = m_trials.at(row);
    QStringList lines;
    lines << tr("%1 · %2: %3").arg(stepWord(trial), format::gapPoint(trial.gap), format::gapLine(trial.gap));
    lines << tr("What went wrong there: %1. %2").arg(format::faultKind(trial.fault), format::faultLine(trial.fault));
    const QString attempts =
        trial.attempts == 1 ? tr("1 attempt at this step") : tr("%1 attempts at this step").arg(format::number(trial.attempts));
    lines << (trial.durationUs > 0 ? tr("How it ended: %1, after %2 and %3 of model time.")
                                         .arg(format::sagaStatus(trial.outcome), attempts, format::duration(trial.durationUs))
                                   : tr("How it ended: %1, after %2.").arg(format::sagaStatus(trial.outcome), attempts));
    QStringList kept;
    for (const api::InvariantResult& each : trial.invariants) {
        if (each.ok) {
            kept << format::invariant(each.name);
            continue;
        }
        lines << tr("Broken: %1. %2").arg(format::invariant(each.name), format::invariantLine(each.name));
        for (const api::InvariantResult::Violation& violation : each.violations)
            lines << QString(QStringLiteral("    ") + violation.detail +
                             (violation.position > 0 ? tr(" (position %1)").arg(format::number(violation.position)) : QString()));
    }
    if (!kept.isEmpty())
        lines << tr("What holds: %1.").arg(kept.join(QStringLiteral(", ")));
    return lines.join(u'\n');
}

QByteArray GapTrialsModel::csv() const
{
    QByteArray text = "step_id,kind,gap,fault,outcome,attempts,duration_us";
    if (!m_trials.isEmpty()) {
        for (const api::InvariantResult& each : m_trials.first().invariants)
            text += ',' + csvField(each.name);
    }
    text += ",violations\r\n";
    for (const api::GapTrial& trial : m_trials) {
        QByteArrayList fields{csvField(trial.step),
                              trial.compensation ? QByteArray("compensation") : QByteArray("action"),
                              csvField(trial.gap),
                              csvField(trial.fault),
                              csvField(trial.outcome),
                              QByteArray::number(trial.attempts),
                              QByteArray::number(trial.durationUs)};
        QStringList broken;
        for (const api::InvariantResult& each : trial.invariants) {
            fields << (each.ok ? "holds" : "broken");
            if (!each.ok)
                broken << violations(each);
        }
        fields << csvField(broken.join(u'\n'));
        text += fields.join(',') + "\r\n";
    }
    return text;
}

}  // namespace replay::ui
