// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/runtime/gateway.h"

#include "core/contracts/personal_data.h"
#include "core/faults/fault_counts.h"
#include "core/storage/transaction.h"

#include <QJsonDocument>

namespace replay::runtime {
namespace {

using storage::Row;
using storage::Utf8;
using storage::bind;

constexpr qint64 clientRetryUs = 1 * base::usPerSecond;
constexpr int clientRetriesMax = 20;

bool isCalm(const QString& actor) { return actor == u"setup" || actor == u"import"; }

/// The client hears nothing and sends again.
bool neverArrives(const faults::Injection& fault)
{
    return fault.kind == u"no_reply" || fault.kind == u"lost_request" || fault.kind == u"partition";
}

QByteArray sendKey(const QUuid& messageId, int attempt) { return messageId.toRfc4122() + QByteArray::number(attempt); }

}  // namespace

QJsonObject toJson(const api::FaultRule& rule)
{
    QJsonObject json{{QStringLiteral("kind"), rule.kind},        {QStringLiteral("service"), rule.service},
                     {QStringLiteral("message"), rule.message},  {QStringLiteral("step"), rule.step},
                     {QStringLiteral("order"), rule.order},      {QStringLiteral("occurrence"), rule.occurrence},
                     {QStringLiteral("times"), rule.times},      {QStringLiteral("probability"), rule.probability},
                     {QStringLiteral("delay_us"), rule.delayUs}, {QStringLiteral("down_for_us"), rule.downForUs},
                     {QStringLiteral("reason"), rule.reason}};
    if (!rule.peer.isEmpty())
        json.insert(QStringLiteral("peer"), rule.peer);
    if (rule.from)
        json.insert(QStringLiteral("from_us"), static_cast<qint64>(rule.from->us));
    if (rule.until)
        json.insert(QStringLiteral("until_us"), static_cast<qint64>(rule.until->us));
    return json;
}

api::FaultRule faultRuleFromJson(const QJsonObject& json)
{
    api::FaultRule rule;
    rule.kind = json[QStringLiteral("kind")].toString();
    rule.service = json[QStringLiteral("service")].toString();
    rule.peer = json[QStringLiteral("peer")].toString();
    rule.message = json[QStringLiteral("message")].toString();
    rule.step = json[QStringLiteral("step")].toString();
    rule.order = json[QStringLiteral("order")].toInteger();
    rule.occurrence = json[QStringLiteral("occurrence")].toInteger();
    rule.times = json[QStringLiteral("times")].toInteger();
    rule.probability = json[QStringLiteral("probability")].toDouble(1.0);
    rule.delayUs = json[QStringLiteral("delay_us")].toInteger();
    rule.downForUs = json[QStringLiteral("down_for_us")].toInteger();
    rule.reason = json[QStringLiteral("reason")].toString();
    if (json.contains(QStringLiteral("from_us")))
        rule.from = ModelTime{json[QStringLiteral("from_us")].toInteger()};
    if (json.contains(QStringLiteral("until_us")))
        rule.until = ModelTime{json[QStringLiteral("until_us")].toInteger()};
    return rule;
}

Status Gateway::load()
{
    REPLAY_TRY(faults::loadCounts(*m_database, m_plan));
    REPLAY_ASSIGN(m_amendments, readAmendments(*m_database));
    REPLAY_ASSIGN(auto rules, faultRules());
    m_plan.setRules(std::move(rules));
    return {};
}

Result<QString> Gateway::setting(const QString& name) const
{
    QString value;
    REPLAY_TRY(m_database->each("SELECT value FROM settings WHERE name = ?", bind(name), [&](const Row& row) { value = row.text(0); }));
    return value;
}

Status Gateway::setSetting(const QString& name, const QString& value)
{
    REPLAY_TRY(m_database->run("INSERT INTO settings (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
                               name, value));
    return {};
}

Result<std::vector<Admission>> Gateway::admit(const std::vector<scenarios::PlannedInput>& inputs, const QString& source,
                                              const QJsonObject& bookmark, bool done)
{
    std::vector<Admission> admitted;
    storage::Transaction transaction(*m_database);
    REPLAY_TRY(transaction.begun());
    for (const scenarios::PlannedInput& input : inputs)
        REPLAY_TRY(record(input, source, admitted));
    if (!source.isEmpty()) {
        REPLAY_TRY(m_database->run(
            "INSERT INTO sources (name, bookmark, done) VALUES (?, ?, ?) ON CONFLICT (name) DO UPDATE SET bookmark = excluded.bookmark, "
            "done = excluded.done",
            source, Utf8{base::jsonBytes(bookmark)}, done));
    }
    REPLAY_TRY(faults::saveCounts(*m_database, m_plan));
    REPLAY_TRY(transaction.commit());
    return admitted;
}

Status Gateway::record(scenarios::PlannedInput input, const QString& source, std::vector<Admission>& admitted)
{
    commands::Message& message = input.message;
    if (m_amendments.skippedCommands.contains(message.id))
        return {};
    if (const auto amended = m_amendments.amendedCommands.constFind(message.id); amended != m_amendments.amendedCommands.cend())
        message.data = *amended;
    ModelTime sentAt = input.at;
    faults::Flight flight;
    if (isCalm(message.actor)) {
        flight = m_transport.planCalm(sentAt);
    } else {
        const auto fault = m_plan.decide(
            {input.target, QStringLiteral("client"), message.name, {}, false, 0, sentAt, sendKey(message.id, 1)}, m_transport.random());
        for (int attempt = 1;; ++attempt) {
            const bool swallowed = attempt == 1 && fault && neverArrives(*fault);
            flight = m_transport.plan(sentAt, sendKey(message.id, attempt), swallowed || attempt > 1 ? std::nullopt : fault);
            if ((!flight.lost && !swallowed) || attempt == clientRetriesMax)
                break;
            sentAt = sentAt + clientRetryUs;
        }
        if (fault && !neverArrives(*fault))
            flight.fault = fault;
    }
    std::optional<std::int64_t> expected;
    if (message.expectedVersion)
        expected = message.expectedVersion->version();
    const auto& fault = flight.fault;
    // A password is not recorded: it lives, hashed, in `users` alone. A registration that a kill caught on its way goes on locked.
    QJsonObject recorded = message.data;
    recorded.remove(QStringLiteral("password"));
    if (const QUuid customer = base::idOf(recorded.value(QStringLiteral("customer_id"))); m_forgotten.contains(customer))
        recorded = contracts::redacted(message.name, recorded, customer);
    REPLAY_ASSIGN(
        const int added,
        m_database->run(
            "INSERT INTO inputs (at, message_id, correlation_id, name, target, actor, data, expected_version, due_at, second_due_at, "
            "fault, fault_reason, fault_rule, down_for, source) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (message_id) DO NOTHING",
            input.at, message.id, message.correlationId, message.name, input.target, message.actor, Utf8{base::jsonBytes(recorded)},
            expected, flight.dueAt, flight.secondDueAt, fault ? fault->kind : QString(), fault ? fault->reason : QString(),
            fault ? std::optional<std::int64_t>(fault->rule) : std::nullopt, fault ? static_cast<std::int64_t>(fault->downForUs) : 0,
            source.isNull() ? QStringLiteral("") : source));
    if (added == 0)
        return {};  // the same input again: recorded once, handled once
    Delivery delivery;
    delivery.message = message;
    if (fault) {
        delivery.message.fault = fault->kind;
        delivery.message.faultReason = fault->reason;
        delivery.rule = fault->rule;
        delivery.downForUs = fault->downForUs;
    }
    admitted.push_back({input.target, flight.dueAt, delivery});
    if (flight.secondDueAt) {
        delivery.copy = 2;
        admitted.push_back({input.target, *flight.secondDueAt, delivery});
    }
    return {};
}

Result<std::vector<Admission>> Gateway::pending(const QString& target, ModelTime from) const
{
    std::vector<Admission> pending;
    const auto collect = [&](const Row& row) {
        Delivery delivery;
        delivery.message.id = row.id(0);
        delivery.message.correlationId = row.id(1);
        delivery.message.name = row.text(2);
        delivery.message.actor = row.text(3);
        delivery.message.data = QJsonDocument::fromJson(row.bytes(4)).object();
        if (!row.isNull(5))
            delivery.message.expectedVersion = events::ExpectedVersion::exact(static_cast<int>(row.integer(5)));
        if (!row.isNull(8)) {
            delivery.message.fault = row.text(8);
            delivery.message.faultReason = row.text(9);
            delivery.rule = row.integer(10);
            delivery.downForUs = row.integer(11);
        }
        if (row.time(6) >= from)
            pending.push_back({target, row.time(6), delivery});
        if (!row.isNull(7) && row.time(7) >= from) {
            delivery.copy = 2;
            pending.push_back({target, row.time(7), delivery});
        }
    };
#define INPUT_COLUMNS                                                                                                                      \
    "SELECT message_id, correlation_id, name, actor, data, expected_version, due_at, second_due_at, fault, fault_reason, fault_rule, "     \
    "down_for FROM inputs "
    REPLAY_TRY(m_database->each(INPUT_COLUMNS "WHERE target = ? AND due_at >= ?", bind(target, from), collect));
    REPLAY_TRY(m_database->each(INPUT_COLUMNS "WHERE target = ? AND second_due_at >= ? AND due_at < ?", bind(target, from, from), collect));
    return pending;
}

Result<std::optional<Gateway::SourceState>> Gateway::source(const QString& name) const
{
    std::optional<SourceState> state;
    REPLAY_TRY(m_database->each("SELECT bookmark, done FROM sources WHERE name = ?", bind(name), [&](const Row& row) {
        state = SourceState{QJsonDocument::fromJson(row.bytes(0)).object(), row.flag(1)};
    }));
    return state;
}

Result<std::vector<faults::Pitfalls::Stretch>> Gateway::pitfalls() const
{
    std::vector<faults::Pitfalls::Stretch> stretches;
    REPLAY_TRY(m_database->each("SELECT name, on_at, off_at FROM pitfalls ORDER BY id", bind(), [&](const Row& row) {
        if (const auto pitfall = faults::pitfallOf(row.text(0)))
            stretches.push_back({*pitfall, row.time(1), row.isNull(2) ? std::nullopt : std::optional(row.time(2))});
    }));
    return stretches;
}

Status Gateway::switchPitfall(faults::Pitfall pitfall, bool on, ModelTime at)
{
    if (on) {
        REPLAY_TRY(m_database->run(
            "INSERT INTO pitfalls (name, on_at) SELECT ?, ? WHERE NOT EXISTS (SELECT 1 FROM pitfalls WHERE name = ? AND off_at IS NULL)",
            toText(pitfall), at, toText(pitfall)));
    } else {
        REPLAY_TRY(m_database->run("UPDATE pitfalls SET off_at = ? WHERE name = ? AND off_at IS NULL", at, toText(pitfall)));
    }
    return {};
}

Result<QList<api::FaultRule>> Gateway::faultRules() const
{
    QList<api::FaultRule> rules;
    REPLAY_TRY(m_database->each("SELECT id, rule, armed, armed_at, disarmed_at FROM fault_rules ORDER BY id", bind(), [&](const Row& row) {
        api::FaultRule rule = faultRuleFromJson(QJsonDocument::fromJson(row.bytes(1)).object());
        rule.id = row.integer(0);
        rule.armed = row.flag(2);
        if (!row.isNull(3))
            rule.armedAt = row.time(3);
        if (!row.isNull(4))
            rule.disarmedAt = row.time(4);
        rules.append(rule);
    }));
    return rules;
}

Result<qint64> Gateway::addFaultRule(const api::FaultRule& rule)
{
    REPLAY_TRY(m_database->run("INSERT INTO fault_rules (rule, armed, armed_at) VALUES (?, 1, ?)", Utf8{base::jsonBytes(toJson(rule))},
                               rule.armedAt));
    REPLAY_ASSIGN(const std::int64_t id, m_database->integer("SELECT max(id) FROM fault_rules", 0));
    return id;
}

Status Gateway::disarmFaultRule(qint64 id, ModelTime at)
{
    REPLAY_TRY(
        m_database->run("UPDATE fault_rules SET armed = 0, disarmed_at = ? WHERE id = ? AND armed = 1", at, static_cast<std::int64_t>(id)));
    return {};
}

Result<QString> Gateway::targetOf(const QUuid& messageId) const
{
    QString target;
    REPLAY_TRY(
        m_database->each("SELECT target FROM inputs WHERE message_id = ?", bind(messageId), [&](const Row& row) { target = row.text(0); }));
    return target;
}

Status Gateway::forget(const QUuid& person, QList<QUuid> messages)
{
    rememberForgotten(person);
    storage::Transaction transaction(*m_database);
    REPLAY_TRY(transaction.begun());
    // Orders, of which some were refused: no event of the person's tells of them.
    REPLAY_TRY(m_database->each("SELECT message_id FROM inputs WHERE name IN ('PlaceOrder', 'CreateOrder') AND "
                                "lower(json_extract(data, '$.customer_id')) = ?",
                                bind(base::idText(person)), [&](const Row& row) { messages.append(row.id(0)); }));
    for (const QUuid& message : messages) {
        QByteArray kept;
        QString command;
        REPLAY_TRY(m_database->each("SELECT name, data FROM inputs WHERE message_id = ?", bind(message), [&](const Row& row) {
            command = row.text(0);
            kept = row.bytes(1);
        }));
        if (kept.isEmpty())
            continue;  // a saga's message: it came through no gateway
        const QByteArray left = base::jsonBytes(contracts::redacted(command, QJsonDocument::fromJson(kept).object(), person));
        if (left != kept)
            REPLAY_TRY(m_database->run("UPDATE inputs SET data = ? WHERE message_id = ?", Utf8{left}, message));
    }
    return transaction.commit();
}

Result<ModelTime> Gateway::lastPersonalInputAt() const
{
    REPLAY_ASSIGN(const std::int64_t at, m_database->integer("SELECT at FROM inputs WHERE actor = 'user' ORDER BY seq DESC LIMIT 1", 0));
    return ModelTime{at};
}

}  // namespace replay::runtime
