// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/runtime/live_session.h"

#include "core/runtime/readers.h"
#include "core/scenarios/scenario_reader.h"

#include <QPointer>

namespace replay::runtime {
namespace {

constexpr int publishEveryMs = 17;           // at most 60 times a second
constexpr int sliceMs = 12;                  // how long the platform works before it looks at what the window wants
constexpr int eventsPerProjection = 2'000;
constexpr auto pacedWait = std::chrono::milliseconds(4);
constexpr auto readOnlyLook = std::chrono::milliseconds(300);

api::CommandAnswer answerOfError(const Error& error, const QString& commandId)
{
    api::CommandAnswer answer;
    answer.commandId = commandId;
    answer.reason = error.message;
    answer.outcome = error.kind == base::ErrorKind::Malformed ? api::CommandAnswer::Outcome::Malformed : api::CommandAnswer::Outcome::Failed;
    return answer;
}

}  // namespace

Result<std::unique_ptr<api::Session>> LiveSession::open(const QString& folder)
{
    auto workspace = Workspace::open(folder, storage::Access::ReadWrite);
    QString readOnlyReason;
    if (!workspace) {
        // In use elsewhere or not writable: shown read-only, and said so. Anything else about it is wrong for reading, too.
        auto readable = Workspace::open(folder, storage::Access::ReadOnly);
        if (!readable)
            return workspace.error();
        readOnlyReason = workspace.error().message;
        workspace = std::move(readable);
    }
    return std::unique_ptr<api::Session>(new LiveSession(std::move(*workspace), readOnlyReason));
}

LiveSession::LiveSession(std::unique_ptr<Workspace> workspace, QString readOnlyReason)
    : m_folder(workspace->folder()), m_workspace(std::move(workspace)), m_readOnly(m_workspace->isReadOnly()), m_readOnlyReason(std::move(readOnlyReason))
{
    m_status = m_workspace->status();
    m_scenario = m_status.scenario;
    m_status.readOnlyReason = m_readOnlyReason;
    if (!m_readOnly) {
        m_commandSchemas = m_workspace->platform().commandSchemas();
        m_rules = m_workspace->platform().faultRules();
        m_workspace->platform().observe(this);
    }
    m_thread = std::thread([this] { m_readOnly ? watchReadOnly() : loop(); });
}

LiveSession::~LiveSession()
{
    change([this] { m_stop = true; });
    m_cancelImport = true;
    m_thread.join();
}

api::PlatformStatus LiveSession::status() const
{
    const std::lock_guard lock(m_mutex);
    return m_status;
}

Result<std::unique_ptr<api::Reader>> LiveSession::makeReader() const { return runtime::makeReader(m_folder); }
QList<api::RequestSchema> LiveSession::querySchemas() const { return runtime::querySchemas(); }

// — what the window wants —

void LiveSession::change(const std::function<void()>& set)
{
    {
        const std::lock_guard lock(m_mutex);
        set();
    }
    m_wake.notify_all();
}

void LiveSession::post(Task task)
{
    if (m_readOnly)
        return refuseReadOnly();
    change([&] { m_tasks.push_back(std::move(task)); });
}

void LiveSession::refuseReadOnly()
{
    toOwner([this] { Q_EMIT failed(base::failed(m_readOnlyReason)); });
}

void LiveSession::toOwner(std::function<void()> call)
{
    QMetaObject::invokeMethod(this, std::move(call), Qt::QueuedConnection);
}

template <typename Value>
std::function<void(const Value&)> LiveSession::guarded(QObject* context, std::function<void(const Value&)> call)
{
    return [this, guard = QPointer<QObject>(context), call = std::move(call)](const Value& value) {
        toOwner([guard, call, value] {
            if (guard && call)
                call(value);
        });
    };
}

void LiveSession::play()
{
    change([this] {
        m_running = !m_readOnly;
        m_micro = false;
        m_reanchor = true;
    });
}

void LiveSession::pause()
{
    change([this] {
        m_running = false;
        m_micro = false;
        m_reanchor = true;
    });
}

void LiveSession::step(api::StepSize size)
{
    const bool gap = size == api::StepSize::Gap;
    bool standing = false;
    change([&] {
        m_running = false;
        standing = !m_gap.isEmpty();
        m_micro = gap;
        if (standing && gap)
            ++m_gapPermits;
    });
    if (standing)
        return;
    post([this] {
        const auto moved = m_workspace->platform().advance(Platform::Pace::One, std::nullopt);
        if (!moved)
            return stopBecauseOf(moved.error());
        const auto projected = m_workspace->platform().project(eventsPerProjection);
        if (!projected)
            stopBecauseOf(projected.error());
    });
}

void LiveSession::setSpeed(double factor)
{
    change([&] {
        m_speed = factor;
        m_reanchor = true;
    });
}

void LiveSession::send(const api::CommandRequest& request, QObject* context, Answered answered)
{
    auto deliver = guarded<api::CommandAnswer>(context, std::move(answered));
    if (m_readOnly)
        return deliver(answerOfError(base::failed(m_readOnlyReason), request.commandId));
    post([this, request, deliver = std::move(deliver)] { sendNow(request, deliver); });
}

void LiveSession::sendOneOrder(QObject* context, Answered answered)
{
    auto deliver = guarded<api::CommandAnswer>(context, std::move(answered));
    if (m_readOnly)
        return deliver(answerOfError(base::failed(m_readOnlyReason), {}));
    post([this, deliver = std::move(deliver)] {
        const auto request = m_workspace->makeOneOrder(*m_reader);
        if (!request)
            return deliver(answerOfError(request.error(), {}));
        sendNow(*request, deliver);
    });
}

QList<api::FaultRule> LiveSession::faultRules() const
{
    const std::lock_guard lock(m_mutex);
    return m_rules;
}

void LiveSession::armFault(const api::FaultRule& rule)
{
    post([this, rule] {
        const Status armed = m_workspace->platform().armFault(rule);
        if (!armed)
            stopBecauseOf(armed.error());
        m_firedTold = -1;
    });
}

void LiveSession::disarmFault(qint64 id)
{
    post([this, id] {
        const Status disarmed = m_workspace->platform().disarmFault(id);
        if (!disarmed)
            stopBecauseOf(disarmed.error());
        m_firedTold = -1;
    });
}

void LiveSession::pauseProjection(const QString& name)
{
    post([this, name] {
        if (const Status done = m_workspace->platform().projector().pause(name); !done)
            toOwner([this, error = done.error()] { Q_EMIT failed(error); });
    });
}

void LiveSession::resumeProjection(const QString& name)
{
    post([this, name] {
        if (const Status done = m_workspace->platform().projector().resume(name); !done)
            toOwner([this, error = done.error()] { Q_EMIT failed(error); });
    });
}

void LiveSession::rebuildProjection(const QString& name)
{
    post([this, name] {
        if (const Status done = m_workspace->platform().projector().rebuild(name); !done)
            toOwner([this, error = done.error()] { Q_EMIT failed(error); });
    });
}

void LiveSession::import(const QString& file, double openingStockFactor, qint64 invoiceLimit)
{
    m_cancelImport = false;
    scenarios::RetailOptions options;
    options.path = file;
    options.invoiceLimit = invoiceLimit;
    options.stockPermille = static_cast<std::int64_t>(openingStockFactor * 1'000.0 + 0.5);
    post([this, options] { importNow(options); });
}

void LiveSession::cancelImport()
{
    m_cancelImport = true;
    post([] {});
}

void LiveSession::reset(QObject* context, std::function<void(const Result<void>&)> done)
{
    auto answer = guarded<Result<void>>(context, std::move(done));
    if (m_readOnly)
        return answer(base::failed(m_readOnlyReason));
    post([this, deliver = std::move(answer)] {
        const Status result = startAgain();
        if (!result)
            stopBecauseOf(result.error());
        publish(true);
        deliver(result);
    });
}

void LiveSession::saveAs(const QString& folder, QObject* context, std::function<void(const Result<void>&)> done)
{
    auto deliver = guarded<Result<void>>(context, std::move(done));
    if (m_readOnly)
        return deliver(copyWorkspace(m_folder, folder));
    post([this, folder, deliver = std::move(deliver)] { deliver(copyWorkspace(m_folder, folder)); });
}

// — on the platform's thread —

Status LiveSession::startAgain()
{
    REPLAY_ASSIGN(const QByteArray document, m_workspace->scenarioDocument());
    for (const Waiting& waiting : std::exchange(m_waiting, {}))
        waiting.deliver(answerOfError(base::failed(QStringLiteral("the workspace was reset before this was answered")), base::idText(waiting.sent.message.id)));
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
                // Nothing to wait for: the clock stands until somebody acts.
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
    m_status.idle = idle && !*projected;
    return busy || *projected;
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

void LiveSession::importNow(const scenarios::RetailOptions& options)
{
    const auto bookmarkOf = [this](const QString& name) { return m_workspace->sourceBookmark(name); };
    const auto progress = [this](double share) {
        toOwner([this, share] { Q_EMIT importProgressed({}, share * 0.1); });
        return !m_cancelImport;
    };
    auto source = scenarios::RetailSource::open(options, m_workspace->platform().settings().seed, bookmarkOf, progress);
    if (!source) {
        toOwner([this, error = source.error()] { Q_EMIT failed(error); });
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
    api::PlatformStatus fresh = m_workspace->platform().status();
    const QList<api::FaultRule> rules = m_workspace->platform().faultRules();
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
    {
        const std::lock_guard lock(m_mutex);
        if (!m_micro || m_stop)
            return;
        m_gap = QStringLiteral("%1 · %2 %3").arg(QLatin1StringView(faults::gapName(point)), service, message).trimmed();
        m_status.gap = m_gap;
    }
    toOwner([this] { Q_EMIT advanced(status()); });
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
    for (;;) {
        if (reader) {
            if (const auto head = (*reader)->head()) {
                const std::lock_guard lock(m_mutex);
                m_status.head = *head;
                m_status.projected = *head;
            }
        }
        toOwner([this] { Q_EMIT advanced(status()); });
        std::unique_lock lock(m_mutex);
        if (m_wake.wait_for(lock, readOnlyLook, [this] { return m_stop; }))
            return;
    }
}

}  // namespace replay::runtime
