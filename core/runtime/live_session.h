// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/api/session.h"
#include "core/faults/gap_point.h"
#include "core/runtime/workspace.h"
#include "core/scenarios/retail_source.h"

#include <QElapsedTimer>
#include <atomic>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>

namespace replay::runtime {

/// The answer to a command that could not even be sent.
api::CommandAnswer answerOfError(const Error& error, const QString& commandId);

/// A workspace on a thread of its own, behind the door that the window knows. The thread owns the platform: what the window
/// wants is queued to it, what it says comes back through the event loop of the thread that made the session.
class LiveSession final : public api::Session, private faults::GapObserver {
    Q_OBJECT
public:
    /// Opens for writing, or read-only where another process has it or the folder cannot be written.
    static Result<std::unique_ptr<api::Session>> open(const QString& folder);
    ~LiveSession() override;

    QString folder() const override { return m_folder; }
    api::PlatformStatus status() const override;
    Result<std::unique_ptr<api::Reader>> makeReader() const override;
    std::optional<api::BranchOrigin> origin() const override;
    void play() override;
    void pause() override;
    void step(api::StepSize size) override;
    void setSpeed(double factor) override;
    void send(const api::CommandRequest& request, QObject* context, std::function<void(const api::CommandAnswer&)> answered) override;
    void sendOneOrder(QObject* context, std::function<void(const api::CommandAnswer&)> answered) override;
    QList<api::RequestSchema> commandSchemas() const override { return m_commandSchemas; }
    QList<api::RequestSchema> querySchemas() const override;
    QList<api::FaultRule> faultRules() const override;
    void armFault(const api::FaultRule& rule) override;
    void disarmFault(qint64 id) override;
    api::FaultVocabulary faultVocabulary() const override;
    Result<api::FaultRule> readFaultRule(const QByteArray& json) const override;
    QList<api::PitfallSwitch> pitfalls() const override;
    void setPitfall(const QString& code, bool on) override;
    QStringList triedSagas() const override;
    Result<QList<api::GapTrial>> tryAllGaps(const api::GapQuestion& question, const api::Progress& progress) const override;
    void pauseProjection(const QString& name) override;
    void resumeProjection(const QString& name) override;
    void rebuildProjection(const QString& name) override;
    void cancelRebuild(const QString& name, QObject* context, std::function<void(const Result<void>&)> done) override;
    void replayProjection(const QString& name) override;
    void slowProjection(const QString& name, qint64 perSecond) override;
    void retryParked(const QString& name, const QString& stream) override;
    void skipParked(const QString& name, const QString& stream, const QString& reason) override;
    void import(const QString& file, double openingStockFactor, qint64 invoiceLimit) override;
    void cancelImport() override;
    void reset(QObject* context, std::function<void(const Result<void>&)> done) override;
    void saveAs(const QString& folder, QObject* context, std::function<void(const Result<void>&)> done) override;

private:
    static constexpr int eventsPerProjection = 2'000;
    using Answered = std::function<void(const api::CommandAnswer&)>;
    using Task = std::function<void()>;
    struct Waiting {
        Workspace::Sent sent;
        std::function<void(const api::CommandAnswer&)> deliver;
    };
    struct Import {
        QString name;
        scenarios::RetailSource* source = nullptr;  ///< owned by the platform
        scenarios::RetailReport report;
    };

    LiveSession(std::unique_ptr<Workspace> workspace, QString readOnlyReason);
    void reached(faults::GapPoint point, const QString& service, const QString& message) override;

    // on the platform's thread
    void loop();
    bool runTasks();
    bool work();
    void answerWaiting();
    void sendNow(const api::CommandRequest& request, const std::function<void(const api::CommandAnswer&)>& deliver);
    void importNow(const scenarios::RetailOptions& options);
    void importLogNow(const QString& file);
    void followImport();
    void publish(bool always);
    void stopBecauseOf(const Error& error);
    bool isHealthy();
    Status startAgain();
    void watchReadOnly();

    // between the threads
    /// For what needs the platform; where a failed reset left none, `otherwise` is told why.
    void post(Task task, std::function<void(const Error&)> otherwise = {});
    void enqueue(Task task);
    void refuseReadOnly();
    void changeProjection(std::function<Status(projections::Projector&)> what);
    void toOwner(std::function<void()> call);
    template <typename Value>
    std::function<void(const Value&)> guarded(QObject* context, std::function<void(const Value&)> call);
    void change(const std::function<void()>& set);

    QString m_folder;
    std::unique_ptr<Workspace> m_workspace;
    const bool m_readOnly;
    std::unique_ptr<api::Reader> m_reader;  ///< the platform thread's
    QString m_readOnlyReason;
    QList<api::RequestSchema> m_commandSchemas;
    std::vector<Waiting> m_waiting;
    std::optional<Import> m_import;
    QString m_scenario;

    mutable std::mutex m_mutex;
    std::condition_variable m_wake;
    std::deque<Task> m_tasks;
    bool m_stop = false;
    bool m_running = false;
    bool m_reanchor = true;
    double m_speed = 1.0;
    bool m_micro = false;  ///< stop at every gap point
    int m_gapPermits = 0;
    QString m_gap;
    api::PlatformStatus m_status;
    QList<api::FaultRule> m_rules;
    QList<api::PitfallSwitch> m_pitfalls;
    std::atomic<bool> m_cancelImport = false;
    std::atomic<bool> m_advancePending = false;

    QElapsedTimer m_pace;
    ModelTime m_anchor;
    QElapsedTimer m_sincePublished;
    qint64 m_firedTold = 0;
    std::thread m_thread;
};

}  // namespace replay::runtime
