// SPDX-License-Identifier: GPL-3.0-or-later
// The half of LiveSession that runs on the platform's thread.
#include "core/runtime/live_session.h"

#include "core/runtime/readers.h"

namespace replay::runtime {
namespace {

constexpr int publishEveryMs = 17;  // at most 60 times a second
constexpr int sliceMs = 12;         // how long the platform works before it looks at what the window wants
constexpr auto pacedWait = std::chrono::milliseconds(4);
constexpr auto readOnlyLook = std::chrono::milliseconds(300);

}  // namespace

Status LiveSession::startAgain()
{
    REPLAY_ASSIGN(const QByteArray document, m_workspace->scenarioDocument());
    for (const Waiting& waiting : std::exchange(m_waiting, {}))
        waiting.deliver(answerOfError(base::failed(QStringLiteral("the workspace was reset before this was answered")),
                                      base::idText(waiting.sent.message.id)));
    m_import.reset();
    m_reader.reset();
    REPLAY_TRY(m_workspace->restart(document));
    m_workspace->platform().observe(this);
    REPLAY_ASSIGN(m_reader, m_workspace->makeReader());
    const std::lock_guard lock(m_mutex);
    m_reanchor = true;
    m_status.error.clear();
    return {};
}

/// After an error: whoever plays on finds the platform read again from disk. False: it stands still.
bool LiveSession::isHealthy()
{
    {
        const std::lock_guard lock(m_mutex);
        if (m_status.error.isEmpty())
            return true;
        if (!m_running)
            return false;
        m_status.error.clear();
    }
    m_import.reset();
    if (const Status reopened = m_workspace->reopen(); !reopened) {
        stopBecauseOf(reopened.error());
        return false;
    }
    m_workspace->platform().observe(this);
    if (!m_reader) {
        if (auto reader = m_workspace->makeReader())
            m_reader = std::move(*reader);
    }
    return true;
}

void LiveSession::loop()
{
    if (auto reader = m_workspace->makeReader())
        m_reader = std::move(*reader);
    else
        stopBecauseOf(reader.error());
    m_sincePublished.start();
    m_pace.start();
    publish(true);
    while (runTasks()) {
        const bool busy = work();
        answerWaiting();
        followImport();
        publish(false);
        if (busy)
            continue;
        publish(true);
        std::unique_lock lock(m_mutex);
        if (!m_stop && m_tasks.empty()) {
            if (m_running && !m_status.idle)
                m_wake.wait_for(lock, pacedWait);
            else
                m_wake.wait(lock, [this] { return m_stop || !m_tasks.empty() || m_reanchor; });
        }
    }
}

/// Does what was asked meanwhile; false: the session ends.
bool LiveSession::runTasks()
{
    for (;;) {
        Task task;
        {
            const std::lock_guard lock(m_mutex);
            if (m_stop)
                return false;
            if (m_tasks.empty())
                return true;
            task = std::move(m_tasks.front());
            m_tasks.pop_front();
        }
        task();
    }
}

/// Moves the platform for a slice of time; answers whether it may go on at once.
bool LiveSession::work()
{
    if (!isHealthy()) {
        const std::lock_guard lock(m_mutex);
        m_reanchor = false;
        return false;
    }
    Platform& platform = m_workspace->platform();
    bool running = false;
    double speed = 1.0;
    {
        const std::lock_guard lock(m_mutex);
        running = m_running;
        speed = m_speed;
        if (std::exchange(m_reanchor, false)) {
            m_anchor = platform.now();
            m_pace.restart();
        }
    }
    const auto failedWith = [this](const Error& error) {
        stopBecauseOf(error);
        return false;
    };
    bool busy = false;
    bool idle = false;
    bool waitsForTime = false;
    if (running) {
        QElapsedTimer slice;
        slice.start();
        std::optional<ModelTime> horizon;
        if (speed > 0)
            horizon = m_anchor + static_cast<qint64>(static_cast<double>(m_pace.nsecsElapsed()) / 1'000.0 * speed);
        bool moved = true;
        while (moved && slice.elapsed() < sliceMs) {
            const auto advanced = platform.advance(Platform::Pace::Window, horizon);
            if (!advanced)
                return failedWith(advanced.error());
            moved = *advanced;
        }
        busy = moved;
        if (!moved) {
            const auto next = platform.nextAt();
            if (!next)
                return failedWith(next.error());
            idle = !next->has_value();
            if (idle) {
                // Nothing to wait for: the clock stands until somebody acts, but for projections that were slowed.
                const auto slowed = platform.projector().nextAt();
                if (!slowed)
                    return failedWith(slowed.error());
                waitsForTime = slowed->has_value();
                if (waitsForTime)
                    platform.projector().passTime(
                        horizon
                            ? platform.projector().now() + static_cast<qint64>(static_cast<double>(m_pace.nsecsElapsed()) / 1'000.0 * speed)
                            : **slowed);
                m_anchor = platform.now();
                m_pace.restart();
            } else if (horizon) {
                platform.passTime(*horizon);
            }
        }
    } else {
        const auto next = platform.nextAt();
        if (!next)
            return failedWith(next.error());
        idle = !next->has_value();
    }
    const auto projected = platform.project(eventsPerProjection);
    if (!projected)
        return failedWith(projected.error());
    const std::lock_guard lock(m_mutex);
    m_status.idle = idle && !*projected && !waitsForTime;
    return busy || *projected || (waitsForTime && speed <= 0);
}

void LiveSession::sendNow(const api::CommandRequest& request, const std::function<void(const api::CommandAnswer&)>& deliver)
{
    auto sent = m_workspace->sendCommand(request);
    if (!sent)
        return deliver(answerOfError(sent.error(), request.commandId));
    m_waiting.push_back({std::move(*sent), deliver});
    const std::lock_guard lock(m_mutex);
    if (std::exchange(m_status.idle, false))
        m_reanchor = true;  // the clock stood: it goes on from here, not from when it stopped
}

void LiveSession::answerWaiting()
{
    if (!m_reader)
        return;
    std::erase_if(m_waiting, [this](const Waiting& waiting) {
        const auto answer = m_workspace->answerOf(waiting.sent, *m_reader);
        if (!answer)
            waiting.deliver(answerOfError(answer.error(), base::idText(waiting.sent.message.id)));
        else if (*answer)
            waiting.deliver(**answer);
        return !answer || answer->has_value();
    });
}

/// A log that was exported elsewhere: the workspace has other databases afterwards, or is as it was.
void LiveSession::importLogNow(const QString& file)
{
    m_reader.reset();
    const auto report = m_workspace->importLog(file, {}, [this](double share) {
        toOwner([this, share] { Q_EMIT importProgressed({}, share); });
        return !m_cancelImport;
    });
    if (!m_workspace->hasPlatform())
        return stopBecauseOf(report ? base::failed(file) : report.error());
    m_workspace->platform().observe(this);
    if (auto reader = m_workspace->makeReader())
        m_reader = std::move(*reader);
    {
        const std::lock_guard lock(m_mutex);
        m_reanchor = true;
    }
    publish(true);
    if (!report) {
        const bool cancelled = report.error().kind == base::ErrorKind::Cancelled;
        return toOwner([this, cancelled, error = report.error()] { cancelled ? importFinished({}) : failed(error); });
    }
    api::ImportReport told;
    told.isLog = true;
    told.rowsRead = report->events;
    told.rowsUsed = report->events;
    told.orders = report->types.value(QStringLiteral("OrderCreated"));
    told.users = report->users;
    told.products = report->types.value(QStringLiteral("ProductCreated"));
    told.json = base::jsonBytes(report->toJson());
    toOwner([this, told] { Q_EMIT importFinished(told); });
}

void LiveSession::importNow(const scenarios::RetailOptions& options)
{
    if (const auto isLog = log::LogFile::isOne(options.path); isLog && *isLog)
        return importLogNow(options.path);
    const auto bookmarkOf = [this](const QString& name) { return m_workspace->sourceBookmark(name); };
    const auto progress = [this](double share) {
        toOwner([this, share] { Q_EMIT importProgressed({}, share * 0.1); });
        return !m_cancelImport;
    };
    auto source = scenarios::RetailSource::open(options, m_workspace->platform().settings().seed, bookmarkOf, progress);
    if (!source) {
        const bool cancelled = source.error().kind == base::ErrorKind::Cancelled;  // while the file was still being read: nothing happened
        toOwner([this, cancelled, error = source.error()] { cancelled ? importFinished({}) : failed(error); });
        return;
    }
    Import import;
    import.name = (*source)->name();
    import.source = source->get();
    import.report = (*source)->report();
    const bool finished = (*source)->isFinished();
    if (!finished) {
        if (const Status added = m_workspace->addSource(std::move(*source), import.name); !added)
            return stopBecauseOf(added.error());
        const std::lock_guard lock(m_mutex);
        m_running = true;
        m_speed = 0;
        m_reanchor = true;
    } else {
        import.source = nullptr;
    }
    m_import = std::move(import);
}

void LiveSession::followImport()
{
    if (!m_import)
        return;
    bool idle = false;
    {
        const std::lock_guard lock(m_mutex);
        idle = m_status.idle;
    }
    const auto report = m_import->report.toApi();
    if (m_cancelImport && m_import->source) {
        m_workspace->platform().dropSource(m_import->name);
        m_import.reset();
        toOwner([this, report] { Q_EMIT importFinished(report); });
    } else if (!m_import->source || (m_import->source->isFinished() && idle)) {
        m_import.reset();
        toOwner([this, report] { Q_EMIT importFinished(report); });
    } else if (m_sincePublished.elapsed() >= publishEveryMs) {
        toOwner([this, report, share = 0.1 + 0.9 * m_import->source->share()] { Q_EMIT importProgressed(report, share); });
    }
}

void LiveSession::publish(bool always)
{
    if (!always && m_sincePublished.elapsed() < publishEveryMs)
        return;
    m_sincePublished.restart();
    api::PlatformStatus fresh;
    QList<api::FaultRule> rules;
    QList<api::PitfallSwitch> pitfalls;
    if (m_workspace->hasPlatform()) {
        fresh = m_workspace->platform().status();
        rules = m_workspace->platform().faultRules();
        pitfalls = m_workspace->platform().pitfalls();
    }
    qint64 fired = rules.size() * 1'000'000;
    for (const api::FaultRule& rule : rules)
        fired += rule.fired + (rule.armed ? 1'000 : 0);
    {
        const std::lock_guard lock(m_mutex);
        fresh.idle = m_status.idle;
        fresh.error = m_status.error;
        fresh.running = m_running;
        fresh.speed = m_speed;
        fresh.gap = m_gap;
        fresh.scenario = m_scenario;
        m_status = fresh;
        m_rules = rules;
        m_pitfalls = pitfalls;
    }
    if (std::exchange(m_firedTold, fired) != fired)
        toOwner([this] { Q_EMIT faultRulesChanged(); });
    if (!m_advancePending.exchange(true)) {
        toOwner([this] {
            m_advancePending = false;
            Q_EMIT advanced(status());
        });
    }
}

void LiveSession::stopBecauseOf(const Error& error)
{
    {
        const std::lock_guard lock(m_mutex);
        m_running = false;
        m_status.error = error.message;
    }
    toOwner([this, error] { Q_EMIT failed(error); });
}

/// At a gap point of a micro-step: stands until the next step, or until somebody plays on.
void LiveSession::reached(faults::GapPoint point, const QString& service, const QString& message)
{
    api::PlatformStatus standing;  // as it is here: told even when somebody has stepped on before it is read
    {
        const std::lock_guard lock(m_mutex);
        if (!m_micro || m_stop)
            return;
        m_gap = QStringLiteral("%1 · %2 %3").arg(QLatin1StringView(faults::gapName(point)), service, message).trimmed();
        m_status.gap = m_gap;
        standing = m_status;
    }
    toOwner([this, standing] { Q_EMIT advanced(standing); });
    std::unique_lock lock(m_mutex);
    m_wake.wait(lock, [this] { return m_stop || !m_micro || m_gapPermits > 0; });
    if (m_gapPermits > 0)
        --m_gapPermits;
    m_gap.clear();
    m_status.gap.clear();
}

/// Follows a workspace that another process writes.
void LiveSession::watchReadOnly()
{
    auto reader = m_workspace->makeReader();
    while (runTasks()) {
        if (reader) {
            if (const auto head = (*reader)->head()) {
                const std::lock_guard lock(m_mutex);
                m_status.head = *head;
                m_status.projected = *head;
            }
        }
        toOwner([this] { Q_EMIT advanced(status()); });
        std::unique_lock lock(m_mutex);
        m_wake.wait_for(lock, readOnlyLook, [this] { return m_stop || !m_tasks.empty(); });
    }
}

}  // namespace replay::runtime
