// SPDX-License-Identifier: GPL-3.0-or-later
// The window's small parts that decide something: the slider's axis, the palette's matching, the difference of states,
// the inspector's history and what the transport means at the live end and in the past.
#include "tests/support/fake_session.h"
#include "ui/shell/fuzzy.h"
#include "ui/shell/log_axis.h"
#include "ui/shell/selection_history.h"
#include "ui/shell/state_diff.h"
#include "ui/shell/transport.h"

#include <QSignalSpy>
#include <QTest>

using namespace replay;
using namespace replay::ui;

class ShellPartsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void axisIsMonotonousAndCoversTheLog();
    void axisWithoutDensityIsEven();
    void axisGivesBusyStretchesMoreRoom();
    void fuzzyPrefersBeginningsOfWords();
    void fuzzyRefusesScatteredLetters();
    void diffNamesAddedRemovedAndChanged();
    void historyForgetsWhatWasAhead();
    void stepBackLeavesTheLiveEnd();
    void stepInThePastComesBackToLive();
    void replayReachesTheLiveEnd();
    void markersAreVisitedInOrder();
    void theFirstViolationIsAMark();
};

void ShellPartsTest::axisIsMonotonousAndCoversTheLog()
{
    LogAxis axis;
    axis.set({0, 10, 0, 0, 90, 0}, 100);
    QCOMPARE(axis.at(0), 0.0);
    QCOMPARE(axis.at(100), 1.0);
    double last = -1;
    for (api::Position position = 0; position <= 100; ++position) {
        QVERIFY(axis.at(position) >= last);
        last = axis.at(position);
        if (position > 0 && position < 100)
            QVERIFY(qAbs(axis.positionAt(axis.at(position)) - position) <= 1);
    }
    QCOMPARE(axis.positionAt(-1), api::Position(0));
    QCOMPARE(axis.positionAt(2), api::Position(100));
}

void ShellPartsTest::axisWithoutDensityIsEven()
{
    LogAxis axis;
    axis.set({}, 1000);
    QCOMPARE(axis.at(250), 0.25);
    QCOMPARE(axis.positionAt(0.5), api::Position(500));
    axis.set({}, 0);
    QCOMPARE(axis.positionAt(0.5), api::Position(0));
}

void ShellPartsTest::axisGivesBusyStretchesMoreRoom()
{
    LogAxis axis;
    axis.set({100, 0, 0, 0}, 100);
    QVERIFY(axis.at(99) > 0.5);
    QCOMPARE(axis.bars().size(), 1);
}

void ShellPartsTest::fuzzyPrefersBeginningsOfWords()
{
    QVERIFY(fuzzyScore(u"gap", u"Step to the next gap") > 0);
    QVERIFY(fuzzyScore(u"ord", u"Orders") > fuzzyScore(u"ord", u"Import orders"));
    QCOMPARE(fuzzyScore(u"", u"anything"), 0);
}

void ShellPartsTest::fuzzyRefusesScatteredLetters()
{
    QVERIFY(fuzzyScore(u"ord", u"About Replayground") < 0);
    QVERIFY(fuzzyScore(u"xyz", u"Play") < 0);
}

void ShellPartsTest::diffNamesAddedRemovedAndChanged()
{
    const QList<FieldChange> changes = stateDiff(R"({"a":1,"b":{"c":"x"},"items":[{"q":2}]})", R"({"a":2,"items":[{"q":2},{"q":5}]})");
    QCOMPARE(changes.size(), 3);
    QCOMPARE(changes.at(0).path, QStringLiteral("a"));
    QCOMPARE(changes.at(0).kind, FieldChange::Kind::Changed);
    QCOMPARE(changes.at(0).after, QStringLiteral("2"));
    QCOMPARE(changes.at(1).path, QStringLiteral("b.c"));
    QCOMPARE(changes.at(1).kind, FieldChange::Kind::Removed);
    QCOMPARE(changes.at(2).path, QStringLiteral("items[1].q"));
    QCOMPARE(changes.at(2).kind, FieldChange::Kind::Added);
    QVERIFY(stateDiff("{}", "{}").isEmpty());
}

