// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/saga_model.h"
#include "ui/format/words.h"
#include "ui/models/saga_facts.h"

#include <QTimer>
#include <algorithm>
#include <utility>

namespace replay::ui {

SagaModel::SagaModel(Desk& desk, QObject* parent)
    : QAbstractListModel(parent),
      m_desk(desk),
      m_timer(new QTimer(this)),
      m_fold(new QTimer(this))
{
    m_timer->setSingleShot(true);
    m_timer->setInterval(refreshMs);
    connect(m_timer, &QTimer::timeout, this, [this] {
        if (m_asking) {
            m_again = true;
            return;
        }
        // The newest window, then one of the older ones in turn: a saga that woke up far below is seen soon too.
        ask(m_lookOlder ? m_older : 0);
    });
    connect(&desk, &Desk::sessionChanged, this, &SagaModel::restart);
    connect(&desk, &Desk::statusChanged, this, [this] {
        if (m_following)
            refresh();
    });
    m_fold->setSingleShot(true);
    m_fold->setInterval(foldMs);
    connect(m_fold, &QTimer::timeout, this, &SagaModel::foldInSight);
    connect(&desk, &Desk::cursorChanged, this, &SagaModel::followCursor);
    connect(this, &SagaModel::loaded, this, &SagaModel::followCursor);
    restart();
}

void SagaModel::setInSight(int first, int last)
{
    m_firstInSight = std::max(0, first);
    m_lastInSight = std::min(last, m_firstInSight + foldedMax - 1);
    followCursor();
}

void SagaModel::followCursor()
{
    if (m_desk.isLive()) {
        m_fold->stop();
        forgetPast();
    } else if (m_following && !m_fold->isActive()) {
        m_fold->start();
    }
}

void SagaModel::forgetPast()
{
    m_pastAt = -1;
    if (m_past.isEmpty())
        return;
    m_past.clear();
    if (!m_rows.isEmpty())
        Q_EMIT dataChanged(index(0), index(static_cast<int>(m_rows.size()) - 1));
}

void SagaModel::foldInSight()
{
    if (m_desk.isLive() || m_folding || m_rows.isEmpty())
        return;
    const api::Position at = m_desk.position();
    if (at != m_pastAt) {
        forgetPast();
        m_pastAt = at;
    }
    QList<api::SagaRow> wanted;
    for (int row = m_firstInSight; row <= m_lastInSight && row < m_rows.size(); ++row) {
        if (!m_past.contains(m_rows[row].sagaId))
            wanted.append(m_rows[row]);
    }
    if (wanted.isEmpty())
        return;
    m_folding = true;
    m_desk.ask<QList<api::SagaRow>>(
        this,
        [wanted, at](api::Reader& reader) {
            QList<api::SagaRow> rows = wanted;
            for (api::SagaRow& row : rows) {
                if (const auto timeline = reader.saga(row.sagaId, at)) {
                    row = timeline->saga;
                } else {
                    // It had not begun: all that is known then is that it will be this order's.
                    row.status = QStringLiteral("later");
                    row.stuck = false;
                    row.paused = false;
                    row.steps.clear();
                    row.error.clear();
                    row.retryingSince = {};
                }
            }
            return rows;
        },
        [this, at, generation = m_generation](const QList<api::SagaRow>& rows) {
            m_folding = false;
            if (generation != m_generation || m_desk.isLive())
                return;
            if (at == m_pastAt) {
                for (const api::SagaRow& row : rows) {
                    m_past.insert(row.sagaId, row);
                    if (const int place = indexOf(row.sagaId); place >= 0)
                        Q_EMIT dataChanged(index(place), index(place));
                }
            }
            followCursor();
        });
}

void SagaModel::setStatus(const QString& status)
{
    if (status == m_status)
        return;
    m_status = status;
    restart();
}

void SagaModel::setType(const QString& type)
{
    if (type == m_type)
        return;
    m_type = type;
    restart();
}

void SagaModel::restart()
{
    ++m_generation;
    clearRows();
    m_past.clear();
    m_pastAt = -1;
    m_folding = false;
    m_pending.clear();
    m_asking = false;
    m_again = false;
    m_wantsMore = false;
    m_lookOlder = false;
    m_older = 0;
    if (m_desk.isOpen())
        ask(0);
}

void SagaModel::setFollowing(bool following)
{
    m_following = following;
    if (following)
        refresh();
}

void SagaModel::clearRows()
{
    if (!m_rows.isEmpty()) {
        beginRemoveRows({}, 0, static_cast<int>(m_rows.size()) - 1);
        m_rows.clear();
        endRemoveRows();
    }
    m_complete = false;
}

void SagaModel::refresh()
{
    if (m_desk.isOpen() && !m_timer->isActive())
        m_timer->start();
}

int SagaModel::rowCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : static_cast<int>(m_rows.size()); }

