// SPDX-License-Identifier: GPL-3.0-or-later
// What the window does to projections.
#include "core/runtime/live_session.h"

namespace replay::runtime {
namespace {

/// A retry or skip that left something parked says so; what it took up shows by itself.
Status tellOfRest(const Result<projections::ProjectionRun::Sweep>& swept)
{
    if (!swept)
        return swept.error();
    if (swept->parked == 0)
        return {};
    return base::failed(
        QStringLiteral("%1 events were taken up, %2 stay parked: %3").arg(swept->applied).arg(swept->parked).arg(swept->error));
}

}  // namespace

void LiveSession::changeProjection(std::function<Status(projections::Projector&)> what)
{
    post([this, what = std::move(what)] {
        m_workspace->platform().projector().passTime(m_workspace->platform().now());
        if (const Status done = what(m_workspace->platform().projector()); !done)
            toOwner([this, error = done.error()] { Q_EMIT failed(error); });
        const std::lock_guard lock(m_mutex);
        m_reanchor = true;
    });
}

void LiveSession::pauseProjection(const QString& name)
{
    changeProjection([name](projections::Projector& projector) { return projector.pause(name); });
}

void LiveSession::resumeProjection(const QString& name)
{
    changeProjection([name](projections::Projector& projector) { return projector.resume(name); });
}

void LiveSession::rebuildProjection(const QString& name)
{
    changeProjection([name](projections::Projector& projector) { return projector.rebuild(name); });
}

void LiveSession::cancelRebuild(const QString& name, QObject* context, std::function<void(const Result<void>&)> done)
{
    auto deliver = guarded<Result<void>>(context, std::move(done));
    if (m_readOnly)
        return deliver(base::failed(m_readOnlyReason));
    post([this, name, deliver] { deliver(m_workspace->platform().projector().cancelRebuild(name)); },
         [deliver](const Error& error) { deliver(error); });
}

void LiveSession::replayProjection(const QString& name)
{
    changeProjection([name](projections::Projector& projector) { return projector.replay(name); });
}

void LiveSession::slowProjection(const QString& name, qint64 perSecond)
{
    changeProjection([name, perSecond](projections::Projector& projector) { return projector.slow(name, perSecond); });
}

void LiveSession::retryParked(const QString& name, const QString& stream)
{
    changeProjection(
        [name, stream](projections::Projector& projector) { return tellOfRest(projector.retry(name, QUuid::fromString(stream))); });
}

void LiveSession::skipParked(const QString& name, const QString& stream, const QString& reason)
{
    changeProjection([name, stream, reason](projections::Projector& projector) {
        return tellOfRest(projector.skip(name, QUuid::fromString(stream), reason));
    });
}

}  // namespace replay::runtime
