// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/api/cloud_event.h"
#include "core/base/check.h"
#include "core/runtime/workspace.h"
#include "tests/fuzz/mutator.h"

#include <QDir>
#include <QJsonDocument>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace replay;

/// An exported log, damaged: it is refused in words, or a workspace is made of it. Nothing in between, and never a crash.
class FuzzLogFileTest : public QObject {
    Q_OBJECT
    QTemporaryDir m_folder{QDir(u"/dev/shm"_s).exists() ? u"/dev/shm/replay-fuzz-XXXXXX"_s
                                                        : QString(QDir::tempPath() % u"/replay-fuzz-XXXXXX")};
    const fuzz::Mutator m_mutator{23,
                                  {"\"",
                                   "{",
                                   "}",
                                   "[",
                                   "]",
                                   "\n",
                                   "\\",
                                   "\xff",
                                   "null",
                                   "-1",
                                   "1e99",
                                   "0",
                                   "true",
                                   "\"\"",
                                   "\"12.50\"",
                                   "\"steps\"",
                                   "\"step\"",
                                   "\"OrderCreated\"",
                                   "\"SagaStarted\"",
                                   "\"User\"",
                                   "\"line\"",
                                   "\"quantity\""}};
    QByteArray m_log;
    QList<QByteArray> m_lines;

    QString file(const QByteArray& content)
    {
        QFile file(m_folder.filePath(u"x.ndjson"_s));
        const bool good = file.open(QIODevice::WriteOnly) && file.write(content) == content.size();
        return good ? file.fileName() : QString();
    }

private Q_SLOTS:
    void initTestCase()
    {
        const QByteArray scenario = R"({"name": "small", "seed": 7, "shop": {"customers": 2, "products": 2, "opening_stock": [3, 9]},
            "workload": {"orders": 6, "per_second": 5, "items_per_order": [1, 2], "returns": 0.5},
            "faults": [{"kind": "refuse", "step": "process_payment", "occurrence": 2}]})";
        const QString folder = m_folder.filePath(u"from"_s);
        QVERIFY(runtime::Workspace::create(folder, {7, false, scenario}));
        const auto workspace = std::move(runtime::Workspace::open(folder, storage::Access::ReadWrite).value());
        QVERIFY(workspace->runUntilIdle(0, {}));
        const auto events = workspace->makeReader().value()->events({}, 0, 1'000).value();
        for (const api::EventRow& event : events)
            m_lines << QJsonDocument(api::toCloudEvent(event)).toJson(QJsonDocument::Compact);
        m_log = m_lines.join('\n');
        QVERIFY(m_lines.size() > 50);
    }

    /// One line damaged, the others whole: the check gets far.
    void lines()
    {
        int good = 0;
        for (int i = 0; i < fuzz::rounds(1'500); ++i) {
            QList<QByteArray> lines = m_lines;
            QByteArray& line = lines[i % lines.size()];
            line = m_mutator.damaged(line, i);
            const auto checked = runtime::checkLogFile(file(lines.join('\n')), {1, 7, false}, {});
            good += checked ? 1 : 0;
            if (!checked)
                QVERIFY(!checked.error().message.isEmpty());
        }
        qInfo("%d of them would do", good);
    }

    void files()
    {
        QByteArray batch = m_log;
        batch = '[' + batch.replace("\n", ",\n") + ']';
        for (int i = 0; i < fuzz::rounds(500); ++i) {
            const auto checked = runtime::checkLogFile(file(m_mutator.damaged(i % 2 ? batch : m_log, i)), {1, 7, false}, {});
            if (!checked)
                QVERIFY(!checked.error().message.isEmpty());
        }
    }

    /// What the check lets pass is a workspace, or is refused by the service that it cannot have happened to.
    void whatPassesIsTakenUp()
    {
        int taken = 0;
        int tried = 0;
        const QString folder = m_folder.filePath(u"to"_s);
        for (int i = 0; i < fuzz::rounds(3'000) && tried < fuzz::rounds(15); ++i) {
            QList<QByteArray> lines = m_lines;
            QByteArray& line = lines[(i * 7) % lines.size()];
            line = m_mutator.damaged(line, i);
            if (line == m_lines[(i * 7) % lines.size()])
                continue;
            const QString path = file(lines.join('\n'));
            if (!runtime::checkLogFile(path, {1, 7, false}, {}))
                continue;
            ++tried;
            QDir(folder).removeRecursively();
            QVERIFY(runtime::Workspace::create(folder, {7, false, {}}));
            const auto workspace = std::move(runtime::Workspace::open(folder, storage::Access::ReadWrite).value());
            const auto report = workspace->importLog(path, {}, {});
            if (report) {
                ++taken;
                QCOMPARE(workspace->digest().value(), report->digest);
            } else {
                QCOMPARE(workspace->status().head, 0);
            }
        }
        qInfo("%d of %d were taken up", taken, tried);
        QVERIFY(tried > 0);
    }
};

QTEST_GUILESS_MAIN(FuzzLogFileTest)
#include "log_file_test.moc"
