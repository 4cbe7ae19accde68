// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/products/category_rules.h"
#include "core/domain/products/product_rules.h"
#include "tests/unit/given.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace replay;
using namespace replay::products;
using namespace replay::test;

namespace {

CreateProduct teapot()
{
    CreateProduct command;
    command.productId = someId;
    command.name = u"Walnut teapot"_s;
    command.price = money("12.50");
    command.stockQuantity = 7;
    command.sku = u"TEA-1"_s;
    command.weight = money("0.80");
    command.dimensions = QJsonObject{{u"length"_s, 20.5}};
    command.attributes = {{u"color"_s, u"brown"_s}};
    return command;
}

NewEvents created() { return eventsOf(createProduct({}, teapot())); }

NewEvents with(NewEvents before, const Decision& decision)
{
    for (const NewEvent& event : eventsOf(decision))
        before.push_back(event);
    return before;
}

UpdateProduct change()
{
    UpdateProduct command;
    command.productId = someId;
    return command;
}

}  // namespace

class ProductRulesTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void creates()
    {
        const Product product = given<Product>(created());
        QCOMPARE(product.price.toString(), u"12.50"_s);
        QCOMPARE(qint64(product.stockQuantity), qint64(7));
        QVERIFY(product.active);
    }
    void refusesShortNames()
    {
        for (const QString& name : {u""_s, u"ab"_s, u"  ab  "_s}) {
            CreateProduct command = teapot();
            command.name = name;
            QCOMPARE(reasonOf(createProduct({}, command)), u"Product name must be at least 3 characters"_s);
        }
        CreateProduct command = teapot();
        command.name = u"abc"_s;
        QVERIFY(!isRefused(createProduct({}, command)));
        command.name = QString(256, u'x');
        QCOMPARE(reasonOf(createProduct({}, command)), u"Product name must be at most 255 characters, got 256"_s);
    }
    void refusesPricesThatAreNotPositive()
    {
        for (const char* price : {"0", "-0.01", "-99999999.99"}) {
            CreateProduct command = teapot();
            command.price = money(price);
            QCOMPARE(reasonOf(createProduct({}, command)), u"Product price must be positive"_s);
        }
        CreateProduct command = teapot();
        command.price = money("0.01");
        QVERIFY(!isRefused(createProduct({}, command)));
    }
    void refusesWhatIsTakenOrMissing()
    {
        CreateProduct command = teapot();
        command.skuTaken = true;
        QCOMPARE(reasonOf(createProduct({}, command)), u"SKU \"TEA-1\" is already used"_s);
        command = teapot();
        command.categoryId = otherId;
        QVERIFY(reasonOf(createProduct({}, command)).contains(u"Category %1 not found"_s.arg(base::idText(otherId))));
        command.categoryExists = true;
        QVERIFY(!isRefused(createProduct({}, command)));
        command = teapot();
        command.sku = u" "_s;
        QVERIFY(isRefused(createProduct({}, command)));
        command = teapot();
        command.weight = money("-1");
        QVERIFY(isRefused(createProduct({}, command)));
        command.weight = money("1000000");
        QVERIFY(isRefused(createProduct({}, command)));
        QVERIFY(reasonOf(createProduct(given<Product>(created()), teapot())).contains(u"already exists"_s));
    }
    void updatesOnlyWhatIsGiven()
    {
        UpdateProduct command = change();
        command.price = money("9.99");
        const Decision decision = updateProduct(given<Product>(created()), command);
        QCOMPARE(dataOf(decision).keys(), (QStringList{u"price"_s, u"product_id"_s}));
        const Product product = given<Product>(with(created(), decision));
        QCOMPARE(product.price.toString(), u"9.99"_s);
        QCOMPARE(product.name, u"Walnut teapot"_s);
    }
    void zeroStockIsLegal()
    {
        UpdateProduct command = change();
        command.stockQuantity = 0;
        const Decision decision = updateProduct(given<Product>(created()), command);
        QVERIFY(dataOf(decision).contains(u"stock_quantity"_s));
        QCOMPARE(qint64(given<Product>(with(created(), decision)).stockQuantity), qint64(0));
    }
    void zeroPriceIsNot()
    {
        UpdateProduct command = change();
        command.price = money("0");
        QCOMPARE(reasonOf(updateProduct(given<Product>(created()), command)), u"Product price must be positive"_s);
        command.price = money("-1");
        QVERIFY(isRefused(updateProduct(given<Product>(created()), command)));
        command = change();
        command.name = u"ab"_s;
        QVERIFY(isRefused(updateProduct(given<Product>(created()), command)));
        QVERIFY(isRefused(updateProduct(given<Product>(created()), change())));
        QVERIFY(reasonOf(updateProduct({}, command)).contains(u"not found"_s));
    }
    void inactiveIsUpdatedNoMore()
    {
        const NewEvents events = with(created(), deactivateProduct(given<Product>(created()), someId));
        const Product product = given<Product>(events);
        UpdateProduct command = change();
        command.price = money("9.99");
        QCOMPARE(reasonOf(updateProduct(product, command)), u"Cannot update inactive product"_s);
        QCOMPARE(reasonOf(deactivateProduct(product, someId)), u"Product TEA-1 is already inactive"_s);
        QVERIFY(reasonOf(deactivateProduct({}, someId)).contains(u"not found"_s));
        QVERIFY(isRefused(addReview(product, {someId, {}})));
        QVERIFY(isRefused(addImage(product, {someId, otherId, u"x"_s, {}, false})));
    }
    void onePrimaryImage()
    {
        NewEvents events = with(created(), addImage(given<Product>(created()), {someId, otherId, u"a.jpg"_s, {}, true}));
        events = with(events, addImage(given<Product>(events), {someId, thirdId, u"b.jpg"_s, u"from above"_s, true}));
        const Product product = given<Product>(events);
        QVERIFY(!product.images.at(0).primary);
        QVERIFY(product.images.at(1).primary);
        QCOMPARE(qint64(product.images.at(1).sortOrder), qint64(1));
        QVERIFY(isRefused(addImage(product, {someId, otherId, u" "_s, {}, false})));
        QVERIFY(isRefused(addImage(product, {someId, otherId, QString(501, u'x'), {}, false})));
    }
    void statesSurviveSnapshots()
    {
        NewEvents events = with(created(), addImage(given<Product>(created()), {someId, otherId, u"a.jpg"_s, {}, true}));
        events = with(events, addReview(given<Product>(events), {someId, {otherId, thirdId, 5, u"good"_s, {}, {}}}));
        UpdateProduct command = change();
        command.description = u""_s;
        command.brand = u"Mill"_s;
        events = with(events, updateProduct(given<Product>(events), command));
        events = with(events, deactivateProduct(given<Product>(events), someId));
        QCOMPARE(firstBadSnapshot<Product>(events), 0);
    }
    void stateShowsWhatTheCommandLinePromises()
    {
        const QJsonObject state = given<Product>(created()).toJson();
        for (const char* key : {"name", "description", "price", "category_id", "stock_quantity", "is_active"})
            QVERIFY2(state.contains(QLatin1StringView(key)), key);
    }
    void categories()
    {
        CreateCategory command{someId, u"Garden & Patio"_s, {}, {}, false, slugOf(u"Garden & Patio"_s), false, 3};
        QCOMPARE(command.slug, u"garden-patio"_s);
        const NewEvents events = eventsOf(createCategory({}, command));
        QCOMPARE(given<Category>(events).label(), u"Garden & Patio"_s);
        QCOMPARE(firstBadSnapshot<Category>(events), 0);
        QVERIFY(isRefused(createCategory(given<Category>(events), command)));
        command.slugTaken = true;
        QVERIFY(reasonOf(createCategory({}, command)).contains(u"already used"_s));
        command.slugTaken = false;
        command.parentId = otherId;
        QVERIFY(reasonOf(createCategory({}, command)).contains(u"not found"_s));
        command.parentExists = true;
        QVERIFY(!isRefused(createCategory({}, command)));
        command.name = u"  "_s;
        QVERIFY(isRefused(createCategory({}, command)));
        command.name = u"Garden"_s;
        command.slug = u"Garden Patio"_s;
        QVERIFY(isRefused(createCategory({}, command)));
        QCOMPARE(slugOf(u"  "_s), QString());
    }
};

QTEST_GUILESS_MAIN(ProductRulesTest)
#include "product_rules_test.moc"
