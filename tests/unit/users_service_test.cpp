// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/users/password_hash.h"
#include "core/domain/users/users_service.h"
#include "tests/unit/service_harness.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace replay;
using namespace replay::test;

namespace {

QJsonObject ada()
{
    return {{u"email"_s, u"ada@example.org"_s},
            {u"first_name"_s, u"Ada"_s},
            {u"last_name"_s, u"Lovelace"_s},
            {u"date_of_birth"_s, u"1990-12-10"_s}};
}
QJsonObject with(QJsonObject object, const QString& key, const QJsonValue& value)
{
    object.insert(key, value);
    return object;
}

class People : public ServiceHarness {
public:
    People() : ServiceHarness(users::makeUsersService()) {}
};

}  // namespace

class UsersServiceTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void lifeOfAUser()
    {
        People people;
        const auto receipt = people.send("RegisterUser", ada());
        QVERIFY2(isDone(receipt), qPrintable(reasonOf(receipt)));
        const QJsonObject user{{u"user_id"_s, answered(receipt, "user_id")}};
        QCOMPARE(people.text("SELECT password_hash FROM users"), users::lockedHash);
        QVERIFY(isDone(people.send("VerifyEmail", user)));
        QVERIFY(isDone(people.send("UpdateProfile", with(user, u"bio"_s, u"I count."_s))));
        QVERIFY(isDone(people.send("UpdateProfile", with(user, u"preferences"_s, QJsonObject{{u"dark"_s, true}}))));
        QJsonObject address = user;
        for (const char* key : {"street_address", "city", "state", "postal_code", "country"})
            address.insert(QString::fromLatin1(key), u"x"_s);
        address.insert(u"state"_s, u""_s);
        address.insert(u"is_default"_s, true);
        QVERIFY(isDone(people.send("AddAddress", address)));
        QVERIFY(isDone(people.send("AddAddress", address)));
        QCOMPARE(people.text("SELECT group_concat(is_default) FROM user_addresses"), u"0,1"_s);
        QCOMPARE(people.count("SELECT count(*) FROM user_profiles"), 1);
        QVERIFY(isDone(people.send("DeactivateUser", user)));
        QVERIFY(reasonOf(people.send("VerifyEmail", user)).contains(u"inactive"_s));
        QCOMPARE(people.differences(), QStringList());
        QCOMPARE(people.checked(), 4);
    }
    void passwordsAreHashedAndStayInTheTable()
    {
        People people;
        const auto receipt = people.send("RegisterUser", with(ada(), u"password"_s, u"correct horse"_s));
        QVERIFY2(isDone(receipt), qPrintable(reasonOf(receipt)));
        const QString hash = people.text("SELECT password_hash FROM users");
        QVERIFY(hash.startsWith(u"$argon2id$"_s));
        QVERIFY(users::verifyPassword(u"correct horse"_s, hash));
        QVERIFY(!users::verifyPassword(u"correct horsf"_s, hash));
        QVERIFY(!users::verifyPassword(u"!"_s, users::lockedHash));
        QCOMPARE(people.count("SELECT count(*) FROM event_records WHERE data LIKE '%argon2%' OR data LIKE '%correct horse%'"), 0);
        QVERIFY(
            isDone(people.send("ChangePassword", {{u"user_id"_s, answered(receipt, "user_id")}, {u"password"_s, u"battery staple"_s}})));
        QVERIFY(users::verifyPassword(u"battery staple"_s, people.text("SELECT password_hash FROM users")));
        QCOMPARE(people.differences(), QStringList());
    }
    void anErasedUserLeavesNothingBehind()
    {
        People people;
        const QJsonObject user{{u"user_id"_s, answered(people.send("RegisterUser", ada()), "user_id")}};
        QVERIFY(isDone(
            people.send("UpdateProfile", with(with(user, u"bio"_s, u"I count."_s), u"preferences"_s, QJsonObject{{u"dark"_s, true}}))));
        QJsonObject address = user;
        for (const char* key : {"street_address", "city", "state", "postal_code", "country"})
            address.insert(QString::fromLatin1(key), u"Delft"_s);
        QVERIFY(isDone(people.send("AddAddress", address)));
        QCOMPARE(people.count("SELECT count(*) FROM event_records WHERE data LIKE '%Delft%' OR data LIKE '%Ada%' OR data LIKE '%count.%'"),
                 0);
        QCOMPARE(people.text("SELECT first_name FROM users"), u"Ada"_s);
        QCOMPARE(reasonOf(people.send("EraseUser", with(user, u"reason"_s, u" "_s))), u"Reason must not be empty"_s);
        QVERIFY(isDone(people.send("EraseUser", with(user, u"reason"_s, u"asked"_s))));
        QCOMPARE(people.text("SELECT first_name || is_active || password_hash FROM users"), u"erased0!"_s);
        QCOMPARE(people.text("SELECT bio || preferences FROM user_profiles"), u"erased{}"_s);
        QCOMPARE(people.text("SELECT street_address || city || country FROM user_addresses"), u"erasederasederased"_s);
        QCOMPARE(people.count("SELECT count(*) FROM user_keys WHERE secret IS NULL AND erased_at IS NOT NULL"), 1);
        QCOMPARE(people.differences(), QStringList());
        people.forgetCache();
        QVERIFY(reasonOf(people.send("AddAddress", address)).contains(u"was erased"_s));
        QVERIFY(isDone(people.send("RegisterUser", ada())));  // another person, with the address that is free again
        QCOMPARE(people.differences(), QStringList());
    }
    void emailsAreUniqueWhateverTheirCase()
    {
        People people;
        QVERIFY(isDone(people.send("RegisterUser", ada())));
        QVERIFY(reasonOf(people.send("RegisterUser", ada())).contains(u"already registered"_s));
        QVERIFY(reasonOf(people.send("RegisterUser", with(ada(), u"email"_s, u"ADA@Example.org"_s))).contains(u"already registered"_s));
        QCOMPARE(people.eventCount(), 1);
    }
    void malformed()
    {
        People people;
        QVERIFY(isMalformed(people.send("RegisterUser", {})));
        QVERIFY(isMalformed(people.send("RegisterUser", with(ada(), u"date_of_birth"_s, u"1990-02-30"_s))));
        QVERIFY(isMalformed(people.send("RegisterUser", with(ada(), u"date_of_birth"_s, u"10.12.1990"_s))));
        QVERIFY(isMalformed(people.send("RegisterUser", with(ada(), u"admin"_s, true))));
        QVERIFY(isMalformed(people.send("VerifyEmail", {{u"user_id"_s, u"ada"_s}})));
        QVERIFY(reasonOf(people.send("RegisterUser", with(ada(), u"email"_s, u"ada"_s))).contains(u"is not an e-mail address"_s));
        QCOMPARE(people.eventCount(), 0);
    }
};

QTEST_GUILESS_MAIN(UsersServiceTest)
#include "users_service_test.moc"
