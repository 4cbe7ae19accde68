// SPDX-License-Identifier: GPL-3.0-or-later
// A workspace folder: made once, opened by one writer, refused with the reason where it is none, copied and started again.
#include "tests/contract/workspace_bench.h"

#include <QCryptographicHash>
#include <QDirIterator>
#include <QProcess>
#include <QTest>
#include <functional>
#include <unistd.h>

using namespace replay;
using replay::tests::smallScenario;
using replay::tests::text;
using replay::tests::WorkspaceBench;
using runtime::Workspace;
using storage::Access;

Q_DECLARE_METATYPE(std::function<void(const QString&)>)

namespace {

void write(const QString& path, const QByteArray& bytes)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE(file.write(bytes), bytes.size());
}

/// Every file of a folder by name and hash; what the engine keeps beside an open database does not count where it is empty.
QMap<QString, QByteArray> contentsOf(const QString& folder)
{
    QMap<QString, QByteArray> contents;
    QDirIterator files(folder, QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        QFile file(files.next());
        if (file.fileName().endsWith(u"-shm") || (file.fileName().endsWith(u"-wal") && file.size() == 0))
            continue;
        contents.insert(file.fileName(), file.open(QIODevice::ReadOnly)
                                             ? QCryptographicHash::hash(file.readAll(), QCryptographicHash::Sha256)
                                             : QByteArray());
    }
    return contents;
}

/// What a process without special rights says to a folder that it may only read.
int lookWithoutRights(const QString& folder)
{
    constexpr uid_t nobody = 65'534;
    if (geteuid() == 0 && (setgid(nobody) != 0 || setuid(nobody) != 0))
        return 77;
    const auto written = Workspace::open(folder, Access::ReadWrite);
    if (written || written.error().kind != base::ErrorKind::Workspace || !written.error().message.contains(text("read-only")))
        return 1;
    const auto read = Workspace::open(folder, Access::ReadOnly);
    if (!read) {
        qWarning("%s", qPrintable(read.error().message));
        return 2;
    }
    const auto digest = (*read)->digest();
    return digest && !digest->isEmpty() ? 0 : 3;
}

}  // namespace

class WorkspaceTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void creatingRefusesWhatIsThere()
    {
        const WorkspaceBench bench;
        QVERIFY(bench.create());
        const auto before = contentsOf(bench.folder);
        const auto again = bench.create();
        QVERIFY(!again);
        QCOMPARE(again.error().kind, base::ErrorKind::Workspace);
        QVERIFY2(again.error().message.contains(text("exists already")), qPrintable(again.error().message));
        QCOMPARE(contentsOf(bench.folder), before);
        const auto malformed = Workspace::create(bench.place("other"), {7, false, "{\"name\": 5}"});
        QVERIFY(!malformed);
        QCOMPARE(malformed.error().kind, base::ErrorKind::Malformed);
        QVERIFY(!QFileInfo::exists(bench.place("other")));
    }

    void refusals_data()
    {
        QTest::addColumn<std::function<void(const QString&)>>("change");
        QTest::addColumn<QString>("says");
        using Change = std::function<void(const QString&)>;
        const auto manifest = [](const char* json) {
            return Change([json](const QString& folder) { write(folder + text("/replayground.json"), json); });
        };
        QTest::newRow("missing") << Change([](const QString& folder) { QDir(folder).removeRecursively(); }) << text("does not exist");
        QTest::newRow("a file") << Change([](const QString& folder) {
            QDir(folder).removeRecursively();
            write(folder, "hello");
        }) << text("is a file");
        QTest::newRow("an empty folder") << Change([](const QString& folder) {
            QDir(folder).removeRecursively();
            QDir().mkpath(folder);
        }) << text("is no workspace");
        QTest::newRow("foreign") << manifest("{\"program\": \"Other\", \"format\": 1}") << text("another program");
        QTest::newRow("no JSON") << manifest("hello") << text("replayground.json");
        QTest::newRow("newer") << manifest("{\"program\": \"Replayground\", \"format\": 99, \"seed\": \"1\"}")
                               << text("newer than this program: format 99");
        QTest::newRow("half a format") << manifest("{\"program\": \"Replayground\", \"format\": 0.5, \"seed\": \"1\"}") << text("damaged");
        QTest::newRow("no seed") << manifest("{\"program\": \"Replayground\", \"format\": 1}") << text("names no seed");
        QTest::newRow("a damaged database") << Change([](const QString& folder) {
            write(folder + text("/order.db"), QByteArray(9'000, 'x'));
        }) << text("order.db");
        QTest::newRow("a truncated database") << Change([](const QString& folder) {
            QVERIFY(QFile::resize(folder + text("/payment.db"), 5'000));
        }) << text("payment.db");
        QTest::newRow("a missing database") << Change([](const QString& folder) { QVERIFY(QFile::remove(folder + text("/order.db"))); })
                                            << text("order.db");
        QTest::newRow("a newer database") << Change([](const QString& folder) {
            const auto database = storage::Database::open(folder + text("/user.db"), Access::ReadWrite).value();
            QVERIFY(database->run("INSERT INTO schema_migrations VALUES ('user', 999, '999_future', 'x')"));
        }) << text("user.db is newer than this program");
    }
    void refusals()
    {
        QFETCH(std::function<void(const QString&)>, change);
        QFETCH(QString, says);
        WorkspaceBench bench;
        QVERIFY(bench.create());
        change(bench.folder);
        const auto before = contentsOf(bench.folder);
        for (const Access access : {Access::ReadWrite, Access::ReadOnly}) {
            const auto opened = bench.open(access);
            QVERIFY(!opened);
            QCOMPARE(opened.error().kind, base::ErrorKind::Workspace);
            QVERIFY2(opened.error().message.contains(says), qPrintable(opened.error().message));
            QCOMPARE(contentsOf(bench.folder), before);
        }
    }

    void onlyOneWrites()
    {
        WorkspaceBench bench;
        QVERIFY(bench.create(smallScenario(5)));
        QVERIFY(bench.open());
        QVERIFY(bench.run());
        const auto second = Workspace::open(bench.folder, Access::ReadWrite);
        QVERIFY(!second);
        QCOMPARE(second.error().kind, base::ErrorKind::Workspace);
        QVERIFY2(second.error().message.contains(text("in use by")), qPrintable(second.error().message));
        const auto reading = Workspace::open(bench.folder, Access::ReadOnly);
        QVERIFY2(reading, reading ? "" : qPrintable(reading.error().message));
        QVERIFY((*reading)->isReadOnly());
        QVERIFY((*reading)->status().readOnly);
        QCOMPARE((*reading)->digest().value(), bench.workspace->digest().value());
        bench.workspace.reset();
        QVERIFY(bench.open());
    }

    void aFolderThatCannotBeWrittenIsRead()
    {
        WorkspaceBench bench;
        QVERIFY(bench.create(smallScenario(3)));
        QVERIFY(bench.open());
        QVERIFY(bench.run());
        bench.workspace.reset();
        const auto readable = QFile::ReadOwner | QFile::ReadGroup | QFile::ReadOther;
        const auto enter = QFile::ExeOwner | QFile::ExeGroup | QFile::ExeOther;
        for (const QFileInfo& file : QDir(bench.folder).entryInfoList(QDir::Files))
            QVERIFY(QFile::setPermissions(file.filePath(), readable));
        QVERIFY(QFile::setPermissions(bench.folder, readable | enter));
        QVERIFY(QFile::setPermissions(QFileInfo(bench.folder).path(), readable | enter | QFile::WriteOwner));
        const int code = QProcess::execute(QCoreApplication::applicationFilePath(), {text("--look"), bench.folder});
        QVERIFY(QFile::setPermissions(bench.folder, readable | enter | QFile::WriteOwner));
        if (code == 77)
            QSKIP("this process has all rights and may not give them up");
        QCOMPARE(code, 0);
    }

    void aCopyIsTheSame()
    {
        WorkspaceBench bench;
        QVERIFY(bench.create(smallScenario()));
        QVERIFY(bench.open());
        for (int i = 0; i < 60; ++i)
            QVERIFY(bench.workspace->platform().advance(runtime::Platform::Pace::Window, {}));
        const QByteArray halfWay = bench.workspace->digest().value();
        WorkspaceBench copy;
        QVERIFY(runtime::copyWorkspace(bench.folder, copy.folder));
        const auto again = runtime::copyWorkspace(bench.folder, copy.folder);
        QVERIFY(!again);
        QVERIFY2(again.error().message.contains(text("exists already")), qPrintable(again.error().message));
        QVERIFY(copy.open());
        QCOMPARE(copy.workspace->digest().value(), halfWay);
        QVERIFY(bench.run());
        QVERIFY(copy.run());
        QCOMPARE(copy.workspace->digest().value(), bench.workspace->digest().value());
        QCOMPARE(copy.violations(), QStringList());
    }

    void startingAgainEndsTheSame()
    {
        WorkspaceBench bench;
        QVERIFY(bench.create(smallScenario()));
        QVERIFY(bench.open());
        QVERIFY(bench.run());
        const QByteArray digest = bench.workspace->digest().value();
        const api::PlatformStatus before = bench.workspace->status();
        QCOMPARE(before.sagasStarted, 30);
        QVERIFY(before.sagasFailed > 0 && before.sagasCompleted > 0);
        QCOMPARE(bench.violations(), QStringList());
        QVERIFY(bench.workspace->restart(bench.workspace->scenarioDocument().value()));
        QCOMPARE(bench.workspace->status().head, 0);
        QCOMPARE(bench.workspace->status().now, base::defaultStart);
        QCOMPARE(bench.workspace->status().scenario, text("A small shop"));
        QVERIFY(bench.run());
        QCOMPARE(bench.workspace->digest().value(), digest);
        QCOMPARE(bench.workspace->status().fingerprint, before.fingerprint);
        QVERIFY(bench.workspace->restart({}));
        QVERIFY(bench.run());
        QCOMPARE(bench.workspace->status().head, 0);
    }

    void readingAgainGoesOn()
    {
        WorkspaceBench bench;
        QVERIFY(bench.create(smallScenario()));
        QVERIFY(bench.open());
        QVERIFY(bench.run());
        WorkspaceBench other;
        QVERIFY(other.create(smallScenario()));
        QVERIFY(other.open());
        for (int i = 0; i < 60; ++i)
            QVERIFY(other.workspace->platform().advance(runtime::Platform::Pace::Window, {}));
        QVERIFY(other.workspace->reopen());
        QVERIFY(other.run());
        QCOMPARE(other.workspace->digest().value(), bench.workspace->digest().value());
    }
};

int main(int count, char** values)
{
    QCoreApplication application(count, values);
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.size() == 3 && arguments[1] == u"--look")
        return lookWithoutRights(arguments[2]);
    WorkspaceTest test;
    return QTest::qExec(&test, count, values);
}

#include "workspace_test.moc"
