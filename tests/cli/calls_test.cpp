// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/cli/ctl.h"

#include <QFile>
#include <QTest>

using namespace Qt::StringLiterals;
using replay::cli::Ctl;
using replay::cli::Said;

/// How it is called, and what it says to a wrong call or a workspace that it cannot open.
class CallsTest : public QObject {
    Q_OBJECT
    Ctl ctl;

private Q_SLOTS:
    void init() { QDir(ctl.path(QString())).mkpath(u"."_s); }

    void tellsItsVersion()
    {
        const Said said = ctl({u"--version"_s});
        QCOMPARE(said.code, 0);
        QVERIFY(said.out.startsWith("replayctl 0."));
        QVERIFY(said.err.isEmpty());
    }

    void helps()
    {
        const Said all = ctl({u"--help"_s});
        QCOMPARE(all.code, 0);
        for (const char* command : {"new", "import", "run", "command", "query", "events", "aggregate", "projections", "sagas", "services",
                                    "verify", "digest", "branch", "diff", "gaps"}) {
            QVERIFY2(all.out.contains(QByteArray(QByteArray("replayctl ") + command)), command);
            const Said one = ctl({QString::fromLatin1(command), u"--help"_s});
            QCOMPARE(one.code, 0);
            QVERIFY(one.out.startsWith(QByteArray(QByteArray("Usage: replayctl ") + command)));
            QVERIFY(one.out.contains("--json"));
        }
    }

