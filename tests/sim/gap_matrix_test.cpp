// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/runtime/gap_matrix.h"

#include <QSet>
#include <QTest>

namespace replay::tests {

/// Every gap of both sagas: whatever one crash or loss does there, the saga ends by itself and every invariant holds.
class GapMatrixTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyGapEndsWell_data()
    {
        QTest::addColumn<QString>("saga");
        QTest::addColumn<QString>("style");
        const QStringList sagas = runtime::triedSagas();
        for (const QString& saga : sagas)
            QTest::newRow(qPrintable(saga)) << saga << QString();
        QTest::newRow("choreographed") << QStringLiteral("OrderProcessing") << QStringLiteral("choreography");
    }
    void everyGapEndsWell()
    {
        QFETCH(const QString, saga);
        QFETCH(const QString, style);
        const auto trials = runtime::tryAllGaps({saga, 42, {}, style});
        QVERIFY2(trials, trials ? "" : qPrintable(trials.error().message));
        QSet<QString> points;
        QSet<QString> undone;
        for (const api::GapTrial& trial : *trials) {
            const QString what = QStringLiteral("%1 %2 %3 %4: %5 %6")
                                     .arg(trial.step, trial.compensation ? QStringLiteral("undo") : QStringLiteral("do"), trial.gap,
                                          trial.fault, trial.outcome, trial.violated().join(u' '));
            QVERIFY2(trial.isGood(), qPrintable(what));
            QCOMPARE(trial.outcome, trial.compensation ? QStringLiteral("failed") : QStringLiteral("completed"));
            const bool again = trial.fault == u"lost_request" || trial.fault == u"no_reply" ||
                               // Where nobody conducts, what is acknowledged again leaves no event: the log tells of one attempt.
                               (trial.fault == u"lost_reply" && style.isEmpty()) || trial.fault == u"error" ||
                               trial.fault == u"compensation_failure";
            QVERIFY2(!again || trial.attempts == 2, qPrintable(what));  // the fault took place, and the step was tried once more
            points.insert(trial.gap);
            if (trial.compensation)
                undone.insert(trial.step);
        }
        QCOMPARE(points.size(), style.isEmpty() ? 6 : 5);  // where there is no orchestrator, none can crash
        QVERIFY(undone.size() >= 2);
    }

    void anUnknownSagaIsRefused() { QVERIFY(!runtime::tryAllGaps({QStringLiteral("Wedding"), 42, {}})); }
    void aReturnIsNotChoreographed()
    {
        QVERIFY(!runtime::tryAllGaps({QStringLiteral("OrderReturn"), 42, {}, QStringLiteral("choreography")}));
    }

    void itCanBeCancelled()
    {
        int asked = 0;
        const auto cancelled = runtime::tryAllGaps({QStringLiteral("OrderProcessing"), 42, {}}, [&](double) { return ++asked < 3; });
        QVERIFY(!cancelled);
        QCOMPARE(cancelled.error().kind, base::ErrorKind::Cancelled);
    }
};

}  // namespace replay::tests

QTEST_GUILESS_MAIN(replay::tests::GapMatrixTest)
#include "gap_matrix_test.moc"
