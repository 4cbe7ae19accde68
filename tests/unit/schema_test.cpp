// SPDX-License-Identifier: GPL-3.0-or-later
// The exercise's tables, columns and indexes are all there, and the database itself refuses what does not fit their types.
#include "core/storage/database.h"
#include "core/storage/migrator.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace replay;

namespace {

std::unique_ptr<storage::Database> fresh(const QString& service)
{
    auto database = storage::Database::inMemory().value();
    const auto migrated = storage::migrate(*database, {u"common"_s, service});
    if (!migrated)
        qFatal("%s", qPrintable(migrated.error().message));
    return database;
}

QStringList names(storage::Database& database, const QString& sql)
{
    QStringList found;
    const QByteArray text = sql.toUtf8();
    const auto read = database.each(std::string_view(text.constData(), static_cast<std::size_t>(text.size())), storage::bind(),
                                    [&](const storage::Row& row) { found << row.text(0); });
    return read ? found : QStringList{read.error().message};
}

}  // namespace

class SchemaTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void tablesOfTheExercise_data()
    {
        QTest::addColumn<QString>("service");
        QTest::addColumn<QString>("table");
        QTest::addColumn<QString>("columns");
        const auto row = [](const char* service, const char* table, const char* columns) {
            QTest::newRow(table) << QString::fromLatin1(service) << QString::fromLatin1(table) << QString::fromLatin1(columns);
        };
        row("user", "users",
            "id,email,password_hash,first_name,last_name,phone,date_of_birth,is_active,email_verified,created_at,updated_at");
        row("user", "user_profiles", "id,user_id,bio,avatar_url,preferences,created_at,updated_at");
        row("user", "user_addresses",
            "id,user_id,address_type,street_address,city,state,postal_code,country,is_default,created_at,updated_at");
        row("product", "categories", "id,name,description,parent_id,slug,is_active,sort_order,created_at,updated_at");
        row("product", "products",
            "id,name,description,sku,price,category_id,brand,weight,dimensions,attributes,is_active,created_at,updated_at");
        row("product", "product_images", "id,product_id,image_url,alt_text,sort_order,is_primary,created_at");
        row("product", "product_reviews",
            "id,product_id,user_id,rating,title,review_text,is_verified_purchase,is_approved,created_at,updated_at");
        row("order", "orders",
            "id,order_number,customer_id,status,total_amount,currency,shipping_address,billing_address,payment_method,payment_status,"
            "shipping_method,tracking_number,notes,created_at,updated_at");
        row("order", "order_items", "id,order_id,product_id,product_sku,product_name,quantity,unit_price,total_price,created_at");
        row("order", "order_status_history", "id,order_id,status,notes,created_at");
    }
    void tablesOfTheExercise()
    {
        QFETCH(QString, service);
        QFETCH(QString, table);
        QFETCH(QString, columns);
        const auto database = fresh(service);
        const QStringList present = names(*database, u"SELECT name FROM pragma_table_info('%1')"_s.arg(table));
        for (const QString& column : columns.split(u','))
            QVERIFY2(present.contains(column), qPrintable(column));
    }
    void indexesOfTheExercise()
    {
        const QHash<QString, QString> expected{
            {u"user"_s,
             u"idx_users_email,idx_users_active,idx_user_profiles_user_id,idx_user_addresses_user_id,idx_user_addresses_default"_s},
            {u"product"_s, u"idx_products_category,idx_products_active,idx_products_sku,idx_products_price,idx_product_images_product,"
                           "idx_product_reviews_product,idx_product_reviews_user,idx_product_reviews_rating"_s},
            {u"order"_s, u"idx_orders_customer,idx_orders_status,idx_orders_created_at,idx_order_items_order,idx_order_items_product,"
                         "idx_order_status_history_order"_s}};
        for (auto each = expected.begin(); each != expected.end(); ++each) {
            const auto database = fresh(each.key());
            const QStringList present = names(*database, u"SELECT name FROM sqlite_schema WHERE type = 'index'"_s);
            for (const QString& index : each->split(u','))
                QVERIFY2(present.contains(index), qPrintable(index));
        }
    }
    void defaultsAreThoseOfTheExercise()
    {
        const auto database = fresh(u"order"_s);
        QVERIFY(database
                    ->script("INSERT INTO orders (order_number, customer_id, total_amount, shipping_address) "
                             "VALUES ('A-1', '019b8d3a-7c00-7000-8000-000000000001', '1.00', '{}')")
                    .has_value());
        QCOMPARE(names(*database, u"SELECT status || currency || payment_status FROM orders"_s), QStringList{u"pendingUSDpending"_s});
        const QString id = names(*database, u"SELECT id FROM orders"_s).first();
        QVERIFY(!QUuid::fromString(id).isNull());
        QCOMPARE(QUuid::fromString(id).version(), QUuid::Random);
    }
    void refuses_data()
    {
        QTest::addColumn<QString>("service");
        QTest::addColumn<QString>("sql");
        const auto row = [](const char* name, const char* service, const char* sql) {
            QTest::newRow(name) << QString::fromLatin1(service) << QString::fromLatin1(sql);
        };
        for (const char* amount : {"1", "1.5", "1.234", "abc", "1e3", "", "1.-5", "--1.00", ".50", "1.00.00", "123456789.00", "1.00 "}) {
            QTest::newRow(QByteArray(QByteArray("amount ") + amount).constData())
                << u"order"_s
                << u"INSERT INTO orders (order_number, customer_id, total_amount, shipping_address) VALUES ('A', '019b8d3a-7c00-7000-8000-000000000001', '%1', '{}')"_s
                       .arg(QString::fromLatin1(amount));
        }
        row("status", "order",
            "INSERT INTO orders (order_number, customer_id, total_amount, shipping_address, status) VALUES ('A', '019b8d3a-7c00-7000-8000-000000000001', '1.00', '{}', 'lost')");
        row("json", "order",
            "INSERT INTO orders (order_number, customer_id, total_amount, shipping_address) VALUES ('A', '019b8d3a-7c00-7000-8000-000000000001', '1.00', '{')");
        row("uuid", "order",
            "INSERT INTO orders (order_number, customer_id, total_amount, shipping_address) VALUES ('A', '17', '1.00', '{}')");
        row("quantity", "order",
            "INSERT INTO order_items (product_id, product_sku, product_name, quantity, unit_price, total_price) VALUES ('019b8d3a-7c00-7000-8000-000000000001', 's', 'n', 0, '1.00', '1.00')");
        row("foreign key", "order",
            "INSERT INTO order_status_history (order_id, status) VALUES ('019b8d3a-7c00-7000-8000-000000000001', 'pending')");
        row("rating", "product", "INSERT INTO product_reviews (user_id, rating) VALUES ('019b8d3a-7c00-7000-8000-000000000001', 6)");
        row("boolean", "user",
            "INSERT INTO users (email, password_hash, first_name, last_name, is_active) VALUES ('a@b', '!', 'a', 'b', 2)");
        row("varchar", "user",
            "INSERT INTO users (email, password_hash, first_name, last_name, phone) VALUES ('a@b', '!', 'a', 'b', '123456789012345678901')");
        row("date", "user",
            "INSERT INTO users (email, password_hash, first_name, last_name, date_of_birth) VALUES ('a@b', '!', 'a', 'b', '1990-02-30')");
        row("not null", "user", "INSERT INTO users (email, first_name, last_name) VALUES ('a@b', 'a', 'b')");
        row("negative stock", "inventory",
            "INSERT INTO stock_items (product_id, sku, on_hand) VALUES ('019b8d3a-7c00-7000-8000-000000000001', 's', -1)");
        row("reserved beyond", "inventory",
            "INSERT INTO stock_items (product_id, sku, on_hand, reserved) VALUES ('019b8d3a-7c00-7000-8000-000000000001', 's', 1, 2)");
    }
    void refuses()
    {
        QFETCH(QString, service);
        QFETCH(QString, sql);
        const auto database = fresh(service);
        const auto done = database->script(sql.toUtf8());
        QVERIFY2(!done.has_value(), qPrintable(sql));
        QVERIFY2(done.error().message.contains(u"constraint"_s, Qt::CaseInsensitive), qPrintable(done.error().message));
    }
};

QTEST_GUILESS_MAIN(SchemaTest)
#include "schema_test.moc"
