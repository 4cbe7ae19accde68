// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/api/reader.h"
#include "tests/support/fake_shop.h"

#include <QMutex>
#include <atomic>
#include <memory>

namespace replay::test {

/// What a session and its readers share.
struct FakePlatform {
    explicit FakePlatform(qint64 events) : shop(events) {}
    FakeShop shop;
    std::atomic<int> readDelayMs{0};  ///< each answer about the log takes so long: for tests of stale answers and of cancelling
    std::atomic<int> reads{0};        ///< questions about the log that were answered
    mutable QMutex mutex;             ///< guards all below
    QString readError;                ///< where not empty, each question about the log fails with this reason
    QList<api::ProjectionInfo> projections;
    QList<api::ParkedEvent> parked;  ///< by rising position
    QList<api::SentCommand> sent;
    QList<api::InvariantResult> invariants;
    QHash<QString, QString> operated;  ///< what an operator did last with a saga: the action's code
};

class FakeReader : public api::Reader {
public:
    explicit FakeReader(std::shared_ptr<FakePlatform> platform) : m_platform(std::move(platform)) {}

    api::Result<Position> head() override;
    api::Result<QList<EventRow>> events(const LogFilter& filter, Position after, int limit, bool backwards) override;
    api::Result<qint64> count(const LogFilter& filter, Position upTo) override;
    api::Result<QList<Position>> anchors(const LogFilter& filter, Position upTo, int stride) override;
    api::Result<std::optional<EventRow>> event(Position position) override;
    api::Result<std::optional<EventRow>> eventById(const QString& eventId) override;
    api::Result<QList<api::TypeCount>> typeCounts() override;
    api::Result<QList<int>> density(int buckets) override;
    api::Result<QList<api::Marker>> markers(int limit) override;
    api::Result<Position> positionAt(ModelTime time) override;
    api::Result<std::optional<api::EventForms>> eventForms(Position position) override;

    api::Result<QList<api::AggregateRow>> aggregates(const QString& type, const QString& search, const QString& afterId, int limit,
                                                     std::optional<Position> at) override;
    api::SnapshotRule snapshotRule() const override { return {snapshotEvery, 0}; }
    api::Result<QList<api::TypeCount>> aggregateTypes() override;
    api::Result<QList<api::VersionMark>> versions(const QString& aggregateId, int afterVersion, int limit) override;
    api::Result<api::AggregateState> aggregateAtVersion(const QString& aggregateId, std::optional<int> version, bool useSnapshots) override;
    api::Result<api::AggregateState> aggregateAtTime(const QString& aggregateId, ModelTime time, bool useSnapshots) override;
    api::Result<api::AggregateState> aggregateAtPosition(const QString& aggregateId, Position position) override;

    api::Result<QList<api::ProjectionInfo>> projections() override;
    api::Result<api::RowSet> projectionRows(const QString& name, const QVariantList& afterKey, int limit) override;
    api::Result<api::RowSet> projectionRowsAt(const QString& name, Position position, int limit, const api::Progress& progress) override;
    api::Result<QList<api::ParkedEvent>> parkedEvents(const QString& name, Position after, int limit) override;
    api::Result<QList<api::ProjectionDecision>> projectionDecisions(const QString& name, int limit) override;
    api::Result<api::ProjectionCheck> verifyProjection(const QString& name, const api::Progress& progress) override;

    api::Result<QList<api::SagaRow>> sagas(const QString& status, qint64 beforeOrdinal, int limit, const QString& type) override;
    api::Result<QList<api::SagaAction>> sagaActions(const QString& sagaId) override;
    api::Result<api::SagaTimeline> saga(const QString& sagaId, std::optional<Position> at) override;
    api::Result<api::SagaCounts> sagaCounts(Position at) override;
    api::Result<QList<api::WhyLink>> whyFailed(const QString& sagaId) override;

    api::Result<api::Subject> subject(const QString& text) override;
    api::Result<api::WhyAnswer> why(const api::Subject& subject) override;
    api::Result<api::WhyAnswer> whyNot(const api::Subject& subject) override;
    api::Result<api::RowProvenance> provenance(const api::RowRef& row, const api::Progress& progress) override;
    api::Result<api::EventTrace> rowsTouched(const QString& eventId, const api::Progress& progress) override;

    api::Result<api::RowSet> query(const QString& name, const QByteArray& json) override;
    api::Result<api::QueryAnswer> ask(const QString& name, const QByteArray& json, Position atLeast, const api::Waiting& wait) override;
    api::Result<Position> lastPositionOf(const QString& commandId) override;
    api::Result<QList<api::SentCommand>> sentCommands(int limit) override;
    api::Result<std::optional<api::SentCommand>> sentCommand(const QString& commandId) override;
    api::Result<QList<api::InvariantResult>> verify(const api::Progress& progress) override;

    static constexpr int snapshotEvery = 50;

private:
    /// The reason why an answer about the log is refused, after the wait that tests ask for.
    std::optional<api::Error> trouble() const;
    void applyOperator(api::SagaRow& saga) const;
    std::vector<Position> stream(const QString& aggregateId, Position upTo) const;
    api::Result<api::AggregateState> fold(const QString& aggregateId, std::size_t versions, bool useSnapshots) const;
    std::shared_ptr<FakePlatform> m_platform;
};

}  // namespace replay::test