const api::SagaRow* SagaModel::row(int index) const
{
    if (index < 0 || index >= m_rows.size())
        return nullptr;
    const auto past = m_past.constFind(m_rows[index].sagaId);
    return past == m_past.constEnd() ? &m_rows[index] : &*past;
}

int SagaModel::indexOf(const QString& sagaId) const
{
    const auto found = std::find_if(m_rows.cbegin(), m_rows.cend(), [&](const api::SagaRow& saga) { return saga.sagaId == sagaId; });
    return found == m_rows.cend() ? -1 : static_cast<int>(found - m_rows.cbegin());
}

QVariant SagaModel::data(const QModelIndex& index, int role) const
{
    const api::SagaRow* saga = index.isValid() ? row(index.row()) : nullptr;
    if (!saga)
        return {};
    switch (role) {
    case Qt::DisplayRole: return saga->orderNumber.isEmpty() ? format::shortId(saga->sagaId) : saga->orderNumber;
    case Qt::ToolTipRole: {
        QStringList lines{format::sagaType(saga->type), saga->sagaId, tr("started %1").arg(format::dateClock(saga->startedAt))};
        if (saga->retryingSince.us != 0)
            lines << tr("retrying since %1").arg(format::clock(saga->retryingSince));
        if (!saga->error.isEmpty())
            lines << saga->error;
        return lines.join(u'\n');
    }
    case Qt::AccessibleTextRole: {
        QStringList steps;
        for (const api::SagaStepRow& step : saga->steps)
            steps << tr("%1 %2").arg(format::sagaStep(step.stepId), format::stepStatus(step.status));
        return tr("%1, %2, %3, retries: %4")
            .arg(saga->orderNumber, format::sagaStatus(shownStatus(*saga)), steps.join(QStringLiteral(", ")),
                 format::number(retries(*saga)));
    }
    case SagaRole: return QVariant::fromValue(*saga);
    case StatusRole: return shownStatus(*saga);
    case IdRole: return saga->sagaId;
    default: return {};
    }
}

bool SagaModel::canFetchMore(const QModelIndex& parent) const
{
    return !parent.isValid() && !m_complete && !m_rows.isEmpty() && m_rows.size() < rowsMax;
}

void SagaModel::fetchMore(const QModelIndex& parent)
{
    if (!canFetchMore(parent))
        return;
    if (m_asking)
        m_wantsMore = true;
    else
        ask(m_rows.constLast().ordinal);
}

void SagaModel::ask(qint64 beforeOrdinal)
{
    if (!m_desk.isOpen())
        return;
    m_asking = true;
    using Answer = api::Result<QList<api::SagaRow>>;
    m_desk.ask<Answer>(
        this,
        [status = m_status, type = m_type, beforeOrdinal](api::Reader& reader) {
            return reader.sagas(status, beforeOrdinal, window, type);
        },
        [this, beforeOrdinal, generation = m_generation](const Answer& answer) {
            if (generation != m_generation)
                return;
            m_asking = false;
            if (answer) {
                take(beforeOrdinal, *answer);
                Q_EMIT loaded();
            } else {
                Q_EMIT failed(answer.error());
            }
            if (!m_asking && std::exchange(m_wantsMore, false))
                fetchMore({});
            if (std::exchange(m_again, false))
                refresh();
        });
}

