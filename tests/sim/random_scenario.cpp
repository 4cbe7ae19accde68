// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/sim/random_scenario.h"

#include "core/base/random.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QStringList>

namespace replay::tests {
namespace {

class Dice {
public:
    explicit Dice(std::uint64_t seed) : m_random(seed) {}
    qint64 between(qint64 low, qint64 high) { return m_random.between(low, high, base::Concern::Workload, "scenario", ++m_rolls); }
    bool oneIn(std::int64_t n) { return between(1, n) == 1; }
    QString pick(const QStringList& from) { return from[between(0, from.size() - 1)]; }
    double share(std::int64_t percentMax) { return static_cast<double>(between(0, percentMax)) / 100.0; }

private:
    base::Random m_random;
    std::uint64_t m_rolls = 0;
};

const QStringList kinds =
    QStringLiteral("refuse error no_reply lost_request lost_reply duplicate delay reorder crash_before_commit crash_after_commit "
                   "orchestrator_crash compensation_failure service_down partition database_busy database_slow database_full "
                   "database_readonly")
        .split(u' ');
const QStringList steps{
    QStringLiteral("create_order"), QStringLiteral("reserve_inventory"), QStringLiteral("process_payment"), QStringLiteral("confirm_order"),
    QStringLiteral("take_back"),    QStringLiteral("restock"),           QStringLiteral("refund"),          QStringLiteral("close")};
const QStringList services{QStringLiteral("order"), QStringLiteral("inventory"), QStringLiteral("payment")};

/// A service away, or two out of each other's reach, for a stretch of time.
QJsonObject randomOutage(const QString& kind, Dice& dice)
{
    QJsonObject fault{{QStringLiteral("kind"), kind}, {QStringLiteral("service"), dice.pick(services)}};
    if (kind == u"partition" && dice.oneIn(2))
        fault.insert(QStringLiteral("peer"), QStringLiteral("saga"));
    fault.insert(QStringLiteral("from"), QStringLiteral("%1ms").arg(dice.between(0, 4'000)));
    fault.insert(QStringLiteral("down_for"), QStringLiteral("%1ms").arg(dice.between(100, 9'000)));
    return fault;
}

QJsonObject randomFault(Dice& dice)
{
    const QString kind = dice.pick(kinds);
    if (kind == u"partition" || (kind == u"service_down" && dice.oneIn(2)))
        return randomOutage(kind, dice);
    QJsonObject fault{{QStringLiteral("kind"), kind}};
    if (kind == u"compensation_failure" && dice.oneIn(2)) {
        fault.insert(QStringLiteral("probability"), 0.9);  // fails for ever: ends stuck, which is its own, rarer case
        fault.insert(QStringLiteral("times"), 40);
        return fault;
    }
    if (kind == u"service_down") {
        fault.insert(QStringLiteral("service"), dice.pick(services));
        fault.insert(QStringLiteral("down_for"), QStringLiteral("%1ms").arg(dice.between(100, 9'000)));
    }
    if (dice.oneIn(2))
        fault.insert(QStringLiteral("step"), dice.pick(steps));
    else if (dice.oneIn(2) && kind != u"service_down")
        fault.insert(QStringLiteral("service"), kind == u"orchestrator_crash" ? QStringLiteral("saga") : dice.pick(services));
    if (dice.oneIn(3))
        fault.insert(QStringLiteral("order"), dice.between(1, 10));
    else if (dice.oneIn(2))
        fault.insert(QStringLiteral("occurrence"), dice.between(1, 8));
    else
        fault.insert(QStringLiteral("probability"), static_cast<double>(dice.between(5, 60)) / 100.0);
    fault.insert(QStringLiteral("times"), dice.between(1, 6));
    if (kind == u"delay" || kind == u"database_slow")
        fault.insert(QStringLiteral("delay"), QStringLiteral("%1ms").arg(dice.between(50, 12'000)));
    if (kind.contains(u"crash"))
        fault.insert(QStringLiteral("down_for"), QStringLiteral("%1ms").arg(dice.between(100, 9'000)));
    return fault;
}

/// What clients do with orders afterwards, sensible or not: an order may be pending, cancelled or back by then.
QJsonArray randomTimeline(Dice& dice, qint64 orders, qint64 products)
{
    QJsonArray timeline;
    for (auto left = dice.between(0, 12); left > 0; --left) {
        const QString command = dice.pick({QStringLiteral("ShipOrder"), QStringLiteral("DeliverOrder"), QStringLiteral("CancelOrder"),
                                           QStringLiteral("ReturnOrder"), QStringLiteral("ReturnOrder"), QStringLiteral("ReturnOrder")});
        QJsonObject data{{QStringLiteral("order"), dice.between(1, orders)}};
        if (command == u"ReturnOrder")
            data.insert(QStringLiteral("items"), QJsonArray{QJsonObject{{QStringLiteral("product"), dice.between(1, products)},
                                                                        {QStringLiteral("quantity"), dice.between(1, 2)}}});
        timeline.append(QJsonObject{{QStringLiteral("at"), QStringLiteral("%1ms").arg(dice.between(1'500, 40'000))},
                                    {QStringLiteral("command"), command},
                                    {QStringLiteral("data"), data}});
    }
    return timeline;
}

/// In some runs a customer tells more of themself and is forgotten soon after, while their orders are under way.
void addErasure(QJsonArray& timeline, std::uint64_t seed)
{
    Dice dice(seed + 1'000'003);  // dice of its own: the rest of a seed's scenario stays as it was
    if (!dice.oneIn(3))
        return;
    const auto entry = [](qint64 atMs, const QString& command, QJsonObject data) {
        data.insert(QStringLiteral("customer"), 1);
        return QJsonObject{
            {QStringLiteral("at"), QStringLiteral("%1ms").arg(atMs)}, {QStringLiteral("command"), command}, {QStringLiteral("data"), data}};
    };
    const qint64 at = dice.between(50, 6'000);
    const QString told = QStringLiteral("told");
    timeline.append(entry(at, QStringLiteral("AddAddress"),
                          {{QStringLiteral("street_address"), told},
                           {QStringLiteral("city"), told},
                           {QStringLiteral("state"), told},
                           {QStringLiteral("postal_code"), told},
                           {QStringLiteral("country"), told}}));
    timeline.append(entry(at, QStringLiteral("UpdateProfile"), {{QStringLiteral("bio"), told}}));
    timeline.append(entry(at + dice.between(0, 300), QStringLiteral("EraseUser"), {{QStringLiteral("reason"), QStringLiteral("asked")}}));
}

}  // namespace

QByteArray randomScenario(std::uint64_t seed)
{
    Dice dice(seed);
    QJsonArray faults;
    for (auto left = dice.between(1, 5); left > 0; --left)
        faults.append(randomFault(dice));
    const auto stock = dice.between(1, 12);
    const QJsonObject network{{QStringLiteral("latency_ms"), QJsonArray{dice.between(1, 10), dice.between(10, 60)}},
                              {QStringLiteral("loss"), dice.oneIn(2) ? dice.share(15) : 0.0},
                              {QStringLiteral("duplication"), dice.oneIn(2) ? dice.share(20) : 0.0},
                              {QStringLiteral("reordering"), dice.oneIn(2) ? dice.share(30) : 0.0}};
    const auto customers = dice.between(1, 4);
    const auto products = dice.between(1, 5);
    const QJsonArray openingStock{stock, stock + dice.between(0, 20)};
    const auto orders = dice.between(4, 12);
    const double perSecond = dice.pick({QStringLiteral("1"), QStringLiteral("10"), QStringLiteral("200")}).toDouble();
    const QJsonArray lines{1, dice.between(1, 4)};
    const double returns = dice.oneIn(2) ? 0.0 : dice.share(100);
    QJsonArray timeline = randomTimeline(dice, orders, products);
    addErasure(timeline, seed);
    // In every other run nobody orchestrates the purchases; again with dice of its own.
    const bool choreographed = Dice(seed + 2'000'011).oneIn(2);
    return QJsonDocument(
               QJsonObject{{QStringLiteral("name"), QStringLiteral("random %1").arg(seed)},
                           {QStringLiteral("seed"), static_cast<qint64>(seed)},
                           {QStringLiteral("saga_style"), choreographed ? QStringLiteral("choreography") : QStringLiteral("orchestration")},
                           {QStringLiteral("shop"), QJsonObject{{QStringLiteral("customers"), customers},
                                                                {QStringLiteral("products"), products},
                                                                {QStringLiteral("opening_stock"), openingStock}}},
                           {QStringLiteral("workload"), QJsonObject{{QStringLiteral("orders"), orders},
                                                                    {QStringLiteral("per_second"), perSecond},
                                                                    {QStringLiteral("items_per_order"), lines},
                                                                    {QStringLiteral("returns"), returns}}},
                           {QStringLiteral("timeline"), timeline},
                           {QStringLiteral("network"), network},
                           {QStringLiteral("faults"), faults}})
        .toJson(QJsonDocument::Compact);
}

}  // namespace replay::tests
