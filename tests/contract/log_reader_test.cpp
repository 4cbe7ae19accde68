// SPDX-License-Identifier: GPL-3.0-or-later
// The log is read in its own order, whole and in parts.
#include "core/log/log_reader.h"
#include "tests/contract/projection_shop.h"

#include <QTest>

using namespace replay;
using replay::test::ProjectionShop;

namespace {

QString text(const char* latin) { return QString::fromLatin1(latin); }

}  // namespace

class LogReaderTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void readsInGlobalOrder()
    {
        ProjectionShop shop;
        const QUuid customer = shop.customer(text("Ada"), text("Moore"));
        const QUuid product = shop.product(text("Teapot"), text("49.90"), 10);
        const auto order = shop.order(customer, product, 1, text("49.90"), ProjectionShop::End::Declined);
        const log::LogReader reader(shop.database(text("log")));
        QCOMPARE(reader.head().value(), shop.head());

        std::vector<log::LoggedEvent> all;
        QVERIFY(reader
                    .scan(0, 0,
                          [&](const log::LoggedEvent& event) {
                              all.push_back(event);
                              return true;
                          })
                    .has_value());
        QCOMPARE(static_cast<log::Position>(all.size()), shop.head());
        QCOMPARE(all.front().eventType, text("UserRegistered"));
        QCOMPARE(all.front().service, text("user"));
        QCOMPARE(all.front().aggregateId, customer);
        for (std::size_t i = 0; i < all.size(); ++i)
            QCOMPARE(all[i].position, static_cast<log::Position>(i + 1));
        QCOMPARE(all.back().data().value(text("error_message")).toString(), text("card declined"));

        std::vector<log::Position> part;
        QVERIFY(reader
                    .scan(3, 6,
                          [&](const log::LoggedEvent& event) {
                              part.push_back(event.position);
                              return true;
                          })
                    .has_value());
        QCOMPARE(part, (std::vector<log::Position>{4, 5, 6}));
        part.clear();
        QVERIFY(reader
                    .scan(3, 0,
                          [&](const log::LoggedEvent& event) {
                              part.push_back(event.position);
                              return false;
                          })
                    .has_value());
        QCOMPARE(part, (std::vector<log::Position>{4}));

        int version = 0;
        QVERIFY(reader.stream(order.sagaId, 0, [&](const log::LoggedEvent& event) { return event.version == ++version; }).has_value());
        QVERIFY(version > 8);
        int some = 0;
        QVERIFY(reader
                    .stream(order.sagaId, 6,
                            [&](const log::LoggedEvent& event) {
                                ++some;
                                return event.position <= 6;
                            })
                    .has_value());
        QVERIFY(some > 0 && some < version);

        const QUuid correlation = all.back().correlationId;
        int correlated = 0;
        QVERIFY(reader
                    .correlated(correlation, 0, 1'000,
                                [&](const log::LoggedEvent& event) {
                                    ++correlated;
                                    return event.correlationId == correlation;
                                })
                    .has_value());
        QCOMPARE(static_cast<log::Position>(correlated), shop.head() - 3);
        int limited = 0;
        QVERIFY(reader
                    .correlated(correlation, 0, 5,
                                [&](const log::LoggedEvent&) {
                                    ++limited;
                                    return true;
                                })
                    .has_value());
        QCOMPARE(limited, 5);
    }

    void anEmptyLogHasNoHead()
    {
        ProjectionShop shop;
        const log::LogReader reader(shop.database(text("log")));
        QCOMPARE(reader.head().value(), 0);
        QVERIFY(reader.scan(0, 0, [](const log::LoggedEvent&) { return false; }).has_value());
    }
};

QTEST_GUILESS_MAIN(LogReaderTest)
#include "log_reader_test.moc"
