// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/runtime/live_session.h"

#include "core/runtime/gap_matrix.h"
#include "core/runtime/readers.h"
#include "core/scenarios/fault_reader.h"
#include "core/scenarios/vocabulary.h"

#include <QPointer>

namespace replay::runtime {

api::CommandAnswer answerOfError(const Error& error, const QString& commandId)
{
    api::CommandAnswer answer;
    answer.commandId = commandId;
    answer.reason = error.message;
    answer.outcome =
        error.kind == base::ErrorKind::Malformed ? api::CommandAnswer::Outcome::Malformed : api::CommandAnswer::Outcome::Failed;
    return answer;
}

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
    : m_folder(workspace->folder()),
      m_workspace(std::move(workspace)),
      m_readOnly(m_workspace->isReadOnly()),
      m_readOnlyReason(std::move(readOnlyReason))
{
    m_status = m_workspace->status();
    m_scenario = m_status.scenario;
    m_status.readOnlyReason = m_readOnlyReason;
    if (!m_readOnly) {
        m_commandSchemas = m_workspace->platform().commandSchemas();
        m_rules = m_workspace->platform().faultRules();
        m_pitfalls = m_workspace->platform().pitfalls();
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
QStringList LiveSession::triedSagas() const { return runtime::triedSagas(); }

std::optional<api::BranchOrigin> LiveSession::origin() const
{
    // Read anew: a branch that was begun again is one no more.
    const auto manifest = readManifest(m_folder);
    return manifest ? manifest->origin : std::nullopt;
}

Result<QList<api::GapTrial>> LiveSession::tryAllGaps(const api::GapQuestion& question, const api::Progress& progress) const
{
    return runtime::tryAllGaps(question, progress);
}

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

void LiveSession::post(Task task, std::function<void(const Error&)> otherwise)
{
    enqueue([this, task = std::move(task), otherwise = std::move(otherwise)] {
        if (m_workspace->hasPlatform())
            return task();
        const Error error = base::failed(status().error);
        if (otherwise)
            otherwise(error);
        else
            toOwner([this, error] { Q_EMIT failed(error); });
    });
}

void LiveSession::enqueue(Task task)
{
    if (m_readOnly)
        return refuseReadOnly();
    change([&] { m_tasks.push_back(std::move(task)); });
}

void LiveSession::refuseReadOnly()
{
    toOwner([this] { Q_EMIT failed(base::failed(m_readOnlyReason)); });
}

void LiveSession::toOwner(std::function<void()> call) { QMetaObject::invokeMethod(this, std::move(call), Qt::QueuedConnection); }

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
    post([this, request, deliver] { sendNow(request, deliver); },
         [deliver, id = request.commandId](const Error& error) { deliver(answerOfError(error, id)); });
}

void LiveSession::sendOneOrder(QObject* context, Answered answered)
{
    auto deliver = guarded<api::CommandAnswer>(context, std::move(answered));
    if (m_readOnly)
        return deliver(answerOfError(base::failed(m_readOnlyReason), {}));
    post(
        [this, deliver] {
            const auto request = m_workspace->makeOneOrder(*m_reader);
            if (!request)
                return deliver(answerOfError(request.error(), {}));
            sendNow(*request, deliver);
        },
        [deliver](const Error& error) { deliver(answerOfError(error, {})); });
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

api::FaultVocabulary LiveSession::faultVocabulary() const { return scenarios::faultVocabulary(); }
Result<api::FaultRule> LiveSession::readFaultRule(const QByteArray& json) const { return scenarios::parseFaultRule(json); }

QList<api::PitfallSwitch> LiveSession::pitfalls() const
{
    const std::lock_guard lock(m_mutex);
    return m_pitfalls;
}

void LiveSession::setPitfall(const QString& code, bool on)
{
    post([this, code, on] {
        const auto pitfall = faults::pitfallOf(code);
        if (!pitfall)
            return toOwner(
                [this, code] { Q_EMIT failed(base::malformed(scenarios::notOneOf(code, "pitfall", scenarios::pitfallNames()))); });
        if (const Status switched = m_workspace->platform().switchPitfall(*pitfall, on); !switched)
            stopBecauseOf(switched.error());
        m_firedTold = -1;
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
    enqueue([] {});
}

void LiveSession::reset(QObject* context, std::function<void(const Result<void>&)> done)
{
    auto answer = guarded<Result<void>>(context, std::move(done));
    if (m_readOnly)
        return answer(base::failed(m_readOnlyReason));
    enqueue([this, deliver = std::move(answer)] {
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
    // Also where the workspace is only read: a copy changes nothing in it.
    change([&] { m_tasks.push_back([this, folder, deliver = std::move(deliver)] { deliver(copyWorkspace(m_folder, folder)); }); });
}

}  // namespace replay::runtime
