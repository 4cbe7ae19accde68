// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/json.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace replay::base;

namespace {

QJsonObject object(const char* text) { return *parseJsonObject(QByteArray(text), u"test"_s); }
QString errorOf(const Status& status) { return status ? QString() : status.error().message; }

}  // namespace

class BaseJsonTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void writesKeysInOrder()
    {
        QCOMPARE(jsonBytes({{u"b"_s, 1}, {u"a"_s, u"é"_s}, {u"c"_s, QJsonObject{{u"z"_s, true}, {u"y"_s, QJsonValue::Null}}}}),
                 QByteArray("{\"a\":\"é\",\"b\":1,\"c\":{\"y\":null,\"z\":true}}"));
    }
    void refusesWhatIsNoObject_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("said");
        QTest::newRow("nothing") << QByteArray() << u"line 1"_s;
        QTest::newRow("array") << QByteArray("[1]") << u"expected a JSON object"_s;
        QTest::newRow("cut") << QByteArray("{\"a\":\n 1,") << u"line 2"_s;
        QTest::newRow("utf-8") << QByteArray("{\"a\":\"\xff\"}") << u"UTF-8"_s;
        QTest::newRow("deep") << QByteArray(QByteArray("{\"a\":") + QByteArray(100, '[') + QByteArray(100, ']') + "}")
                              << u"deeper than 64"_s;
    }
    void refusesWhatIsNoObject()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(QString, said);
        const auto parsed = parseJsonObject(bytes, u"file.json"_s);
        QVERIFY(!parsed.has_value());
        QCOMPARE(parsed.error().kind, ErrorKind::Malformed);
        QVERIFY2(parsed.error().message.contains(said), qPrintable(parsed.error().message));
        QVERIFY(parsed.error().message.startsWith(u"file.json"_s));
    }
    void readsFields()
    {
        Fields fields(object(R"({"name":"x","price":12.5,"text price":"0.10","count":3,"flag":true,
                                 "id":"019b8d3a-7c00-7000-8000-000000000001","list":[1],"none":null})"),
                      {});
        QCOMPARE(fields.text("name"), u"x"_s);
        QCOMPARE(fields.money("price").toString(), u"12.50"_s);
        QCOMPARE(fields.money("text price").toString(), u"0.10"_s);
        QCOMPARE(qint64(fields.whole("count", 0, 10)), qint64(3));
        QCOMPARE(fields.flagOr("flag", false), true);
        QVERIFY(!fields.id("id").isNull());
        QCOMPARE(fields.array("list").size(), 1);
        QVERIFY(!fields.maybeText("none"));
        QVERIFY(!fields.maybeText("absent"));
        QVERIFY(fields.finish().has_value());
    }
    void namesTheFirstFault_data()
    {
        QTest::addColumn<QByteArray>("json");
        QTest::addColumn<QString>("said");
        QTest::newRow("missing") << QByteArray("{}") << u"Command.count: is missing"_s;
        QTest::newRow("type") << QByteArray("{\"count\":\"3\"}") << u"Command.count: expected a whole number, got a text"_s;
        QTest::newRow("fraction") << QByteArray("{\"count\":1.5}") << u"Command.count: expected a whole number, got 1.5"_s;
        QTest::newRow("low") << QByteArray("{\"count\":0}") << u"Command.count: expected a whole number from 1 to 9, got 0"_s;
        QTest::newRow("huge") << QByteArray("{\"count\":1e300}") << u"Command.count: expected a whole number"_s;
        QTest::newRow("unknown") << QByteArray("{\"count\":1,\"cuont\":1}") << u"Command.cuont: unknown key; known are count"_s;
    }
    void namesTheFirstFault()
    {
        QFETCH(QByteArray, json);
        QFETCH(QString, said);
        Fields fields(*parseJsonObject(json, {}), u"Command"_s);
        fields.whole("count", 1, 9);
        const QString error = errorOf(fields.finish());
        QVERIFY2(error.startsWith(said), qPrintable(error));
    }
    void refusesInexactMoney()
    {
        for (const char* json : {R"({"m":0.30000000000000004})", R"({"m":"1.234"})", R"({"m":1e20})", R"({"m":true})", R"({"m":"NaN"})"}) {
            Fields fields(object(json), {});
            fields.money("m");
            QVERIFY2(!fields.finish().has_value(), json);
        }
    }
    void refusesWhatIsNoId()
    {
        for (const char* json : {R"({"id":""})", R"({"id":"17"})", R"({"id":"019b8d3a-7c00-7000-8000-00000000000g"})", R"({"id":7})"}) {
            Fields fields(object(json), {});
            fields.id("id");
            QVERIFY2(!fields.finish().has_value(), json);
        }
    }
    void refusesNulCharacters()
    {
        Fields fields(object(R"({"name":"a\u0000b"})"), {});
        fields.text("name");
        QVERIFY(!fields.finish().has_value());
    }
};

QTEST_GUILESS_MAIN(BaseJsonTest)
#include "base_json_test.moc"
