// SPDX-License-Identifier: GPL-3.0-or-later
// The first look at an exported log: whether a workspace can be made of it. Nothing is written before the last line was read.
#include "core/contracts/purchase_course.h"
#include "core/contracts/upcasters.h"
#include "core/events/personal_keys.h"
#include "core/runtime/log_import.h"
#include "core/sagas/definition.h"

#include <QHash>
#include <QJsonArray>

namespace replay::runtime {
namespace {

using namespace Qt::StringLiterals;
using base::idText;

constexpr qint64 eventsPerLook = 1'000;

QJsonObject countsJson(const QMap<QString, qint64>& counts)
{
    QJsonObject json;
    for (auto each = counts.cbegin(); each != counts.cend(); ++each)
        json.insert(each.key(), *each);
    return json;
}

class LogCheck {
public:
    LogCheck(log::LogFile& file, const Manifest& manifest) : m_file(file), m_manifest(manifest), m_random(manifest.seed) {}

    Status take(const log::LogFile::Entry& entry);
    Result<CheckedLog> finish();
    qint64 events() const { return m_lines; }

private:
    struct Stream {
        int version = 0;
        qsizetype orderLines = 0;
        ModelTime at;
    };
    struct Saga {
        const sagas::Definition* definition = nullptr;
        QString orderId;
        qint64 line = 0;
        bool ended = false;
    };
    Status check(const log::LoggedEvent& event);
    Status checkPlace(const log::LoggedEvent& event, Stream& stream);
    Status checkSaga(const log::LoggedEvent& event);
    Status checkReturnedLines(const QJsonObject& data, const Stream& stream) const;
    Status checkPurchase(const log::LoggedEvent& event, const QJsonObject& data);
    void lookAtPerson(const log::LoggedEvent& event);
    void count(const log::LoggedEvent& event);
    Status refuseForeign() const;
    Status refuseOpen() const;
    Status refuseSealed() const;

