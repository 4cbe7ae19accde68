// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/users/user_rules.h"
#include "tests/unit/given.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace replay;
using namespace replay::users;
using namespace replay::test;

namespace {

RegisterUser ada()
{
    RegisterUser command;
    command.userId = someId;
    command.email = u"ada@example.org"_s;
    command.firstName = u"Ada"_s;
    command.lastName = u"Lovelace"_s;
    command.today = u"2026-01-05"_s;
    return command;
}

NewEvents registered() { return eventsOf(registerUser({}, ada())); }

NewEvents with(NewEvents before, const Decision& decision)
{
    for (const NewEvent& event : eventsOf(decision))
        before.push_back(event);
    return before;
}

AddAddress home(bool isDefault)
{
    return {someId, {otherId, u"home"_s, u"1 Mill Lane"_s, u"Delft"_s, u""_s, u"2611"_s, u"NL"_s, isDefault, {}, {}}};
}

}  // namespace

class UserRulesTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void registersWithoutPassword()
    {
        const User user = given<User>(registered());
        QVERIFY(user.locked);
        QVERIFY(user.active);
        QCOMPARE(user.label(), u"ada@example.org"_s);
    }
    void passwordIsInNoEvent()
    {
        RegisterUser command = ada();
        command.password = u"correct horse"_s;
        const Decision decision = registerUser({}, command);
        QVERIFY(!base::jsonBytes(dataOf(decision)).contains("correct horse"));
        QCOMPARE(dataOf(decision).value(u"locked"_s).toBool(true), false);
        QCOMPARE(dataOf(changePassword(given<User>(registered()), someId, u"correct horse"_s)).keys(), QStringList{u"user_id"_s});
    }
    void refuses_data()
    {
        QTest::addColumn<QString>("field");
        QTest::addColumn<QString>("value");
        QTest::addColumn<QString>("said");
        QTest::newRow("email") << u"email"_s << u"ada"_s << u"is not an e-mail address"_s;
        QTest::newRow("first") << u"first"_s << u" "_s << u"First name must not be empty"_s;
        QTest::newRow("last") << u"last"_s << u""_s << u"Last name must not be empty"_s;
        QTest::newRow("long") << u"first"_s << QString(101, u'x') << u"at most 100 characters"_s;
        QTest::newRow("phone") << u"phone"_s << QString(21, u'1') << u"at most 20 characters"_s;
        QTest::newRow("password") << u"password"_s << u"short"_s << u"at least 8 characters"_s;
        QTest::newRow("born") << u"born"_s << u"2026-01-06"_s << u"must not be in the future"_s;
        QTest::newRow("taken") << u"taken"_s << u""_s << u"already registered"_s;
    }
    void refuses()
    {
        QFETCH(QString, field);
        QFETCH(QString, value);
        QFETCH(QString, said);
        RegisterUser command = ada();
        if (field == u"email")
            command.email = value;
        else if (field == u"first")
            command.firstName = value;
        else if (field == u"last")
            command.lastName = value;
        else if (field == u"phone")
            command.phone = value;
        else if (field == u"password")
            command.password = value;
        else if (field == u"born")
            command.dateOfBirth = value;
        else
            command.emailTaken = true;
        const QString reason = reasonOf(registerUser({}, command));
        QVERIFY2(reason.contains(said), qPrintable(reason));
    }
    void verifiesOnce()
    {
        const NewEvents events = with(registered(), verifyEmail(given<User>(registered()), someId));
        QVERIFY(given<User>(events).emailVerified);
        QVERIFY(reasonOf(verifyEmail(given<User>(events), someId)).contains(u"already verified"_s));
        QVERIFY(reasonOf(verifyEmail({}, someId)).contains(u"not found"_s));
        QVERIFY(reasonOf(registerUser(given<User>(events), ada())).contains(u"already exists"_s));
    }
    void inactiveIsChangedNoMore()
    {
        const User user = given<User>(with(registered(), deactivateUser(given<User>(registered()), someId)));
        QVERIFY(!user.active);
        QVERIFY(reasonOf(deactivateUser(user, someId)).contains(u"already inactive"_s));
        QVERIFY(isRefused(deactivateUser({}, someId)));
        QCOMPARE(reasonOf(verifyEmail(user, someId)), u"Cannot update inactive user"_s);
        QVERIFY(isRefused(changePassword(user, someId, u"correct horse"_s)));
        QVERIFY(isRefused(addAddress(user, home(true))));
        QVERIFY(isRefused(updateProfile(user, {someId, otherId, u"x"_s, {}, {}})));
    }
    void oneDefaultAddressOfAType()
    {
        NewEvents events = with(registered(), addAddress(given<User>(registered()), home(true)));
        events = with(events, addAddress(given<User>(events), home(true)));
        AddAddress work = home(true);
        work.address.type = u"work"_s;
        events = with(events, addAddress(given<User>(events), work));
        const User user = given<User>(events);
        QVERIFY(!user.addresses.at(0).isDefault);
        QVERIFY(user.addresses.at(1).isDefault);
        QVERIFY(user.addresses.at(2).isDefault);
        work.address.type = u"moon"_s;
        QVERIFY(isRefused(addAddress(user, work)));
        work = home(true);
        work.address.city = u""_s;
        QVERIFY(isRefused(addAddress(user, work)));
        work = home(true);
        work.address.postalCode = QString(21, u'1');
        QVERIFY(isRefused(addAddress(user, work)));
    }
    void profileChangesWhatIsGiven()
    {
        NewEvents events = with(registered(), updateProfile(given<User>(registered()), {someId, otherId, u"I count."_s, {}, {}}));
        events = with(events, updateProfile(given<User>(events), {someId, thirdId, {}, u"a.png"_s, QJsonObject{{u"dark"_s, true}}}));
        const User user = given<User>(events);
        QCOMPARE(user.profile->bio, u"I count."_s);
        QCOMPARE(user.profile->avatarUrl, u"a.png"_s);
        QCOMPARE(user.profile->profileId, otherId);
        QVERIFY(isRefused(updateProfile(user, {someId, otherId, {}, {}, {}})));
        QVERIFY(isRefused(updateProfile(user, {someId, otherId, {}, QString(501, u'x'), {}})));
    }
    void passwordUnlocks()
    {
        const Decision decision = changePassword(given<User>(registered()), someId, u"correct horse"_s);
        QVERIFY(!given<User>(with(registered(), decision)).locked);
        QVERIFY(isRefused(changePassword(given<User>(registered()), someId, u"short"_s)));
    }
    void statesSurviveSnapshots()
    {
        NewEvents events = with(registered(), verifyEmail(given<User>(registered()), someId));
        events = with(events, updateProfile(given<User>(events), {someId, otherId, u""_s, {}, {}}));
        events = with(events, addAddress(given<User>(events), home(true)));
        events = with(events, addAddress(given<User>(events), home(true)));
        events = with(events, changePassword(given<User>(events), someId, u"correct horse"_s));
        events = with(events, deactivateUser(given<User>(events), someId));
        QCOMPARE(firstBadSnapshot<User>(events), 0);
    }
};

QTEST_GUILESS_MAIN(UserRulesTest)
#include "user_rules_test.moc"