int SagaModel::firstBelow(qint64 ordinal) const
{
    if (ordinal == 0)
        return 0;
    const auto found = std::lower_bound(m_rows.cbegin(), m_rows.cend(), ordinal,
                                        [](const api::SagaRow& saga, qint64 limit) { return saga.ordinal >= limit; });
    return static_cast<int>(found - m_rows.cbegin());
}

void SagaModel::take(qint64 beforeOrdinal, const QList<api::SagaRow>& answer)
{
    const bool full = answer.size() == window;
    const bool fromNewest = beforeOrdinal == 0 || (!m_pending.isEmpty() && beforeOrdinal == m_pending.constLast().ordinal);
    if (!fromNewest) {
        m_older = merge(beforeOrdinal, answer, full);
        m_lookOlder = false;
        return;
    }
    if (beforeOrdinal == 0)
        m_pending.clear();
    m_pending += answer;
    if (full && !m_rows.isEmpty() && answer.constLast().ordinal > m_rows.constFirst().ordinal) {
        // More than a window is new. What lies between is asked for too, so that the list never has a hole.
        if (m_pending.size() < pendingMax) {
            ask(answer.constLast().ordinal);
            return;
        }
        clearRows();
    }
    const qint64 below = merge(0, std::exchange(m_pending, {}), full);
    if (m_older == 0)
        m_older = below;
    m_lookOlder = m_older != 0;
    if (m_lookOlder)
        refresh();
}

qint64 SagaModel::merge(qint64 beforeOrdinal, const QList<api::SagaRow>& answer, bool full)
{
    const int first = firstBelow(beforeOrdinal);
    const int last = full ? firstBelow(answer.constLast().ordinal) : static_cast<int>(m_rows.size());
    if (!full)
        m_complete = true;
    replaceRange(first, last, answer);
    const int after = first + static_cast<int>(answer.size());
    if (m_rows.size() > rowsMax) {
        beginRemoveRows({}, rowsMax, static_cast<int>(m_rows.size()) - 1);
        m_rows.resize(rowsMax);
        endRemoveRows();
        m_complete = false;
    }
    return after > 0 && after < m_rows.size() ? m_rows[after - 1].ordinal : 0;
}

void SagaModel::replaceRange(int first, int last, const QList<api::SagaRow>& rows)
{
    int at = first;
    int end = last;
    qsizetype next = 0;
    while (at < end || next < rows.size()) {
        if (at < end && next < rows.size() && m_rows[at].ordinal == rows[next].ordinal) {
            if (!sameRow(m_rows[at], rows[next])) {
                m_rows[at] = rows[next];
                Q_EMIT dataChanged(index(at), index(at));
            }
            ++at;
            ++next;
        } else if (at < end && (next >= rows.size() || m_rows[at].ordinal > rows[next].ordinal)) {
            int gone = at;
            while (gone < end && (next >= rows.size() || m_rows[gone].ordinal > rows[next].ordinal))
                ++gone;
            beginRemoveRows({}, at, gone - 1);
            m_rows.remove(at, gone - at);
            endRemoveRows();
            end -= gone - at;
        } else {
            qsizetype stop = next;
            while (stop < rows.size() && (at >= end || rows[stop].ordinal > m_rows[at].ordinal))
                ++stop;
            const int count = static_cast<int>(stop - next);
            beginInsertRows({}, at, at + count - 1);
            for (int i = 0; i < count; ++i)
                m_rows.insert(at + i, rows[next + i]);
            endInsertRows();
            at += count;
            end += count;
            next = stop;
        }
    }
}

}  // namespace replay::ui
