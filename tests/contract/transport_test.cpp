// SPDX-License-Identifier: GPL-3.0-or-later
// How messages travel: a pure function of what they are, in which each disturbance is independent of the others.
#include "core/faults/transport.h"

#include <QTest>

using namespace replay;
using faults::Flight;
using faults::Injection;
using faults::NetworkProfile;
using faults::Transport;

namespace {

QString text(const char* latin) { return QString::fromLatin1(latin); }
const base::Random random42(42);
constexpr base::ModelTime start = base::defaultStart;

Injection injection(const char* kind)
{
    Injection made;
    made.kind = text(kind);
    made.delayUs = 800'000;
    return made;
}

}  // namespace

class TransportTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void latencyStaysInItsRange()
    {
        const Transport transport(random42, {2'000, 20'000, 0, 0, 0});
        QSet<qint64> seen;
        for (int i = 0; i < 500; ++i) {
            const Flight flight = transport.plan(start, QByteArray::number(i), {});
            const qint64 took = flight.dueAt - start;
            QVERIFY(took >= 2'000 && took <= 20'000);
            QVERIFY(!flight.lost && !flight.secondDueAt && !flight.fault);
            QCOMPARE(transport.plan(start, QByteArray::number(i), {}).dueAt, flight.dueAt);
            seen << took;
        }
        QVERIFY(seen.size() > 400);
        const Transport sudden(random42, {0, 0, 0, 0, 0});
        QCOMPARE(sudden.plan(start, "x", {}).dueAt, start + NetworkProfile::latencyFloorUs);
    }

    void disturbancesAreIndependent()
    {
        const Transport calm(random42, {2'000, 20'000, 0, 0, 0});
        const Transport lossy(random42, {2'000, 20'000, 0.3, 0, 0});
        const Transport all(random42, {2'000, 20'000, 0.3, 0.3, 0.3});
        int lost = 0;
        int twice = 0;
        int late = 0;
        for (int i = 0; i < 1'000; ++i) {
            const QByteArray purpose = QByteArray::number(i);
            const Flight plain = calm.plan(start, purpose, {});
            const Flight risky = lossy.plan(start, purpose, {});
            const Flight wild = all.plan(start, purpose, {});
            QCOMPARE(risky.dueAt, plain.dueAt);
            QCOMPARE(wild.lost, risky.lost);
            QVERIFY(wild.dueAt == plain.dueAt || wild.dueAt >= start + 20'000);
            QVERIFY(!wild.secondDueAt || *wild.secondDueAt >= wild.dueAt + 2'000);
            lost += wild.lost ? 1 : 0;
            twice += wild.secondDueAt ? 1 : 0;
            late += wild.dueAt > plain.dueAt ? 1 : 0;
        }
        for (const int count : {lost, twice, late})
            QVERIFY2(count > 240 && count < 360, qPrintable(QString::number(count)));
    }

    void faultsChangeTheFlight()
    {
        const Transport transport(random42, {});
        const Flight plain = transport.plan(start, "m", {});
        QVERIFY(transport.plan(start, "m", injection("lost_request")).lost);
        const Flight duplicate = transport.plan(start, "m", injection("duplicate"));
        QVERIFY(duplicate.secondDueAt && *duplicate.secondDueAt > duplicate.dueAt);
        QCOMPARE(duplicate.dueAt, plain.dueAt);
        QCOMPARE(transport.plan(start, "m", injection("delay")).dueAt, plain.dueAt + 800'000);
        const Flight refused = transport.plan(start, "m", injection("refuse"));
        QCOMPARE(refused.dueAt, plain.dueAt);
        QCOMPARE(refused.fault->kind, text("refuse"));
    }

    void settingUpIsCalm()
    {
        const Transport wild(random42, {5'000, 20'000, 1, 1, 1});
        const Flight flight = wild.planCalm(start);
        QCOMPARE(flight.dueAt, start + 5'000);
        QVERIFY(!flight.lost && !flight.secondDueAt && !flight.fault);
    }
};

QTEST_GUILESS_MAIN(TransportTest)
#include "transport_test.moc"
