// SPDX-License-Identifier: GPL-3.0-or-later
// The fake's projections: what is done to them, and what they have set aside.
#include "tests/support/fake_session.h"

#include <algorithm>

namespace replay::test {

void FakeSession::pauseProjection(const QString& name)
{
    changeProjection(name, [](api::ProjectionInfo& info) { info.status = api::ProjectionStatus::Paused; });
}

void FakeSession::resumeProjection(const QString& name)
{
    changeProjection(name, [](api::ProjectionInfo& info) {
        info.status = info.perSecond > 0 ? api::ProjectionStatus::Slow : api::ProjectionStatus::Live;
        info.error.clear();
        info.stalledSince = {};
        info.stalledWhy.clear();
    });
}

void FakeSession::slowProjection(const QString& name, qint64 perSecond)
{
    changeProjection(name, [perSecond](api::ProjectionInfo& info) {
        info.perSecond = perSecond;
        info.status = perSecond > 0 ? api::ProjectionStatus::Slow : api::ProjectionStatus::Live;
    });
}

void FakeSession::startRebuild(const QString& name, bool inPlace)
{
    changeProjection(name, [inPlace](api::ProjectionInfo& info) {
        info.status = api::ProjectionStatus::Rebuilding;
        info.inPlace = inPlace;
        info.goal = std::max<Position>(1, info.position);
        info.rebuilt = 0;
        info.progress = 0;
    });
    auto* timer = new QTimer(this);
    connect(timer, &QTimer::timeout, this, [this, name, timer] {
        changeProjection(name, [timer](api::ProjectionInfo& info) {
            if (info.status == api::ProjectionStatus::Rebuilding) {
                info.progress = std::min(1.0, info.progress + 0.05);
                info.rebuilt = static_cast<Position>(static_cast<double>(info.goal) * info.progress);
                if (info.progress < 1.0)
                    return;
                info.status = api::ProjectionStatus::Live;
            }
            info.goal = 0;
            info.inPlace = false;
            timer->deleteLater();
        });
    });
    timer->start(30);
}

void FakeSession::rebuildProjection(const QString& name) { startRebuild(name, false); }

void FakeSession::replayProjection(const QString& name) { startRebuild(name, true); }

void FakeSession::cancelRebuild(const QString& name, QObject* context, std::function<void(const api::Result<void>&)> done)
{
    bool was = false;
    changeProjection(name, [&was](api::ProjectionInfo& info) {
        was = info.status == api::ProjectionStatus::Rebuilding;
        info.status = was ? api::ProjectionStatus::Live : info.status;
        info.goal = 0;
    });
    QTimer::singleShot(0, context, [done = std::move(done), was, name] {
        done(was ? api::Result<void>() : base::failed(QStringLiteral("%1 is not being rebuilt").arg(name)));
    });
}

void FakeSession::park(const api::ParkedEvent& event)
{
    {
        const QMutexLocker lock(&m_platform->mutex);
        m_platform->parked.append(event);
    }
    changeProjection(event.projection, [](api::ProjectionInfo& info) { ++info.parked; });
}

void FakeSession::takeUp(const QString& name, const QString& stream, const QString& reason)
{
    qint64 taken = 0;
    qint64 skipped = 0;
    {
        const QMutexLocker lock(&m_platform->mutex);
        for (api::ParkedEvent& event : m_platform->parked) {
            if (!reason.isEmpty() && event.projection == name && event.aggregateId == stream && event.behind == 0 &&
                event.state == QLatin1String("parked")) {
                event.state = QStringLiteral("skipped");
                event.reason = reason;
                ++skipped;
            }
        }
        taken = m_platform->parked.removeIf([&](const api::ParkedEvent& event) {
            return event.projection == name && event.aggregateId == stream && event.state == QLatin1String("parked");
        });
    }
    changeProjection(name, [&](api::ProjectionInfo& info) {
        info.parked -= taken + skipped;
        info.skipped += skipped;
    });
}

void FakeSession::retryParked(const QString& name, const QString& stream)
{
    const bool poisoned = [&] {
        const QMutexLocker lock(&m_platform->mutex);
        return std::any_of(m_platform->parked.cbegin(), m_platform->parked.cend(), [&](const api::ParkedEvent& event) {
            return event.projection == name && event.aggregateId == stream && event.state == QLatin1String("parked") &&
                   std::any_of(m_rules.cbegin(), m_rules.cend(),
                               [&](const api::FaultRule& rule) { return rule.id == event.rule && rule.armed; });
        });
    }();
    if (poisoned)
        Q_EMIT failed(base::failed(QStringLiteral("0 events were taken up, 2 stay parked: the handler failed")));
    else
        takeUp(name, stream, {});
}

void FakeSession::skipParked(const QString& name, const QString& stream, const QString& reason) { takeUp(name, stream, reason); }

void FakeSession::failProjection(const QString& name, const QString& reason)
{
    changeProjection(name, [&reason](api::ProjectionInfo& info) {
        info.status = api::ProjectionStatus::Failed;
        info.error = reason;
    });
}

void FakeSession::stallProjection(const QString& name, const QString& why)
{
    const ModelTime since = m_platform->shop.timeOf(m_platform->shop.head());
    changeProjection(name, [&](api::ProjectionInfo& info) {
        info.status = api::ProjectionStatus::Stalled;
        info.stalledSince = since;
        info.stalledWhy = why;
    });
}

}  // namespace replay::test