void ShellPartsTest::historyForgetsWhatWasAhead()
{
    SelectionHistory history;
    const auto thing = [](const char* id) { return Selection{Selection::Kind::Event, QLatin1String(id), 0}; };
    history.visit(thing("a"));
    history.visit(thing("b"));
    history.visit(thing("b"));
    QVERIFY(history.back() == thing("a"));
    QVERIFY(!history.canGoBack());
    history.visit(thing("c"));
    QVERIFY(!history.canGoForward());
    QVERIFY(history.back() == thing("a"));
    QVERIFY(history.forward() == thing("c"));
}

void ShellPartsTest::stepBackLeavesTheLiveEnd()
{
    Desk desk;
    TimelineFeed feed(desk);
    Transport transport(desk, feed);
    QVERIFY(!transport.whyNoPlay().isEmpty());
    desk.setSession(std::make_unique<test::FakeSession>());
    QVERIFY(transport.whyNoBack().isEmpty());
    const api::Position head = desk.status().head;
    transport.back();
    QVERIFY(!desk.isLive());
    QCOMPARE(desk.position(), head - 1);
    transport.first();
    QCOMPARE(desk.position(), api::Position(0));
    QVERIFY(!transport.whyNoBack().isEmpty());
}

void ShellPartsTest::stepInThePastComesBackToLive()
{
    Desk desk;
    TimelineFeed feed(desk);
    Transport transport(desk, feed);
    desk.setSession(std::make_unique<test::FakeSession>());
    desk.goTo(desk.status().head - 2);
    transport.step();
    QVERIFY(!desk.isLive());
    transport.step();
    QVERIFY(desk.isLive());
}

void ShellPartsTest::replayReachesTheLiveEnd()
{
    Desk desk;
    TimelineFeed feed(desk);
    Transport transport(desk, feed);
    desk.setSession(std::make_unique<test::FakeSession>());
    transport.setSpeed(0);
    desk.goTo(desk.status().head - 100);
    transport.togglePlay();
    QVERIFY(transport.isPlaying());
    QVERIFY(!desk.status().running);
    QTRY_VERIFY(desk.isLive());
    QVERIFY(!transport.isPlaying());
}

void ShellPartsTest::theFirstViolationIsAMark()
{
    Desk desk;
    TimelineFeed feed(desk);
    Transport transport(desk, feed);
    desk.setSession(std::make_unique<test::FakeSession>());
    QTRY_VERIFY(!feed.markers().isEmpty());
    const qsizetype ofLog = feed.markers().size();
    api::InvariantResult money{
        QStringLiteral("money"),
        false,
        5,
        {{{}, QStringLiteral("unknown place"), 0, {}}, {{}, QStringLiteral("later"), 90, {}}, {{}, QStringLiteral("first"), 7, {}}}};
    const api::InvariantResult stock{QStringLiteral("stock"), true, 5, {}};
    const api::InvariantResult folds{QStringLiteral("folds"), false, 5, {{{}, QStringLiteral("nowhere in the log"), 0, {}}}};
    feed.setViolations({money, stock, folds});
    QCOMPARE(feed.markers().size(), ofLog + 1);
    const auto mark = std::find_if(feed.markers().begin(), feed.markers().end(),
                                   [](const api::Marker& each) { return each.kind == api::Marker::Kind::InvariantBroken; });
    QCOMPARE(mark->position, 7);
    QCOMPARE(mark->text, QStringLiteral("money"));
    QVERIFY(
        std::is_sorted(feed.markers().begin(), feed.markers().end(), [](const auto& a, const auto& b) { return a.position < b.position; }));
    desk.goTo(6);
    transport.nextMarker();
    QCOMPARE(desk.position(), 7);
    feed.setViolations({});
    QCOMPARE(feed.markers().size(), ofLog);
}

void ShellPartsTest::markersAreVisitedInOrder()
{
    Desk desk;
    TimelineFeed feed(desk);
    Transport transport(desk, feed);
    desk.setSession(std::make_unique<test::FakeSession>());
    QTRY_VERIFY(!feed.markers().isEmpty());
    desk.goTo(0);
    transport.nextMarker();
    const api::Position first = desk.position();
    QCOMPARE(first, feed.markers().first().position);
    transport.nextMarker();
    QVERIFY(desk.position() > first);
    transport.previousMarker();
    QCOMPARE(desk.position(), first);
    QSignalSpy hints(&transport, &Transport::hint);
    transport.previousMarker();
    QCOMPARE(hints.size(), 1);
}

QTEST_MAIN(ShellPartsTest)
#include "shell_parts_test.moc"
