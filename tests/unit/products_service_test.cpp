// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/products/products_service.h"
#include "tests/unit/service_harness.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace replay;
using namespace replay::test;

namespace {

const QString someone = u"019b8d3a-7c00-7000-8000-0000000000a1"_s;

QJsonObject teapot(const QString& sku = u"TEA-1"_s)
{
    return {{u"name"_s, u"Walnut teapot"_s}, {u"price"_s, u"12.50"_s}, {u"stock_quantity"_s, 5}, {u"sku"_s, sku}};
}
QJsonObject with(QJsonObject object, const QString& key, const QJsonValue& value)
{
    object.insert(key, value);
    return object;
}

class Catalogue : public ServiceHarness {
public:
    Catalogue() : ServiceHarness(products::makeProductsService()) {}
};

}  // namespace

class ProductsServiceTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void lifeOfAProduct()
    {
        Catalogue catalogue;
        const QString category = answered(catalogue.send("CreateCategory", {{u"name"_s, u"Kitchen"_s}}), "category_id");
        QVERIFY(!category.isEmpty());
        QJsonObject full = with(teapot(), u"category_id"_s, category);
        full.insert(u"weight"_s, u"0.80"_s);
        full.insert(u"dimensions"_s, QJsonObject{{u"length"_s, 20.5}});
        full.insert(u"attributes"_s, QJsonObject{{u"color"_s, u"brown"_s}});
        const auto receipt = catalogue.send("CreateProduct", full);
        QVERIFY2(isDone(receipt), qPrintable(reasonOf(receipt)));
        const QString id = answered(receipt, "product_id");
        QVERIFY(isDone(catalogue.send("UpdateProduct", {{u"product_id"_s, id}, {u"price"_s, u"9.99"_s}, {u"stock_quantity"_s, 0}})));
        QVERIFY(
            isDone(catalogue.send("AddReview", {{u"product_id"_s, id}, {u"user_id"_s, someone}, {u"rating"_s, 5}, {u"title"_s, u""_s}})));
        QVERIFY(isDone(catalogue.send("AddImage", {{u"product_id"_s, id}, {u"image_url"_s, u"a.jpg"_s}, {u"is_primary"_s, true}})));
        QVERIFY(isDone(catalogue.send("AddImage", {{u"product_id"_s, id}, {u"image_url"_s, u"b.jpg"_s}, {u"is_primary"_s, true}})));
        QVERIFY(isDone(catalogue.send("DeactivateProduct", {{u"product_id"_s, id}})));
        QCOMPARE(reasonOf(catalogue.send("UpdateProduct", {{u"product_id"_s, id}, {u"price"_s, u"1.00"_s}})),
                 u"Cannot update inactive product"_s);
        QCOMPARE(catalogue.text("SELECT price || ' ' || stock_quantity || ' ' || is_active FROM products"), u"9.99 0 0"_s);
        QCOMPARE(catalogue.text("SELECT group_concat(is_primary) FROM product_images"), u"0,1"_s);
        QCOMPARE(catalogue.differences(), QStringList());
        QCOMPARE(catalogue.checked(), 5);
    }
    void refusedWritesNothing()
    {
        Catalogue catalogue;
        QCOMPARE(reasonOf(catalogue.send("CreateProduct", with(teapot(), u"name"_s, u"ab"_s))),
                 u"Product name must be at least 3 characters"_s);
        QCOMPARE(reasonOf(catalogue.send("CreateProduct", with(teapot(), u"price"_s, u"0"_s))), u"Product price must be positive"_s);
        QCOMPARE(reasonOf(catalogue.send("CreateProduct", with(teapot(), u"price"_s, -5))), u"Product price must be positive"_s);
        QVERIFY(reasonOf(catalogue.send("CreateProduct", with(teapot(), u"category_id"_s, someone))).contains(u"not found"_s));
        QVERIFY(reasonOf(catalogue.send("UpdateProduct", {{u"product_id"_s, someone}, {u"price"_s, u"1.00"_s}})).contains(u"not found"_s));
        QCOMPARE(catalogue.eventCount(), 0);
        QCOMPARE(catalogue.count("SELECT count(*) FROM products"), 0);
    }
    void malformed_data()
    {
        QTest::addColumn<QString>("key");
        QTest::addColumn<QJsonValue>("value");
        QTest::newRow("three decimals") << u"price"_s << QJsonValue(u"1.234"_s);
        QTest::newRow("NaN") << u"price"_s << QJsonValue(u"NaN"_s);
        QTest::newRow("beyond DECIMAL(10,2)") << u"price"_s << QJsonValue(u"100000000.00"_s);
        QTest::newRow("no text") << u"name"_s << QJsonValue(17);
        QTest::newRow("negative stock") << u"stock_quantity"_s << QJsonValue(-1);
        QTest::newRow("half a piece") << u"stock_quantity"_s << QJsonValue(0.5);
        QTest::newRow("unknown key") << u"colour"_s << QJsonValue(u"red"_s);
        QTest::newRow("no object") << u"dimensions"_s << QJsonValue(u"large"_s);
    }
    void malformed()
    {
        QFETCH(QString, key);
        QFETCH(QJsonValue, value);
        Catalogue catalogue;
        const auto receipt = catalogue.send("CreateProduct", with(teapot(), key, value));
        QVERIFY(isMalformed(receipt));
        QVERIFY2(receipt.error().message.contains(key), qPrintable(receipt.error().message));
    }
    void skusAreUnique()
    {
        Catalogue catalogue;
        QVERIFY(isDone(catalogue.send("CreateProduct", teapot())));
        QCOMPARE(reasonOf(catalogue.send("CreateProduct", teapot())), u"SKU \"TEA-1\" is already used"_s);
        QJsonObject plain = teapot();
        plain.remove(u"sku"_s);
        const auto first = catalogue.send("CreateProduct", with(plain, u"product_id"_s, u"019b8d3a-7c00-7000-8000-0000deadbeef"_s));
        QCOMPARE(answered(first, "sku"), u"SKU-DEADBEEF"_s);
        const auto second = catalogue.send("CreateProduct", with(plain, u"product_id"_s, u"019b8d3a-7c00-7000-8000-1234deadbeef"_s));
        QCOMPARE(answered(second, "sku"), u"SKU-1234DEADBEEF"_s);
    }
    void slugsAreUnique()
    {
        Catalogue catalogue;
        QCOMPARE(answered(catalogue.send("CreateCategory", {{u"name"_s, u"Garden & Patio"_s}}), "slug"), u"garden-patio"_s);
        QVERIFY(reasonOf(catalogue.send("CreateCategory", {{u"name"_s, u"Garden Patio"_s}})).contains(u"already used"_s));
        QVERIFY(isDone(catalogue.send("CreateCategory", {{u"name"_s, u"庭"_s}})));
    }
    void anotherAggregatesIdIsNoProduct()
    {
        Catalogue catalogue;
        const QString category = answered(catalogue.send("CreateCategory", {{u"name"_s, u"Kitchen"_s}}), "category_id");
        QVERIFY(reasonOf(catalogue.send("DeactivateProduct", {{u"product_id"_s, category}})).contains(u"not found"_s));
        const auto receipt = catalogue.send("CreateProduct", with(teapot(), u"product_id"_s, category));
        QVERIFY(!receipt.has_value());
        QVERIFY2(receipt.error().message.contains(u"is the id of a Category, not of a Product"_s), qPrintable(receipt.error().message));
        QVERIFY(isDone(catalogue.send("CreateProduct", with(teapot(), u"category_id"_s, category))));
        QCOMPARE(catalogue.differences(), QStringList());
    }
};

QTEST_GUILESS_MAIN(ProductsServiceTest)
#include "products_service_test.moc"
