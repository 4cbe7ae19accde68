// SPDX-License-Identifier: GPL-3.0-or-later
// What might have been, in the fake shop: branches, where they part, a saga at each of its gaps, old forms of events.
#include "core/base/json.h"
#include "tests/support/fake_session.h"

#include <QJsonDocument>
#include <QMutexLocker>
#include <QThread>

namespace replay::test {

namespace {

QString key(const char* latin) { return QString::fromLatin1(latin); }

constexpr int branchSteps = 20;

}  // namespace

api::Result<std::optional<api::EventForms>> FakeReader::eventForms(Position position)
{
    const auto row = event(position);
    if (!row)
        return row.error();
    if (!*row)
        return std::optional<api::EventForms>();
    api::EventForms forms;
    forms.event = **row;
    forms.stored = forms.read = forms.event.data;
    if (forms.event.eventType == u"OrderCreated") {
        // As though it had been stored before orders named their currency.
        QJsonObject old = QJsonDocument::fromJson(forms.stored).object();
        old.remove(key("currency"));
        forms.stored = base::jsonBytes(old);
        old.insert(key("currency"), key("USD"));
        forms.read = base::jsonBytes(old);
        forms.event.schemaVersion = 1;
        forms.newest = 2;
        forms.chain = {{forms.event.eventType, 1, 2}};
    }
    return std::optional(forms);
}

api::Result<api::SagaCounts> FakeReader::sagaCounts(Position at)
{
    const FakeShop& shop = m_platform->shop;
    const auto ofType = [&](const char* type) {
        LogFilter filter;
        filter.type = key(type);
        return static_cast<qint64>(shop.matches(filter, 0, at, at, false).size());
    };
    api::SagaCounts counts;
    counts.all = shop.ordersAt(at);
    counts.completed = ofType("SagaCompleted");
    counts.failed = ofType("SagaFailed");
    counts.compensating = ofType("SagaCompensating") - counts.failed;
    counts.running = counts.all - counts.completed - counts.failed - counts.compensating;
    counts.stuck = ofType("SagaStuck");
    return counts;
}

api::Result<std::optional<api::SentCommand>> FakeReader::sentCommand(const QString& commandId)
{
    {
        const QMutexLocker lock(&m_platform->mutex);
        for (const api::SentCommand& sent : std::as_const(m_platform->sent)) {
            if (sent.commandId == commandId)
                return std::optional(sent);
        }
    }
    const auto thing = FakeShop::parse(commandId);
    const FakeShop& shop = m_platform->shop;
    if (!thing || thing->thing != Thing::Message || thing->number < 0 || thing->number >= shop.ordersAt(shop.head()))
        return std::optional<api::SentCommand>();
    return std::optional(api::SentCommand{commandId, key("PlaceOrder"), base::jsonBytes(shop.orderData(thing->number)),
                                          shop.orderStart(thing->number), key("done"), QString()});
}

void FakeSession::setPlace(const QString& folder, const std::optional<api::BranchOrigin>& origin)
{
    m_folder = folder;
    m_origin = origin;
}

QStringList FakeSession::triedSagas() const { return {key("OrderProcessing"), key("OrderReturn")}; }

api::Result<QList<api::GapTrial>> FakeSession::tryAllGaps(const api::GapQuestion& question, const api::Progress& progress) const
{
    static const QList<std::pair<QString, QString>> gaps{
        {key("received"), key("lost_request")}, {key("committed"), key("crash_after_commit")}, {key("published"), key("lost_reply")}};
    QList<api::GapTrial> trials;
    for (const char* step : {"create_order", "reserve_inventory", "process_payment", "confirm_order"}) {
        for (const auto& [gap, fault] : gaps) {
            if (progress && !progress(static_cast<double>(trials.size()) / 12.0))
                return base::cancelled();
            api::GapTrial trial;
            trial.step = key(step);
            trial.gap = gap;
            trial.fault = fault;
            trial.outcome = key("completed");
            trial.attempts = fault == u"crash_after_commit" ? 1 : 2;
            trial.durationUs = 1'250'000;
            for (const char* name : {"streams", "money", "stock", "sagas", "folds", "deliveries"})
                trial.invariants.append({key(name), true, 12, {}, {}});
            if (!question.pitfalls.isEmpty() && fault == u"crash_after_commit" && trial.step == u"process_payment") {
                trial.outcome = key("stuck");
                trial.invariants[1].ok = false;
                trial.invariants[1].violations = {
                    {key("0199c0de-0000-7000-8000-000000000001"), key("49.90 were paid and never returned"), 17, {}}};
            }
            trials.append(trial);
        }
    }
    return trials;
}

api::Result<api::BranchMade> FakeWorkspaces::branch(const QString& parent, const QString& folder, const api::BranchRequest& request,
                                                    const api::Progress& progress)
{
    if (folder.contains(QLatin1String("taken")))
        return base::unusable(QStringLiteral("%1 exists already").arg(folder));
    if (request.position > m_options.events)
        return base::malformed(QStringLiteral("position %1: the log ends at %2").arg(request.position).arg(m_options.events));
    for (const api::BranchChange& change : request.changes) {
        if (change.code != u"amend_command")
            continue;
        if (const auto data = base::parseJsonObject(change.data, change.name); !data)
            return data.error();
    }
    for (int i = 0; i < branchSteps; ++i) {
        do {
            if (progress && !progress(static_cast<double>(i) / branchSteps))
                return base::cancelled();
            if (hold && i == branchSteps / 2)
                QThread::msleep(1);
        } while (hold && i == branchSteps / 2);
    }
    const QMutexLocker lock(&m_mutex);
    m_branches.append({folder, 1, api::BranchOrigin{parent, request.position, request.changes}});
    return api::BranchMade{request.position, key("00")};
}

api::Result<api::LogDifference> FakeWorkspaces::compare(const QString& left, const QString& right)
{
    api::LogDifference difference;
    if (left == right) {
        difference.equal = true;
        return difference;
    }
    const FakeShop shop(m_options.events);
    difference.position = std::min<Position>(m_options.events, 300);
    difference.left = shop.event(difference.position);
    difference.right = shop.event(difference.position - 1);
    difference.leftOnly = {{key("SagaCompleted"), 3}};
    difference.rightOnly = {{key("SagaFailed"), 1}, {key("PaymentDeclined"), 1}};
    return difference;
}

QList<api::BranchRow> FakeWorkspaces::family(const QString& folder)
{
    const QMutexLocker lock(&m_mutex);
    QString root = folder;
    for (const api::BranchRow& row : std::as_const(m_branches)) {
        if (row.folder == folder)
            root = row.origin->parent;
    }
    QList<api::BranchRow> all{{root, 0, std::nullopt}};
    for (const api::BranchRow& row : std::as_const(m_branches)) {
        if (row.origin->parent == root)
            all.append(row);
    }
    return all;
}

}  // namespace replay::test