    void refusesAWrongCall_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<QString>("part");
        const auto row = [](const QStringList& arguments, const char* part) {
            QTest::newRow(part) << arguments << QString::fromUtf8(part);
        };
        row({}, "which command?");
        row({u"explode"_s, u"w"_s}, "there is no command \"explode\"");
        row({u"lab"_s, u"check"_s, u"l"_s, u"w"_s}, "there is no command \"lab\"");
        row({u"new"_s}, "new: something is missing; expected replayctl new W");
        row({u"new"_s, u"w"_s, u"x"_s}, "new: \"x\" is one word too many");
        row({u"new"_s, u"w"_s, u"--colour"_s}, "new: unknown option --colour; known are --seed");
        row({u"new"_s, u"w"_s, u"--seed"_s}, "new: --seed needs a value: N");
        row({u"new"_s, u"w"_s, u"--seed"_s, u"x"_s}, "--seed: expected a whole number from 0");
        row({u"new"_s, u"w"_s, u"--seed=1"_s, u"--seed=2"_s}, "new: --seed is given twice");
        row({u"new"_s, u"w"_s, u"--private=yes"_s}, "new: --private takes no value");
        row({u"run"_s, u"w"_s, u"--speed"_s, u"fast"_s}, "--speed: \"fast\" is neither max nor a factor");
        row({u"run"_s, u"w"_s, u"--speed"_s, u"0"_s}, "--speed: \"0\" is neither max nor a factor");
        row({u"run"_s, u"w"_s, u"--fault"_s, u"explode"_s}, "fault \"explode\": kind: \"explode\" is no fault kind");
        row({u"run"_s, u"w"_s, u"none.json"_s}, "none.json: cannot be read");
        row({u"import"_s, u"w"_s}, "import: something is missing");
        row({u"import"_s, u"w"_s, u"f"_s, u"--limit-invoices"_s, u"0"_s}, "--limit-invoices: expected a whole number from 1");
        row({u"import"_s, u"w"_s, u"f"_s, u"--opening-stock"_s, u"-1"_s}, "--opening-stock: expected a factor");
        row({u"command"_s, u"w"_s, u"PlaceOrder"_s, u"{"_s}, "PlaceOrder: line 1, column");
        row({u"command"_s, u"w"_s, u"PlaceOrder"_s, u"{}"_s, u"--expected-version"_s, u"-1"_s},
            "--expected-version: expected a whole number from 0");
        row({u"events"_s, u"w"_s, u"--format"_s, u"xml"_s}, "--format: \"xml\" is none of table, jsonl, csv, cloudevents");
        row({u"events"_s, u"w"_s, u"--aggregate"_s, u"7"_s}, "--aggregate: \"7\" is not an id");
        row({u"aggregate"_s, u"w"_s, u"7"_s}, "ID: \"7\" is not an id");
        row({u"aggregate"_s, u"w"_s, u"7"_s, u"--at"_s, u"x"_s, u"--version"_s, u"1"_s}, "--version and --at exclude each other");
        row({u"projections"_s, u"w"_s, u"explode"_s},
            "projections: \"explode\" is none of list, show, verify, parked, history, rebuild, replay, cancel");
        row({u"projections"_s, u"w"_s, u"show"_s}, "projections: expected show NAME");
        row({u"sagas"_s, u"w"_s, u"list"_s, u"--status"_s, u"happy"_s}, "--status: \"happy\" is none of started");
        row({u"sagas"_s, u"w"_s, u"retry"_s, u"x"_s}, "ID:");
        row({u"sagas"_s, u"w"_s, u"hurry"_s, u"x"_s}, "sagas: expected list, show ID, retry ID");
        row({u"sagas"_s, u"w"_s, u"export"_s, u"--format"_s, u"zipkin"_s}, "--format: \"zipkin\" is neither otlp nor perfetto");
        row({u"sagas"_s, u"w"_s, u"resolve"_s, u"019b8d2b-95ee-7a08-a8ac-be08a634d220"_s}, "sagas resolve: expected --reason TEXT");
        row({u"services"_s, u"w"_s, u"sql"_s, u"order"_s}, "services: expected list, schema SERVICE or sql SERVICE STATEMENT");
    }
    void refusesAWrongCall()
    {
        QFETCH(QStringList, arguments);
        QFETCH(QString, part);
        const Said said = ctl(arguments);
        QVERIFY2(said.code == 2, said.all());
        QVERIFY2(said.err.startsWith("replayctl: "), said.all());
        QVERIFY2(QString::fromUtf8(said.err).contains(part), said.all());
        QVERIFY2(said.out.isEmpty(), said.all());
    }

    void aWorkspaceMadeTwiceIsRefused()
    {
        QCOMPARE(ctl({u"new"_s, u"twice"_s}).code, 0);
        const QStringList before = ctl.snapshot(u"twice"_s);
        const Said said = ctl({u"new"_s, u"twice"_s});
        QVERIFY2(said.code == 4, said.all());
        QVERIFY(said.err.contains("exists already"));
        QCOMPARE(ctl.snapshot(u"twice"_s), before);
    }

    void aWorkspaceMayBeCalledAnything_data()
    {
        QTest::addColumn<QString>("name");
        QTest::newRow("blanks") << u"my first shop.replay"_s;
        QTest::newRow("not ASCII") << u"Ladengröße 店"_s;
        QTest::newRow("trailing slash") << u"slash/"_s;
        QTest::newRow("deep") << u"a/b/../c"_s;
        QTest::newRow("absolute") << ctl.path(u"absolute.replay"_s);
        QTest::newRow("quote and percent") << u"50% \"off\"#1?"_s;
    }
    void aWorkspaceMayBeCalledAnything()
    {
        QFETCH(QString, name);
        const Said made = ctl({u"new"_s, name, u"--seed"_s, u"7"_s, u"--json"_s});
        QVERIFY2(made.code == 0, made.all());
        QCOMPARE(made.object()["seed"_L1].toInteger(), 7);
        for (const char* command : {"digest", "verify", "events", "sagas", "projections", "services", "run"}) {
            const Said said = ctl({QString::fromLatin1(command), name, u"--json"_s});
            QVERIFY2(said.code == 0, said.all());
            QVERIFY2(!said.object().isEmpty() || said.out.startsWith('['), said.all());
        }
    }

    void cannotOpen_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("part");
        QTest::newRow("missing") << u"nowhere"_s << u"does not exist"_s;
        QTest::newRow("a file") << u"file"_s << u"is a file"_s;
        QTest::newRow("foreign") << u"foreign"_s << u"is no workspace"_s;
        QTest::newRow("damaged") << u"damaged"_s << u"log.db"_s;
        QTest::newRow("newer") << u"newer"_s << u"newer"_s;
    }
    void cannotOpen()
    {
        QFETCH(QString, name);
        QFETCH(QString, part);
        QVERIFY(!ctl.write(u"file"_s, "hello").isEmpty());
        QDir(ctl.path(QString())).mkpath(u"foreign"_s);
        QVERIFY(!ctl.write(u"foreign/notes.txt"_s, "mine").isEmpty());
        for (const QString& workspace : {u"damaged"_s, u"newer"_s}) {
            if (!QFile::exists(ctl.path(workspace)))
                QCOMPARE(ctl({u"new"_s, workspace}).code, 0);
        }
        QVERIFY(!ctl.write(u"damaged/log.db"_s, QByteArray("no database, but long enough to be looked at. ").repeated(200)).isEmpty());
        QVERIFY(!ctl.write(u"newer/replayground.json"_s, R"({"program": "Replayground", "format": 99, "seed": "1"})").isEmpty());
        const QStringList before = ctl.snapshot(name);
        QVERIFY(!ctl.write(u"scenario.json"_s, R"({"name": "a"})").isEmpty());
        for (const QStringList& arguments :
             {QStringList{u"digest"_s, name}, QStringList{u"events"_s, name, u"--json"_s}, QStringList{u"run"_s, name},
              QStringList{u"run"_s, name, u"scenario.json"_s}, QStringList{u"verify"_s, name},
              QStringList{u"command"_s, name, u"PlaceOrder"_s, u"{}"_s}, QStringList{u"services"_s, name}}) {
            const Said said = ctl(arguments);
            QVERIFY2(said.code == 4, said.all());
            QVERIFY2(QString::fromUtf8(said.err).contains(part), said.all());
            QVERIFY2(said.out.isEmpty(), said.all());
        }
        QCOMPARE(ctl.snapshot(name), before);
    }
};

QTEST_GUILESS_MAIN(CallsTest)
#include "calls_test.moc"
