// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/api/reader.h"

#include <QObject>

namespace replay::api {

enum class StepSize { Delivery, Gap };

/// What an import did so far, or in all.
struct ImportReport {
    bool isLog = false;  ///< the rows are events of an exported log, not lines of orders
    qint64 rowsRead = 0;
    qint64 rowsUsed = 0;
    qint64 rowsWaiting = 0;
    QList<TypeCount> refused;  ///< rows refused by reason
    qint64 orders = 0;
    qint64 users = 0;
    qint64 products = 0;
    QByteArray json;  ///< the whole report
};

/// One open workspace: the platform of services behind it runs on a thread of its own. All calls and signals here belong to
/// the thread that opened it (the GUI's); calls return at once, answers come through callbacks and signals on that thread.
/// A callback is not called once its `context` is gone.
class Session : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;

    virtual QString folder() const = 0;
    virtual PlatformStatus status() const = 0;
    /// A reader with connections of its own, for the thread that calls this. Thread-safe.
    virtual Result<std::unique_ptr<Reader>> makeReader() const = 0;
    /// Where this workspace comes from, if it is a what-if branch.
    virtual std::optional<BranchOrigin> origin() const = 0;

    // — the clock —
    virtual void play() = 0;
    virtual void pause() = 0;
    virtual void step(StepSize size) = 0;
    /// 1/8 … 16; 0 = as fast as the machine goes.
    virtual void setSpeed(double factor) = 0;

    // — what a person does; each is a recorded input at the model time it arrives —
    virtual void send(const CommandRequest& request, QObject* context, std::function<void(const CommandAnswer&)> answered) = 0;
    /// Places one order of a random customer for random products (of the workload's stream).
    virtual void sendOneOrder(QObject* context, std::function<void(const CommandAnswer&)> answered) = 0;
    virtual QList<RequestSchema> commandSchemas() const = 0;
    virtual QList<RequestSchema> querySchemas() const = 0;

    // — faults —
    virtual QList<FaultRule> faultRules() const = 0;
    virtual void armFault(const FaultRule& rule) = 0;
    virtual void disarmFault(qint64 id) = 0;
    virtual FaultVocabulary faultVocabulary() const = 0;
    /// Reads a rule as a scenario would have it, a JSON object; the error is the reader's.
    virtual Result<FaultRule> readFaultRule(const QByteArray& json) const = 0;

    // — pitfalls —
    /// All that there are, in a fixed order.
    virtual QList<PitfallSwitch> pitfalls() const = 0;
    virtual void setPitfall(const QString& code, bool on) = 0;

    // — every gap —
    /// The sagas that can be tried.
    virtual QStringList triedSagas() const = 0;
    /// Runs the saga once for every gap of every step, each time in a workspace that is thrown away, with the crash or loss there.
    /// Takes long; thread-safe: for a worker.
    virtual Result<QList<GapTrial>> tryAllGaps(const GapQuestion& question, const Progress& progress) const = 0;

    // — projections —
    virtual void pauseProjection(const QString& name) = 0;
    virtual void resumeProjection(const QString& name) = 0;
    virtual void rebuildProjection(const QString& name) = 0;
    /// Ends a rebuild; the live rows stay as they are. An error where there is none any more.
    virtual void cancelRebuild(const QString& name, QObject* context, std::function<void(const Result<void>&)> done) = 0;
    /// Drops the rows and starts again in place.
    virtual void replayProjection(const QString& name) = 0;
    /// At most so many events a second of model time; 0: no limit.
    virtual void slowProjection(const QString& name, qint64 perSecond) = 0;
    /// Takes up a stream's parked events; what fails again stays parked, and `failed` says why.
    virtual void retryParked(const QString& name, const QString& stream) = 0;
    /// Leaves out the event of the stream that failed, for good, and takes up what waits behind it.
    virtual void skipParked(const QString& name, const QString& stream, const QString& reason) = 0;

    // — long work —
    virtual void import(const QString& file, double openingStockFactor, qint64 invoiceLimit) = 0;
    virtual void cancelImport() = 0;

    /// Back to the start of the workspace's scenario: an empty shop, position 0. What was there is gone.
    virtual void reset(QObject* context, std::function<void(const Result<void>&)> done) = 0;
    virtual void saveAs(const QString& folder, QObject* context, std::function<void(const Result<void>&)> done) = 0;

Q_SIGNALS:
    /// At most 60 times a second, coalesced: numbers only; who needs rows asks a Reader for a window.
    void advanced(const replay::api::PlatformStatus& status);
    void faultRulesChanged();  ///< or the pitfall switches
    void importProgressed(const replay::api::ImportReport& report, double share);
    void importFinished(const replay::api::ImportReport& report);
    /// The platform or a long work failed; the message is the engine's reason.
    void failed(const replay::base::Error& error);
};

struct NewWorkspace {
    quint64 seed = 42;
    bool isPrivate = false;
    QByteArray scenario;     ///< a scenario document, or empty
    QString sagaStyle = {};  ///< orchestration, choreography; empty: what the scenario says, else orchestration
};

/// Makes and opens workspaces: the one thing the desktop is given.
class Workspaces {
public:
    virtual ~Workspaces() = default;
    virtual Result<void> create(const QString& folder, const NewWorkspace& options) = 0;
    /// Opens for writing; where another process has it, opens read-only and PlatformStatus says so.
    virtual Result<std::unique_ptr<Session>> open(const QString& folder) = 0;
    struct Demonstration {
        QString id;
        QString name;
        QString claim;  ///< one line: what it shows
        int seconds = 90;
        QByteArray scenario;
    };
    /// The demonstrations inside the program.
    virtual QList<Demonstration> demonstrations() const = 0;

    // — what-if branches: thread-safe; the first two take long and are for a worker —
    /// Makes a branch of a workspace, open or not, in a folder that is not there yet. What cannot be leaves no folder behind.
    virtual Result<BranchMade> branch(const QString& parent, const QString& folder, const BranchRequest& request,
                                      const Progress& progress) = 0;
    virtual Result<LogDifference> compare(const QString& left, const QString& right) = 0;
    /// The original and all its branches that lie in the folders where they and the original are, each after what it comes from.
    virtual QList<BranchRow> family(const QString& folder) = 0;
};

}  // namespace replay::api

Q_DECLARE_METATYPE(replay::api::PlatformStatus)
Q_DECLARE_METATYPE(replay::api::ImportReport)
