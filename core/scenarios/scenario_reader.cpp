// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/scenarios/scenario_reader.h"

#include "core/base/json.h"
#include "core/contracts/purchase_course.h"
#include "core/scenarios/fault_reader.h"
#include "core/scenarios/timeline_reader.h"
#include "core/scenarios/vocabulary.h"

#include <QRegularExpression>
#include <cmath>

namespace replay::scenarios {
namespace {

using base::Fields;
using base::malformed;
using base::Result;
using base::Status;

constexpr std::int64_t shopMax = 1'000'000;
constexpr std::int64_t ordersMax = 100'000'000;
constexpr std::int64_t stockMax = 1'000'000'000;
constexpr std::int64_t linesMax = 1'000;
constexpr double perSecondMin = 0.000'001;
constexpr double perSecondMax = 100'000;
constexpr double latencyMaxMs = 3'600'000;
constexpr std::int64_t seedMax = 9'007'199'254'740'991;  // what a JSON number holds exactly

bool isPair(Fields& fields, const char* key, const QJsonArray& pair)
{
    const bool good = pair.size() == 2 && pair[0].isDouble() && pair[1].isDouble();
    if (!good)
        fields.fail(key, QStringLiteral("expected two numbers: [least, most]"));
    return good;
}

WholeRange wholeRange(Fields& fields, const char* key, WholeRange otherwise, std::int64_t low, std::int64_t high)
{
    const std::optional<QJsonArray> pair = fields.maybeArray(key);
    if (!pair || !isPair(fields, key, *pair))
        return otherwise;
    const double least = (*pair)[0].toDouble();
    const double most = (*pair)[1].toDouble();
    const auto lowest = static_cast<double>(low);
    const auto highest = static_cast<double>(high);
    if (std::trunc(least) != least || std::trunc(most) != most || !(least >= lowest) || !(most <= highest) || !(least <= most)) {
        fields.fail(key, QStringLiteral("expected two whole numbers from %1 to %2, the least first").arg(low).arg(high));
        return otherwise;
    }
    return {static_cast<std::int64_t>(least), static_cast<std::int64_t>(most)};
}

Result<Shop> readShop(const QJsonObject& object)
{
    Fields fields(object, QStringLiteral("shop"));
    Shop shop;
    shop.customers = fields.wholeOr("customers", shop.customers, 0, shopMax);
    shop.products = fields.wholeOr("products", shop.products, 0, shopMax);
    shop.openingStock = wholeRange(fields, "opening_stock", shop.openingStock, 0, stockMax);
    REPLAY_TRY(fields.finish());
    return shop;
}

Result<Workload> readWorkload(const QJsonObject& object)
{
    Fields fields(object, QStringLiteral("workload"));
    Workload workload;
    workload.orders = fields.wholeOr("orders", workload.orders, 0, ordersMax);
    workload.perSecond = fields.realOr("per_second", workload.perSecond, perSecondMin, perSecondMax);
    workload.returns = fields.realOr("returns", workload.returns, 0, 1);
    workload.itemsPerOrder = wholeRange(fields, "items_per_order", workload.itemsPerOrder, 1, linesMax);
    REPLAY_TRY(fields.finish());
    return workload;
}

Result<Network> readNetwork(const QJsonObject& object)
{
    Fields fields(object, QStringLiteral("network"));
    Network network;
    if (const std::optional<QJsonArray> pair = fields.maybeArray("latency_ms"); pair && isPair(fields, "latency_ms", *pair)) {
        const double least = (*pair)[0].toDouble();
        const double most = (*pair)[1].toDouble();
        if (!(least >= 0) || !(most <= latencyMaxMs) || !(least <= most))
            fields.fail("latency_ms", QStringLiteral("expected two numbers from 0 to %1, the least first").arg(latencyMaxMs, 0, 'f', 0));
        network.latencyLowUs = std::llround(least * base::usPerMs);
        network.latencyHighUs = std::llround(most * base::usPerMs);
    }
    network.loss = fields.realOr("loss", 0, 0, 1);
    network.duplication = fields.realOr("duplication", 0, 0, 1);
    network.reordering = fields.realOr("reordering", 0, 0, 1);
    REPLAY_TRY(fields.finish());
    return network;
}

Result<QList<api::FaultRule>> readFaults(const QJsonArray& array, base::ModelTime start)
{
    if (array.size() > faultsMax)
        return malformed(QStringLiteral("faults: expected at most %1 rules, got %2").arg(faultsMax).arg(array.size()));
    QList<api::FaultRule> rules;
    for (qsizetype i = 0; i < array.size(); ++i) {
        const QString path = QStringLiteral("faults[%1]").arg(i);
        if (!array[i].isObject())
            return malformed(QStringLiteral("%1: expected an object with a \"kind\"").arg(path));
        Fields fields(array[i].toObject(), path);
        rules << readFaultRule(fields, start);
        REPLAY_TRY(fields.finish());
    }
    return rules;
}

Status checkPitfalls(const QJsonArray& array)
{
    for (qsizetype i = 0; i < array.size(); ++i) {
        const QString name = array[i].toString();
        if (!pitfallNames().contains(name))
            return malformed(QStringLiteral("pitfalls[%1]: %2").arg(i).arg(notOneOf(name, "pitfall", pitfallNames())));
    }
    return {};
}

bool isExpectable(const QString& key)
{
    static const QRegularExpression known(QStringLiteral("^(sagas\\.(completed|failed|stuck|compensating)|events\\.[A-Z][A-Za-z]*)$"));
    return known.match(key).hasMatch();
}

Result<Expectation> readExpectation(const QString& key, const QJsonValue& value)
{
    Expectation expectation{key, {}, {}};
    if (key == u"invariants") {
        const QJsonArray violated = value.toArray();
        if (value.toString() != u"hold" && violated.isEmpty())
            return malformed(QStringLiteral("expect.invariants: expected \"hold\", or the list of those that must be violated"));
        for (qsizetype i = 0; i < violated.size(); ++i) {
            const QString name = violated[i].toString();
            if (!invariantNames().contains(name))
                return malformed(QStringLiteral("expect.invariants[%1]: %2").arg(i).arg(notOneOf(name, "invariant", invariantNames())));
            expectation.violated << name;
        }
        return expectation;
    }
    if (!isExpectable(key))
        return malformed(QStringLiteral("expect.%1: unknown key; known are invariants, sagas.completed, sagas.failed, sagas.stuck, "
                                        "sagas.compensating and events.<type>")
                             .arg(key));
    const QString path = QString(QStringLiteral("expect.") % key);
    if (value.isObject()) {
        Fields fields(value.toObject(), path);
        expectation.min = fields.maybeWhole("min", 0, seedMax);
        expectation.max = fields.maybeWhole("max", 0, seedMax);
        REPLAY_TRY(fields.finish());
        if (!expectation.min && !expectation.max)
            return malformed(QStringLiteral("%1: expected \"min\", \"max\" or both").arg(path));
        return expectation;
    }
    const double number = value.toDouble(-1);
    if (!(number >= 0) || std::trunc(number) != number || number > static_cast<double>(seedMax))
        return malformed(QStringLiteral("%1: expected a whole number or {\"min\": …, \"max\": …}").arg(path));
    expectation.min = expectation.max = static_cast<std::int64_t>(number);
    return expectation;
}

Result<QList<Expectation>> readExpectations(const QJsonObject& object)
{
    QList<Expectation> expectations;
    for (auto entry = object.constBegin(); entry != object.constEnd(); ++entry) {
        REPLAY_ASSIGN(const Expectation expectation, readExpectation(entry.key(), entry.value()));
        expectations << expectation;
    }
    return expectations;
}

// The parts, each with its own path in messages.
Status readParts(Fields& fields, Scenario& scenario)
{
    if (const auto shop = fields.maybeObject("shop")) {
        REPLAY_ASSIGN(scenario.shop, readShop(*shop));
    }
    if (const auto workload = fields.maybeObject("workload")) {
        REPLAY_ASSIGN(scenario.workload, readWorkload(*workload));
    }
    if (const auto network = fields.maybeObject("network")) {
        REPLAY_ASSIGN(scenario.network, readNetwork(*network));
    }
    if (const auto faults = fields.maybeArray("faults")) {
        REPLAY_ASSIGN(scenario.faults, readFaults(*faults, scenario.start));
    }
    if (const auto versions = fields.maybeObject("saga_versions")) {
        Fields each(*versions, QStringLiteral("saga_versions"));
        scenario.purchaseVersion = static_cast<int>(each.wholeOr("OrderProcessing", 0, 1, contracts::purchaseVersionNewest));
        REPLAY_TRY(each.finish());
        if (scenario.sagaStyle == contracts::choreography)
            return malformed(QStringLiteral("saga_versions: where nobody orchestrates there is no definition to choose"));
    }
    if (const auto pitfalls = fields.maybeArray("pitfalls")) {
        REPLAY_TRY(checkPitfalls(*pitfalls));
        for (const QJsonValue& name : *pitfalls)
            scenario.pitfalls << name.toString();
        scenario.pitfalls.removeDuplicates();
    }
    if (const auto timeline = fields.maybeArray("timeline")) {
        REPLAY_ASSIGN(scenario.timeline, readTimeline(*timeline, scenario));
    }
    if (const auto expect = fields.maybeObject("expect")) {
        REPLAY_ASSIGN(scenario.expect, readExpectations(*expect));
    }
    return fields.finish();
}

Result<Scenario> readFields(const QJsonObject& object)
{
    Fields fields(object, QString());
    Scenario scenario;
    fields.maybeText("$schema");
    scenario.name = fields.text("name", 1, 120);
    scenario.description = fields.textOr("description", QString(), 200);
    if (const auto seed = fields.maybeWhole("seed", 0, seedMax))
        scenario.seed = static_cast<std::uint64_t>(*seed);
    if (const auto start = fields.maybeText("start")) {
        const Result<base::ModelTime> time = base::ModelTime::parse(*start);
        if (!time)
            fields.fail("start", time.error().message);
        else if (time->us < 0)
            fields.fail("start", QStringLiteral("expected a time after 1970-01-01T00:00:00Z"));
        else
            scenario.start = *time;
    }
    if (const auto style = fields.maybeText("saga_style"); style && !contracts::sagaStyles().contains(*style))
        fields.fail("saga_style", notOneOf(*style, "saga style", contracts::sagaStyles()));
    else
        scenario.sagaStyle = style.value_or(QString());
    REPLAY_TRY(readParts(fields, scenario));
    if (scenario.workload.orders > 0 && (scenario.shop.customers == 0 || scenario.shop.products == 0))
        return malformed(
            QStringLiteral("workload.orders: orders need at least one customer and one product: see shop.customers and shop.products"));
    return scenario;
}

}  // namespace

Result<Scenario> readScenario(const QByteArray& document, const QString& where)
{
    if (document.size() > scenarioBytesMax)
        return malformed(
            QStringLiteral("%1: a scenario has at most %2 bytes, this has %3").arg(where).arg(scenarioBytesMax).arg(document.size()));
    REPLAY_ASSIGN(const QJsonObject object, base::parseJsonObject(document, where));
    Result<Scenario> scenario = readFields(object);
    if (!scenario)
        return malformed(QStringLiteral("%1: %2").arg(where, scenario.error().message));
    return scenario;
}

}  // namespace replay::scenarios