    log::LogFile& m_file;
    const Manifest& m_manifest;
    base::Random m_random;
    CheckedLog m_checked;
    qint64 m_lines = 0;
    qint64 m_line = 0;  ///< of the current event
    ModelTime m_recorded;
    QHash<QUuid, Stream> m_streams;
    QSet<QUuid> m_ids;
    QHash<QUuid, Saga> m_sagas;
    struct Purchase {
        contracts::PurchaseCourse course;
        qint64 line = 0;
    };
    QHash<QUuid, Purchase> m_purchases;                     ///< choreographed and not over, by order
    QHash<QUuid, std::pair<qint64, QString>> m_unanswered;  ///< events that start a saga: their line and type
    QHash<QUuid, qint64> m_unreadable;                      ///< persons whose data do not open: the line of the first
    struct Foreign {
        qint64 count = 0;
        qint64 line = 0;
    };
    QMap<QString, Foreign> m_foreign;
};

Status LogCheck::take(const log::LogFile::Entry& entry)
{
    ++m_lines;
    m_line = entry.line;
    const auto named = [&](const Status& status) { return status ? Status() : Status(m_file.error(entry.line, status.error().message)); };
    const QString type = entry.json.value("type"_L1).toString();
    const bool foreign = !type.isEmpty() && !contracts::eventTypes().contains(type);
    if (!m_foreign.isEmpty() && !foreign)
        return {};  // the file is refused already: only what else is foreign is still of interest
    REPLAY_TRY(named(log::checkEnvelope(entry.json)));
    if (foreign) {
        Foreign& seen = m_foreign[type];
        seen.line = seen.count++ == 0 ? entry.line : seen.line;
        return {};
    }
    auto event = log::eventOf(entry.json);
    if (!event)
        return m_file.error(entry.line, event.error().message);
    for (const QString& attribute : log::strangeAttributes(entry.json))
        ++m_checked.report.leftOut[attribute];
    if (event->appendedAt.us != 0 && event->appendedAt < m_recorded)
        return m_file.error(entry.line, u"recordedtime: expected no time before that of the event before it (%1), got %2"_s.arg(
                                            m_recorded.toString(), event->appendedAt.toString()));
    completeTime(*event, m_recorded);
    m_recorded = event->appendedAt;
    REPLAY_TRY(named(check(*event)));
    count(*event);
    return {};
}

Status LogCheck::check(const log::LoggedEvent& event)
{
    if (event.position != m_lines)
        return base::malformed(
            u"sequence: expected \"%1\", got \"%2\": a log is imported whole, from its first event on"_s.arg(m_lines).arg(event.position));
    if (m_ids.contains(event.eventId))
        return base::malformed(u"id: %1 is the id of an event before it"_s.arg(idText(event.eventId)));
    m_ids.insert(event.eventId);
    Stream& stream = m_streams[event.aggregateId];
    REPLAY_TRY(checkPlace(event, stream));
    const QJsonObject data = event.data();
    if (event.eventType == "OrderCreated"_L1)
        stream.orderLines = data["items"_L1].toArray().size();
    if (event.aggregateType == "Order"_L1 && event.eventType.startsWith("OrderItemsTakenBack"_L1))
        REPLAY_TRY(checkReturnedLines(data, stream));
    if (event.eventType == "OrderReturnRequested"_L1)
        REPLAY_TRY(checkReturnedLines(data, stream));
    if (sagas::startedBy(event.eventType))
        m_unanswered.insert(event.eventId, {m_line, event.eventType});
    lookAtPerson(event);
    REPLAY_TRY(checkPurchase(event, data));
    return event.aggregateType == "Saga"_L1 ? checkSaga(event) : Status();
}

Status LogCheck::checkPlace(const log::LoggedEvent& event, Stream& stream)
{
    if (event.version != stream.version + 1)
        return base::malformed(u"aggregateversion: expected %1 of %2 %3, got %4"_s.arg(stream.version + 1)
                                   .arg(event.aggregateType, idText(event.aggregateId))
                                   .arg(event.version));
    if (event.occurredAt < stream.at)
        return base::malformed(u"time: expected no time before that of version %1 of its stream (%2), got %3"_s.arg(stream.version)
                                   .arg(stream.at.toString(), event.occurredAt.toString()));
    if (event.appendedAt < event.occurredAt)
        return base::malformed(u"recordedtime: expected no time before the event's own (%1), got %2"_s.arg(event.occurredAt.toString(),
                                                                                                           event.appendedAt.toString()));
    stream.version = event.version;
    stream.at = event.occurredAt;
    return {};
}

Status LogCheck::checkReturnedLines(const QJsonObject& data, const Stream& stream) const
{
    const QJsonArray items = data["items"_L1].toArray();
    for (qsizetype i = 0; i < items.size(); ++i) {
        if (items[i]["line"_L1].toInteger() >= stream.orderLines)
            return base::malformed(u"data.items[%1].line: the order has %2 lines"_s.arg(i).arg(stream.orderLines));
    }
    return {};
}

Status LogCheck::checkSaga(const log::LoggedEvent& event)
{
    const QJsonObject data = event.data();
    if ((event.version == 1) != (event.eventType == "SagaStarted"_L1))
        return base::malformed(u"type: the first event of a saga is SagaStarted, and no other"_s);
    Saga& saga = m_sagas[event.aggregateId];
    if (event.version == 1) {
        const QString type = data["type"_L1].toString();
        const int version = data["definition_version"_L1].toInt();
        saga.definition = sagas::findDefinition(type, version);
        saga.orderId = data["order_id"_L1].toString();
        saga.line = m_line;
        m_unanswered.remove(event.causationId);
        if (!saga.definition)
            return base::malformed(u"data.type: there is no saga %1 of version %2"_s.arg(type.left(80)).arg(version));
        QStringList expected;
        for (const sagas::Step& step : saga.definition->steps)
            expected << step.id;
        QStringList steps;
        for (const QJsonValue& step : data["steps"_L1].toArray())
            steps << step.toString();
        if (steps != expected)
            return base::malformed(u"data.steps: expected those of %1: %2"_s.arg(type, expected.join(u", "_s)));
        return {};
    }
    saga.ended = saga.ended || event.eventType == "SagaCompleted"_L1 || event.eventType == "SagaFailed"_L1;
    const QString step = data["step"_L1].toString();
    const auto& steps = saga.definition->steps;
    if (!step.isEmpty() && std::none_of(steps.begin(), steps.end(), [&](const sagas::Step& each) { return each.id == step; }))
        return base::malformed(u"data.step: the saga has no step \"%1\""_s.arg(step.left(80)));
    if (step.isEmpty() && data.contains("step"_L1) && event.eventType.startsWith("SagaSt"_L1))
        return base::malformed(u"data.step: expected a step of the saga, got an empty text"_s);
    return {};
}

/// Where nobody conducts purchases, each is told by the events of its order.
Status LogCheck::checkPurchase(const log::LoggedEvent& event, const QJsonObject& data)
{
    const bool conducted = event.eventType == "SagaStarted"_L1 && data["type"_L1] == "OrderProcessing"_L1;
    if (conducted || event.eventType == "OrderPlaced"_L1) {
        m_checked.sagaStyle = conducted ? contracts::orchestration : contracts::choreography;
        if (!m_manifest.sagaStyle.isEmpty() && m_manifest.sagaStyle != m_checked.sagaStyle)
            return base::malformed(
                u"type: %1 is of %2, and the workspace is made for %3"_s.arg(event.eventType, m_checked.sagaStyle, m_manifest.sagaStyle));
    }
    const auto fact = contracts::purchaseFact(event);
    if (!fact)
        return {};
    Purchase& purchase = m_purchases[fact->orderId];
    purchase.line = purchase.line == 0 ? m_line : purchase.line;
    purchase.course.take(*fact);
    const QString& status = purchase.course.status;
    m_checked.report.sagasCompleted += status == u"completed" ? 1 : 0;
    m_checked.report.sagasFailed += status == u"failed" ? 1 : 0;
    if (status.isEmpty() || purchase.course.isTerminal())
        m_purchases.remove(fact->orderId);
    return {};
}

void LogCheck::lookAtPerson(const log::LoggedEvent& event)
{
    if (event.eventType == "UserErased"_L1)
        m_checked.erased.insert(event.aggregateId);
    const QUuid person = events::personOf(event);
    if (!events::isSealed(event) || m_unreadable.contains(person))
        return;
    if (m_manifest.isPrivate || !events::opensWithSeed(event, m_random))
        m_unreadable.insert(person, m_line);
}

void LogCheck::count(const log::LoggedEvent& event)
{
    LogImport& report = m_checked.report;
    ++report.events;
    ++report.services[event.service];
    ++report.types[event.eventType];
    if (report.events == 1 || event.occurredAt < report.first)
        report.first = event.occurredAt;
    report.last = event.appendedAt;
}

Status LogCheck::refuseForeign() const
{
    if (m_foreign.isEmpty())
        return {};
    qint64 all = 0;
    QStringList types;
    for (auto type = m_foreign.cbegin(); type != m_foreign.cend(); ++type) {
        all += type->count;
        types << u"%1 (%2, first on line %3)"_s.arg(type.key()).arg(type->count).arg(type->line);
    }
    return base::malformed(u"%1: %2 of %3 events are of types that this platform does not have: %4"_s.arg(m_file.name())
                               .arg(all)
                               .arg(m_lines)
                               .arg(types.join(u", "_s)));
}

Status LogCheck::refuseOpen() const
{
    qint64 open = 0;
    const Saga* first = nullptr;
    QUuid firstId;
    for (auto saga = m_sagas.cbegin(); saga != m_sagas.cend(); ++saga) {
        if (saga->ended)
            continue;
        ++open;
        if (!first || saga->line < first->line) {
            first = &*saga;
            firstId = saga.key();
        }
    }
    const QString remedy =
        u"let the workspace it comes from finish (`replayctl run W`; a stuck saga: `sagas W resolve` or `abort`) and export again"_s;
    if (open > 0)
        return m_file.error(
            first->line,
            u"saga %1 of order %2 has not ended, nor have %3 others: %4"_s.arg(idText(firstId), first->orderId).arg(open - 1).arg(remedy));
    const auto line = [](const Purchase& a, const Purchase& b) { return a.line < b.line; };
    if (const auto earliest = std::min_element(m_purchases.cbegin(), m_purchases.cend(), line); earliest != m_purchases.cend())
        return m_file.error(earliest->line, u"the purchase of order %1 has not ended, nor have %2 others: %3"_s.arg(idText(earliest.key()))
                                                .arg(m_purchases.size() - 1)
                                                .arg(remedy));
    if (m_unanswered.isEmpty())
        return {};
    const auto earliest = std::min_element(m_unanswered.cbegin(), m_unanswered.cend());
    return m_file.error(earliest->first, u"%1 has not been taken up by its saga: %2"_s.arg(earliest->second, remedy));
}

Status LogCheck::refuseSealed() const
{
    qint64 persons = 0;
    qint64 line = 0;
    for (auto person = m_unreadable.cbegin(); person != m_unreadable.cend(); ++person) {
        if (m_checked.erased.contains(person.key()))
            continue;
        ++persons;
        line = line == 0 ? *person : std::min(line, *person);
    }
    if (persons == 0)
        return {};
    const QString why = m_manifest.isPrivate
                            ? u"a private workspace has keys of its own, and opens none that come from elsewhere"_s
                            : u"it takes the seed of the workspace that the file comes from (--seed), unless that one is private"_s;
    return m_file.error(line, u"data.personal: the personal data of %1 users do not open with the keys of seed %2: %3"_s.arg(persons)
                                  .arg(m_manifest.seed)
                                  .arg(why));
}

Result<CheckedLog> LogCheck::finish()
{
    REPLAY_TRY(refuseForeign());
    if (m_lines == 0)
        return base::malformed(u"%1: holds no events"_s.arg(m_file.name()));
    REPLAY_TRY(refuseOpen());
    REPLAY_TRY(refuseSealed());
    LogImport& report = m_checked.report;
    report.file = m_file.name();
    report.sha256 = m_file.sha256();
    report.sagasCompleted += report.types.value(u"SagaCompleted"_s);
    report.sagasFailed += report.types.value(u"SagaFailed"_s);
    report.users = report.types.value(u"UserRegistered"_s);
    report.usersErased = m_checked.erased.size();
    return m_checked;
}

}  // namespace

QJsonObject LogImport::toJson() const
{
    return {{u"file"_s, file},
            {u"sha256"_s, QString::fromLatin1(sha256)},
            {u"events"_s, events},
            {u"services"_s, countsJson(services)},
            {u"types"_s, countsJson(types)},
            {u"sagas"_s, QJsonObject{{u"completed"_s, sagasCompleted}, {u"failed"_s, sagasFailed}}},
            {u"users"_s, users},
            {u"users_erased"_s, usersErased},
            {u"attributes_left_out"_s, countsJson(leftOut)},
            {u"first"_s, first.toString()},
            {u"last"_s, last.toString()},
            {u"digest"_s, QString::fromLatin1(digest)}};
}

void completeTime(log::LoggedEvent& event, ModelTime last)
{
    if (event.appendedAt.us == 0)
        event.appendedAt = std::max(last, event.occurredAt);
}

Result<CheckedLog> checkLogFile(const QString& path, const Manifest& manifest, const api::Progress& progress)
{
    REPLAY_ASSIGN(const auto file, log::LogFile::open(path));
    LogCheck check(*file, manifest);
    for (;;) {
        REPLAY_ASSIGN(const auto entry, file->next());
        if (!entry)
            return check.finish();
        REPLAY_TRY(check.take(*entry));
        if (progress && check.events() % eventsPerLook == 0 && !progress(file->share()))
            return base::cancelled();
    }
}

}  // namespace replay::runtime
