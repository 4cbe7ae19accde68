// SPDX-License-Identifier: GPL-3.0-or-later
// A disk that takes no more: the run stops with the engine's reason, nothing is lost, and with room again it ends as if nothing
// had been.
#include "tests/contract/workspace_bench.h"

#include <QProcess>
#include <QTest>
#include <csignal>
#include <cstdio>
#include <sys/resource.h>

using namespace replay;
using replay::tests::smallScenario;
using replay::tests::text;
using replay::tests::WorkspaceBench;

namespace {

constexpr int stoppedByTheDisk = 7;
constexpr int otherThanExpected = 8;

/// Runs a workspace in a process whose files may not grow beyond `bytes`; says what it stopped with.
int runWithLittleRoom(const QString& folder, rlim_t bytes)
{
    std::signal(SIGXFSZ, SIG_IGN);
    const rlimit limit{bytes, bytes};
    if (setrlimit(RLIMIT_FSIZE, &limit) != 0)
        return otherThanExpected;
    auto workspace = runtime::Workspace::open(folder, storage::Access::ReadWrite);
    if (!workspace)
        return otherThanExpected;
    const auto run = (*workspace)->runUntilIdle(0, {});
    if (run)
        return 0;
    std::puts(run.error().message.toUtf8().constData());
    // What is in memory is no longer what is on disk: it refuses to go on with it.
    const auto again = (*workspace)->runUntilIdle(0, {});
    return again || again.error() != run.error() ? otherThanExpected : stoppedByTheDisk;
}

}  // namespace

class FullDiskTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void nothingIsLost_data()
    {
        QTest::addColumn<int>("kilobytes");
        for (const int kilobytes : {300, 500, 800})
            QTest::addRow("%d kB a file", kilobytes) << kilobytes;
    }
    void nothingIsLost()
    {
        QFETCH(int, kilobytes);
        WorkspaceBench undisturbed;
        QVERIFY(undisturbed.create(smallScenario(60)));
        QVERIFY(undisturbed.open());
        QVERIFY(undisturbed.run());

        WorkspaceBench bench;
        QVERIFY(bench.create(smallScenario(60)));
        QProcess process;
        process.start(QCoreApplication::applicationFilePath(), {text("--little-room"), bench.folder, QString::number(kilobytes * 1'024)});
        QVERIFY(process.waitForFinished(120'000));
        const QString said = QString::fromUtf8(process.readAllStandardOutput());
        QCOMPARE(process.exitStatus(), QProcess::NormalExit);
        QCOMPARE(process.exitCode(), stoppedByTheDisk);
        QVERIFY2(said.contains(text("disk I/O error")) || said.contains(text("database or disk is full")), qPrintable(said));

        QVERIFY(bench.open());
        const api::Position stoppedAt = bench.workspace->status().head;
        QVERIFY(bench.run());
        QVERIFY(bench.workspace->status().head > stoppedAt);
        QCOMPARE(bench.workspace->digest().value(), undisturbed.workspace->digest().value());
        QCOMPARE(bench.violations(), QStringList());
    }
};

int main(int count, char** values)
{
    QCoreApplication application(count, values);
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.size() == 4 && arguments[1] == u"--little-room")
        return runWithLittleRoom(arguments[2], arguments[3].toULongLong());
    FullDiskTest test;
    return QTest::qExec(&test, count, values);
}

#include "workspace_full_disk_test.moc"
