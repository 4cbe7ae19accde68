// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/api/session.h"
#include "tests/support/fake_reader.h"

#include <QTimer>

namespace replay::test {

struct FakeOptions {
    qint64 events = 20'000;  ///< a million costs no memory
    bool readOnly = false;
    int tickMs = 40;        ///< how often the clock ticks while it plays
    int eventsPerTick = 3;  ///< at speed 1
    int answerMs = 10;      ///< how long a command takes
};

/// An api::Session over a FakeShop, without threads or files: for the pages' tests, and for looking at pages without a core.
/// The paused clock moves only by step(); play() appends events by a timer; import reports progress by a timer.
class FakeSession : public api::Session {
    Q_OBJECT
public:
    explicit FakeSession(const FakeOptions& options = {}, QObject* parent = nullptr);

    QString folder() const override { return m_folder; }
    std::optional<api::BranchOrigin> origin() const override { return m_origin; }
    api::PlatformStatus status() const override;
    api::Result<std::unique_ptr<api::Reader>> makeReader() const override;

    void play() override;
    void pause() override;
    void step(api::StepSize size) override;
    void setSpeed(double factor) override;

    void send(const api::CommandRequest& request, QObject* context, std::function<void(const api::CommandAnswer&)> answered) override;
    void sendOneOrder(QObject* context, std::function<void(const api::CommandAnswer&)> answered) override;
    QList<api::RequestSchema> commandSchemas() const override;
    QList<api::RequestSchema> querySchemas() const override;

    QList<api::FaultRule> faultRules() const override { return m_rules; }
    void armFault(const api::FaultRule& rule) override;
    void disarmFault(qint64 id) override;
    api::FaultVocabulary faultVocabulary() const override;
    api::Result<api::FaultRule> readFaultRule(const QByteArray& json) const override;
    QList<api::PitfallSwitch> pitfalls() const override;
    void setPitfall(const QString& code, bool on) override;

    QStringList triedSagas() const override;
    /// Of the order's saga: every trial ends well, unless a pitfall is on.
    api::Result<QList<api::GapTrial>> tryAllGaps(const api::GapQuestion& question, const api::Progress& progress) const override;

    void pauseProjection(const QString& name) override;
    void resumeProjection(const QString& name) override;
    void rebuildProjection(const QString& name) override;
    void cancelRebuild(const QString& name, QObject* context, std::function<void(const api::Result<void>&)> done) override;
    void replayProjection(const QString& name) override;
    void slowProjection(const QString& name, qint64 perSecond) override;
    void retryParked(const QString& name, const QString& stream) override;
    void skipParked(const QString& name, const QString& stream, const QString& reason) override;

    void import(const QString& file, double openingStockFactor, qint64 invoiceLimit) override;
    void cancelImport() override;
    void reset(QObject* context, std::function<void(const api::Result<void>&)> done) override;
    void saveAs(const QString& folder, QObject* context, std::function<void(const api::Result<void>&)> done) override;

    // — what tests turn —
    void setPlace(const QString& folder, const std::optional<api::BranchOrigin>& origin);
    FakeShop& shop() { return m_platform->shop; }
    FakePlatform& platform() { return *m_platform; }
    /// Appends so many events at once and says so, as one batch of the platform does.
    void advance(qint64 events);
    void failProjection(const QString& name, const QString& reason);
    void stallProjection(const QString& name, const QString& why);
    void park(const api::ParkedEvent& event);
    /// Makes one invariant red, with one violation.
    void breakInvariant(const QString& name, const QString& detail, Position position);
    /// Stops the platform as an error of the disk does.
    void failPlatform(const QString& reason);

private:
    void announce();
    void startRebuild(const QString& name, bool inPlace);
    void takeUp(const QString& name, const QString& stream, const QString& reason);
    void changeProjection(const QString& name, const std::function<void(api::ProjectionInfo&)>& change);
    api::CommandAnswer answer(const api::CommandRequest& request);
    /// Does what an operator asks for; false: it is refused.
    bool operate(const api::CommandRequest& request, const QString& sagaId);

    FakeOptions m_options;
    QString m_folder = QStringLiteral("/srv/shops/demo.replay");
    std::optional<api::BranchOrigin> m_origin;
    std::shared_ptr<FakePlatform> m_platform;
    QTimer m_clock;
    QTimer m_import;
    bool m_running = false;
    double m_speed = 1.0;
    int m_gap = -1;
    QString m_error;
    QList<api::FaultRule> m_rules;
    qint64 m_lastRule = 0;
    QStringList m_pitfalls;
    qint64 m_lastCommand = 0;
    std::map<QString, api::CommandAnswer> m_receipts;
    api::ImportReport m_report;
    qint64 m_importRows = 0;
};

/// Opens fake sessions, for the window's tests.
class FakeWorkspaces : public api::Workspaces {
public:
    explicit FakeWorkspaces(const FakeOptions& options = {}) : m_options(options) {}
    api::Result<void> create(const QString& folder, const api::NewWorkspace& options) override;
    api::Result<std::unique_ptr<api::Session>> open(const QString& folder) override;
    QList<Demonstration> demonstrations() const override;

    /// A folder whose name holds "taken" is there already; a branch waits at half of its way while `hold` is on.
    api::Result<api::BranchMade> branch(const QString& parent, const QString& folder, const api::BranchRequest& request,
                                        const api::Progress& progress) override;
    api::Result<api::LogDifference> compare(const QString& left, const QString& right) override;
    QList<api::BranchRow> family(const QString& folder) override;

    std::atomic<bool> hold = false;

private:
    FakeOptions m_options;
    mutable QMutex m_mutex;
    QList<api::BranchRow> m_branches;
};

}  // namespace replay::test
