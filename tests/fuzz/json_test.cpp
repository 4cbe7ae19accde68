// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/json.h"
#include "core/contracts/order_lines.h"
#include "tests/fuzz/mutator.h"

#include <QTest>

using namespace replay;

/// Everything that arrives as JSON: commands, scenarios, events.
class FuzzJsonTest : public QObject {
    Q_OBJECT
    const fuzz::Mutator m_mutator{13,
                                  {"{",
                                   "}",
                                   "[",
                                   "]",
                                   "\"",
                                   "\\u0000",
                                   "\\ud800",
                                   "null",
                                   "true",
                                   "1e999",
                                   "-0",
                                   "0.1",
                                   "9007199254740993",
                                   ":",
                                   ",",
                                   "\"items\":",
                                   "\"quantity\":",
                                   "\"product_id\":",
                                   "\"12.345\"",
                                   "\xff",
                                   "\xed\xa0\x80",
                                   "[[[[[[[[[[[[[[[[[[[[",
                                   "\n"}};
    const QByteArray m_order =
        R"({"customer_id": "019b8d2b-8c00-7e20-8964-1e43ab3e0fed", "notes": "größer", "items": [{"product_id": "019b8d2b-8c00-7dfc-894e-8ac9f02d4e22", "quantity": 2,
        "unit_price": "12.50"}, {"product_id": "019b8d2b-8c00-7700-91ff-490bfc6bf833", "quantity": 1}]})";

private Q_SLOTS:
    void objects()
    {
        int read = 0;
        for (int i = 0; i < fuzz::rounds(20'000); ++i) {
            const auto object = base::parseJsonObject(i % 4 ? m_mutator.damaged(m_order, i) : m_mutator.invented(i), QStringLiteral("x"));
            if (!object) {
                QVERIFY(object.error().message.startsWith(QStringLiteral("x: ")));
                continue;
            }
            ++read;
            const QByteArray bytes = base::jsonBytes(*object);
            const auto again = base::parseJsonObject(bytes, QStringLiteral("x"));
            QVERIFY(again.has_value());
            QCOMPARE(base::jsonBytes(*again), bytes);
        }
        QVERIFY(read > 1'000);
    }

    void deepNestingIsRefusedNotFollowed()
    {
        const QByteArray deep = "{\"a\":" + QByteArray("[").repeated(1'000'000);
        QVERIFY(!base::parseJsonObject(deep, QStringLiteral("x")).has_value());
    }

    void fields()
    {
        for (int i = 0; i < fuzz::rounds(20'000); ++i) {
            const auto object = base::parseJsonObject(m_mutator.damaged(m_order, i), QStringLiteral("x"));
            if (!object)
                continue;
            base::Fields fields(*object, QStringLiteral("x"));
            const QUuid customer = fields.id("customer_id");
            const QJsonArray items = fields.array("items");
            const QString notes = fields.textOr("notes", QString());
            const base::Status finished = fields.finish();
            QVERIFY(finished ? !customer.isNull() && !notes.contains(QChar::Null) : !finished.error().message.isEmpty());
            if (const auto lines = contracts::readLines(items, QStringLiteral("items"))) {
                for (const auto& line : *lines)
                    QVERIFY(line.quantity >= 1 && !line.productId.isNull());
            }
        }
    }
};

QTEST_GUILESS_MAIN(FuzzJsonTest)
#include "json_test.moc"
