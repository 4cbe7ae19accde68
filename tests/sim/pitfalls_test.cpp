// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/scenarios/scenario_reader.h"
#include "tests/sim/simulation.h"

#include <QDir>
#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

namespace replay::tests {

/// Every pitfall, in the scenario that ships with it: it breaks the invariant that it is about and no other, and only while it is on.
class PitfallsTest : public QObject {
    Q_OBJECT

    QTemporaryDir m_place{fastTemporaryTemplate()};

    static QByteArray document(const QString& name)
    {
        QFile file(QStringLiteral(":/scenarios/") + name);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    static QStringList broken(const Outcome& outcome)
    {
        QStringList names;
        for (const QString& violation : outcome.violations)
            names << violation.section(u':', 0, 0);
        names.removeDuplicates();
        return names;
    }

private Q_SLOTS:
    void everyPitfallHasItsScenario()
    {
        QStringList shown;
        const QStringList names = QDir(QStringLiteral(":/scenarios")).entryList({QStringLiteral("pitfall-*.json")});
        for (const QString& name : names) {
            const auto scenario = scenarios::readScenario(document(name), name);
            QVERIFY2(scenario, scenario ? "" : qPrintable(scenario.error().message));
            QCOMPARE(scenario->pitfalls.size(), 1);
            QVERIFY2(static_cast<double>(scenario->workload.orders) / scenario->workload.perSecond <= 60, qPrintable(name));
            shown << scenario->pitfalls;
        }
        QCOMPARE(shown.size(), static_cast<qsizetype>(faults::pitfallCodes.size()));
        for (const char* code : faults::pitfallCodes)
            QVERIFY2(shown.contains(QString::fromLatin1(code)), code);
    }

    void aPitfallBreaksItsOwnInvariantOnlyWhileItIsOn_data()
    {
        QTest::addColumn<QString>("name");
        const QStringList names = QDir(QStringLiteral(":/scenarios")).entryList({QStringLiteral("pitfall-*.json")});
        for (const QString& name : names)
            QTest::newRow(qPrintable(name)) << name;
    }
    void aPitfallBreaksItsOwnInvariantOnlyWhileItIsOn()
    {
        QFETCH(const QString, name);
        const QByteArray on = document(name);
        const auto scenario = scenarios::readScenario(on, name);
        const auto naive = runScenario(m_place.filePath(name + QStringLiteral("-on")), on, runtime::Platform::Pace::Window, 0);
        QVERIFY2(naive, naive ? "" : qPrintable(naive.error().message));
        const auto expected =
            std::find_if(scenario->expect.begin(), scenario->expect.end(), [](const auto& each) { return each.what == u"invariants"; });
        QVERIFY(expected != scenario->expect.end());
        QCOMPARE(broken(*naive), expected->violated);

        QJsonObject object = QJsonDocument::fromJson(on).object();
        object.remove(QStringLiteral("pitfalls"));
        const auto proper = runScenario(m_place.filePath(name + QStringLiteral("-off")), QJsonDocument(object).toJson(),
                                        runtime::Platform::Pace::Window, 0);
        QVERIFY2(proper, proper ? "" : qPrintable(proper.error().message));
        QCOMPARE(proper->violations, QStringList());

        const auto stepped = runScenario(m_place.filePath(name + QStringLiteral("-one")), on, runtime::Platform::Pace::One, 0);
        QVERIFY(stepped);
        QCOMPARE(stepped->digest, naive->digest);
        const auto resumed = runScenario(m_place.filePath(name + QStringLiteral("-again")), on, runtime::Platform::Pace::Window, 11);
        QVERIFY(resumed);
        QCOMPARE(resumed->digest, naive->digest);
        QCOMPARE(broken(*resumed), expected->violated);
    }

    /// What is recorded while a switch is on says so, and nothing else does.
    void whatIsRecordedMeanwhileIsMarked()
    {
        const QString folder = m_place.filePath(QStringLiteral("switched"));
        QVERIFY(runtime::Workspace::create(folder, {42, false, document(QStringLiteral("first-order.json"))}));
        auto workspace = std::move(runtime::Workspace::open(folder, storage::Access::ReadWrite).value());
        runtime::Platform& platform = workspace->platform();
        const auto head = [&] { return workspace->status().head; };
        while (head() < 60 && platform.advance(runtime::Platform::Pace::Window, std::nullopt).value()) {
        }
        QVERIFY(platform.switchPitfall(faults::Pitfall::NoTimeout, true));
        const auto on = platform.now();
        for (int i = 0; i < 40; ++i)
            QVERIFY(platform.advance(runtime::Platform::Pace::Window, std::nullopt).value());
        QVERIFY(platform.switchPitfall(faults::Pitfall::NoTimeout, false));
        const auto off = platform.now();
        QVERIFY(workspace->runUntilIdle(0, {}));
        const auto reader = std::move(workspace->makeReader().value());
        const QList<api::EventRow> events = reader->events({}, 0, 5'000).value();
        int marked = 0;
        for (const api::EventRow& event : events) {
            const bool during = event.note == u"pitfall:no_timeout";
            marked += during;
            if (during)
                QVERIFY(event.occurredAt >= on && event.occurredAt.us <= off.us + base::usPerSecond);
            else
                QVERIFY2(event.note.isEmpty(), qPrintable(event.note));
        }
        QVERIFY(marked > 0 && marked < events.size());
    }
};

}  // namespace replay::tests

QTEST_GUILESS_MAIN(replay::tests::PitfallsTest)
#include "pitfalls_test.moc"
