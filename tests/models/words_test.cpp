// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/format/words.h"

#include <QLocale>
#include <QTest>

using namespace replay;
using namespace replay::ui;

class WordsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale::c()); }

    void codesBecomeWordsAndUnknownOnesStay()
    {
        QCOMPARE(format::sagaStatus(QStringLiteral("started")), QStringLiteral("running"));
        QCOMPARE(format::sagaStatus(QStringLiteral("compensating"), true), QStringLiteral("stuck"));
        QCOMPARE(format::sagaStep(QStringLiteral("process_payment")), QStringLiteral("Process payment"));
        QCOMPARE(format::compensationOf(QStringLiteral("reserve_inventory")), QStringLiteral("Release inventory"));
        QCOMPARE(format::eventType(QStringLiteral("OrderCreated")), QStringLiteral("Order created"));
        QCOMPARE(format::eventType(QStringLiteral("SomethingNobodyKnows")), QStringLiteral("SomethingNobodyKnows"));
        QCOMPARE(format::faultKind(QStringLiteral("solar_flare")), QStringLiteral("solar_flare"));
    }

    void everyFaultKindOfTheContractHasAWordAndALine()
    {
        for (const char* kind :
             {"refuse", "error", "no_reply", "lost_request", "lost_reply", "duplicate", "delay", "reorder", "crash_before_commit",
              "crash_after_commit", "service_down", "orchestrator_crash", "partition", "database_busy", "database_slow", "database_full",
              "database_readonly", "poison_event", "compensation_failure"}) {
            const QString code = QString::fromLatin1(kind);
            QVERIFY2(format::faultKind(code) != code, kind);
            QVERIFY2(!format::faultLine(code).isEmpty(), kind);
        }
        for (const char* name : {"streams", "money", "stock", "sagas", "folds", "deliveries"})
            QVERIFY2(!format::invariantLine(QString::fromLatin1(name)).isEmpty(), name);
        for (const QString& gap : format::gapPoints())
            QVERIFY2(!format::gapLine(gap).isEmpty(), qPrintable(gap));
    }

    void whatAnOperatorDoesHasWords()
    {
        for (const char* code : {"retry", "pause", "resume", "resolve", "abort"}) {
            QVERIFY2(format::operatorAction(QString::fromLatin1(code)) != QString::fromLatin1(code), code);
            QVERIFY2(!format::operatorLine(QString::fromLatin1(code)).isEmpty(), code);
        }
        for (const char* type : {"SagaRetried", "SagaPaused", "SagaResumed", "SagaResolved", "SagaAborted"})
            QVERIFY2(format::eventType(QString::fromLatin1(type)) != QString::fromLatin1(type), type);
        api::SagaAction action;
        action.code = QStringLiteral("resolve");
        action.outcome = QStringLiteral("failed");
        action.next.append({QStringLiteral("create_order"), QStringLiteral("order"), QStringLiteral("CancelOrder"), true});
        QCOMPARE(
            format::operatorPreview(action),
            QStringLiteral(
                "The stuck step counts as made good. Will be undone, in this order: “Cancel order” to Orders. If all goes well, the saga then is: failed."));
        action.held = true;
        QVERIFY(format::operatorPreview(action).contains(QStringLiteral("when it is resumed")));
    }

    void everyPitfallSaysWhatItBreaks()
    {
        for (const char* pitfall : {"dual_write", "shared_database", "synchronous_read_model", "no_compensation", "non_idempotent_consumer",
                                    "no_optimistic_concurrency", "no_timeout", "anaemic_events"}) {
            const QString code = QString::fromLatin1(pitfall);
            QVERIFY2(format::pitfall(code) != code, pitfall);
            QVERIFY2(!format::pitfallLine(code).isEmpty(), pitfall);
            QVERIFY2(!format::invariantLine(format::invariantOfPitfall(code)).isEmpty(), pitfall);
        }
    }

    void aLinkOfTheChainIsASentenceWithTheReasonInIt()
    {
        const api::WhyLink refused{
            QStringLiteral("step_refused"), QStringLiteral("process_payment"), QStringLiteral("card declined"), 12, {}};
        QCOMPARE(format::why(refused), QStringLiteral("“Process payment” was refused: card declined"));
        const api::WhyLink undo{QStringLiteral("compensation_failed"), QStringLiteral("create_order"), {}, 0, {}};
        QVERIFY(format::why(undo).contains(QStringLiteral("Cancel order")));
        const api::WhyLink unknown{QStringLiteral("moon_phase"), QStringLiteral("full"), {}, 0, {}};
        QCOMPARE(format::why(unknown), QStringLiteral("moon_phase full"));
        QVERIFY(format::note(QStringLiteral("fault:lost_reply#2")).contains(QStringLiteral("Reply lost (rule 2)")));
    }

    void aimsSayWhatIsMeant()
    {
        api::FaultRule rule;
        QCOMPARE(format::faultAim(rule), QStringLiteral("everywhere"));
        rule.step = QStringLiteral("reserve_inventory");
        rule.times = 1;
        rule.probability = 0.25;
        QCOMPARE(format::faultAim(rule), QStringLiteral("Reserve inventory · once · p = 0.25"));
    }

    void figures_data()
    {
        QTest::addColumn<qint64>("us");
        QTest::addColumn<QString>("text");
        QTest::newRow("micro") << qint64(840) << QStringLiteral("840 µs");
        QTest::newRow("milli") << qint64(12'350) << QStringLiteral("12.4 ms");
        QTest::newRow("many milli") << qint64(800'000) << QStringLiteral("800 ms");
        QTest::newRow("seconds") << qint64(3'200'000) << QStringLiteral("3.20 s");
        QTest::newRow("minutes") << qint64(252'000'000) << QStringLiteral("4 min 12 s");
        QTest::newRow("hours") << qint64(11'100'000'000) << QStringLiteral("3 h 05 min");
        QTest::newRow("days") << qint64(187'200'000'000) << QStringLiteral("2 d 4 h");
    }
    void figures()
    {
        QFETCH(qint64, us);
        QFETCH(QString, text);
        QCOMPARE(format::duration(us), text);
    }

    void amountsStayExact()
    {
        QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
        QCOMPARE(format::amount(QStringLiteral("1234567.05")), QStringLiteral("1,234,567.05"));
        QCOMPARE(format::amount(QStringLiteral("-0.01")), QStringLiteral("−0.01"));
        QCOMPARE(format::amount(QStringLiteral("much")), QStringLiteral("much"));
        QLocale::setDefault(QLocale::c());
    }

    void idsOfOneMinuteAreToldApart()
    {
        const QString one = format::shortId(QStringLiteral("019b8d3a-7c00-7000-8000-0000000000aa"));
        const QString other = format::shortId(QStringLiteral("019b8d3a-7c00-7000-8000-0000000000ab"));
        QCOMPARE(one.size(), 8);
        QVERIFY(one != other);
    }
};

QTEST_GUILESS_MAIN(WordsTest)
#include "words_test.moc"
