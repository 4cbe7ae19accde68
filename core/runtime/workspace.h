// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/runtime/log_import.h"
#include "core/runtime/platform.h"
#include "core/runtime/workspace_files.h"
#include "core/scenarios/scenario.h"

#include <functional>

namespace replay::runtime {

struct RunProgress {
    api::PlatformStatus status;
    double share = 1.0;
};

/// One workspace folder, open for writing (one process at a time) or for reading. One thread.
class Workspace {
public:
    static Status create(const QString& folder, const api::NewWorkspace& options);
    /// ReadWrite fails (kind Workspace) where another process writes; ReadOnly needs databases of this very schema.
    static Result<std::unique_ptr<Workspace>> open(const QString& folder, storage::Access access);
    ~Workspace();

    const QString& folder() const { return m_folder; }
    const Manifest& manifest() const { return m_manifest; }
    bool isReadOnly() const { return m_lock == nullptr; }
    /// Whether there is a platform to speak to. None is there in a read-only workspace, and after a restart that failed half-way
    /// until reopen() brings it to its end.
    bool hasPlatform() const { return m_platform != nullptr; }
    Platform& platform() const { return *m_platform; }
    Result<std::unique_ptr<api::Reader>> makeReader() const;
    api::PlatformStatus status() const;

    /// Gives a workspace in which nothing has happened yet another seed.
    Status reseed(std::uint64_t seed);
    /// Sets the scenario of a workspace that has none yet (its seed must be the workspace's), and starts its sources.
    Status loadScenario(const scenarios::Scenario& scenario, const QByteArray& document);
    Result<QByteArray> scenarioDocument() const;
    /// Back to an empty shop at position 0, with this scenario (or none). What was there is gone.
    Status restart(const QByteArray& scenario);
    /// After an error stopped the platform: what is on disk is read again, and it can go on.
    Status reopen();
    /// Takes up the log of another workspace, exported as CloudEvents, in one in which nothing has happened yet (given this seed, if
    /// any): every service is then as it was there, and nothing is left to do. All or nothing: after an error, a cancel (progress
    /// answers false) or a kill the workspace is as it was before.
    Result<LogImport> importLog(const QString& path, std::optional<std::uint64_t> seed, const api::Progress& progress);
    Status addFault(const api::FaultRule& rule);
    Status addSource(std::unique_ptr<scenarios::InputSource> source, const QString& name);
    std::optional<QJsonObject> sourceBookmark(const QString& name) const;

    /// Checks a person's request and sends it; the message it became.
    struct Sent {
        commands::Message message;
        QString target;
        bool repeated = false;
    };
    Result<Sent> sendCommand(const api::CommandRequest& request);
    /// The answer, once the service has taken the message; nothing before.
    Result<std::optional<api::CommandAnswer>> answerOf(const Sent& sent, api::Reader& reader) const;
    /// Sends and runs until the command and what it caused has settled.
    Result<api::CommandAnswer> runCommand(const api::CommandRequest& request);

    /// Runs until this business case has settled: its saga has ended, is stuck or paused, and nothing of it is on its way.
    Status runUntilSettled(const QUuid& correlationId);
    /// Runs until nothing is left to do. Speed 0: as fast as the machine goes; else model time follows the machine's clock times
    /// speed. Progress is told now and then; false stops at a good point (error kind Cancelled).
    Status runUntilIdle(double speed, const std::function<bool(const RunProgress&)>& progress);
    /// The SHA-256 of the log, computed anew from every event, as hex; an error where it is not the chain's stored head.
    Result<QByteArray> digest() const;
    /// The next order of the workload's kind, for "send one order"; refused without products and customers.
    Result<api::CommandRequest> makeOneOrder(api::Reader& reader) const;

private:
    explicit Workspace(QString folder) : m_folder(std::move(folder)) {}
    Status addSagaOutcome(const Sent& sent, api::CommandAnswer& answer, api::Reader& reader) const;
    Status resumeSources();
    QString readStyle() const;
    Status refuseUsed() const;

    QString m_folder;
    Manifest m_manifest;
    std::unique_ptr<QLockFile> m_lock;
    std::unique_ptr<Platform> m_platform;
    QString m_readOnlyReason;
    std::optional<QByteArray> m_restarting;  ///< the scenario of a restart that is not done yet
};

/// Starts the sources of a scenario (shop, workload, timeline) where each left off.
Status startSources(Platform& platform, const scenarios::Scenario& scenario);

}  // namespace replay::runtime
