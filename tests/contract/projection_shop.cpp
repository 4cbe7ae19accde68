// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/contract/projection_shop.h"

#include "core/base/check.h"
#include "core/base/random.h"
#include "core/contracts/ids.h"
#include "core/contracts/upcasters.h"
#include "core/storage/migrator.h"
#include "core/storage/transaction.h"

#include <QDir>

namespace replay::test {
namespace {

using base::idText;
using base::Money;

const QStringList services{QStringLiteral("user"),      QStringLiteral("product"), QStringLiteral("order"),
                           QStringLiteral("inventory"), QStringLiteral("payment"), QStringLiteral("saga")};

const QStringList reacting{QStringLiteral("order"), QStringLiteral("inventory"), QStringLiteral("payment")};

QString key(const char* latin) { return QString::fromLatin1(latin); }

template <typename T>
T must(base::Result<T> result)
{
    if (!result)
        qFatal("%s", qPrintable(result.error().message));
    return std::move(*result);
}

void must(const base::Status& status)
{
    if (!status)
        qFatal("%s", qPrintable(status.error().message));
}

struct Merged {
    static constexpr int schemaVersion = 1;
    QJsonObject all;
    void evolve(const events::Event& event)
    {
        const QJsonObject data = event.data();
        for (auto field = data.begin(); field != data.end(); ++field)
            all.insert(field.key(), field.value());
        all.insert(key("last"), event.eventType);
    }
    QJsonObject toJson() const { return all; }
    static Merged fromJson(const QJsonObject& json) { return {json}; }
    QString label() const
    {
        for (const char* name : {"order_number", "sku", "email", "name"}) {
            if (all.contains(QLatin1StringView(name)))
                return all.value(QLatin1StringView(name)).toString();
        }
        return {};
    }
};

}  // namespace

events::Folds mergingFolds()
{
    return {events::foldOf<Merged>(key("User"), key("user")),           events::foldOf<Merged>(key("Category"), key("product")),
            events::foldOf<Merged>(key("Product"), key("product")),     events::foldOf<Merged>(key("Order"), key("order")),
            events::foldOf<Merged>(key("StockItem"), key("inventory")), events::foldOf<Merged>(key("Reservation"), key("inventory")),
            events::foldOf<Merged>(key("Payment"), key("payment")),     events::foldOf<Merged>(key("Saga"), key("saga"))};
}

ProjectionShop::ProjectionShop()
{
    const auto open = [&](const QString& name, const QStringList& folders) {
        auto database = must(storage::Database::open(QDir(m_folder.path()).filePath(name + QStringLiteral(".db")),
                                                     storage::Access::ReadWrite, storage::Durability::Normal));
        must(storage::migrate(*database, folders));
        m_databases.emplace(name, std::move(database));
    };
    for (const QString& service : services)
        open(service,
             reacting.contains(service) ? QStringList{key("common"), service, key("reactions")} : QStringList{key("common"), service});
    for (const char* name : {"log", "read", "gateway"})
        open(key(name), {key(name)});
    m_log = std::make_unique<log::CentralLog>(database(key("log")));
    must(m_log->open());
}

QUuid ProjectionShop::newId(const char* kind) { return base::Random(7).uuid(m_now, kind, ++m_ids); }

QUuid ProjectionShop::append(const What& what, bool carried)
{
    m_now = m_now + base::usPerMs;
    log::LoggedEvent event;
    event.eventId = newId("event");
    event.eventType = what.type;
    event.json = base::jsonBytes(what.data);
    event.occurredAt = m_now;
    event.schemaVersion = contracts::newestSchema(what.type);
    event.correlationId = what.correlation;
    event.causationId = what.causation;
    event.actor = what.actor;
    event.note = what.note;

    storage::Database& own = database(what.service);
    storage::Transaction transaction(own);
    must(transaction.begun());
    events::EventStore store(own);
    std::vector<events::Event> stored{event};
    must(store.saveEvents(what.aggregateId, what.aggregateType, stored, events::ExpectedVersion::any()));
    const std::int64_t seq = must(store.lastSequence());
    const std::int64_t outboxId = ++m_outboxes[what.service];
    must(own.run("INSERT INTO outbox (id, first_seq, last_seq, due_at, cause) VALUES (?, ?, ?, ?, ?)", outboxId, seq, seq, m_now,
                 what.causation));
    must(transaction.commit());
    if (!carried)
        return event.eventId;

    static_cast<events::Event&>(event) = stored.front();
    event.service = what.service;
    event.appendedAt = m_now;
    storage::Database& log = database(key("log"));
    storage::Transaction appending(log);
    must(appending.begun());
    std::vector<log::LoggedEvent> events{event};
    must(m_log->append(events));
    must(log.run(
        "INSERT INTO relay_bookmarks (service, due_at, outbox_id) VALUES (?, ?, ?) ON CONFLICT (service) DO UPDATE SET due_at = excluded.due_at, "
        "outbox_id = excluded.outbox_id",
        what.service, m_now, outboxId));
    must(appending.commit());
    return event.eventId;
}

QUuid ProjectionShop::category(const QString& name)
{
    const QUuid id = newId("category");
    append({key("product"),
            key("Category"),
            id,
            key("CategoryCreated"),
            {{key("category_id"), idText(id)}, {key("name"), name}, {key("slug"), name.toLower()}},
            {},
            {},
            key("setup")});
    return id;
}

QUuid ProjectionShop::product(const QString& name, const QString& price, int quantity, const QUuid& category)
{
    const QUuid id = newId("product");
    const QString sku = QStringLiteral("SKU-%1").arg(m_ids);
    QJsonObject data{{key("product_id"), idText(id)},
                     {key("name"), name},
                     {key("description"), QString(name + QStringLiteral(", made to last"))},
                     {key("price"), price},
                     {key("stock_quantity"), quantity},
                     {key("sku"), sku},
                     {key("category_id"), category.isNull() ? QJsonValue() : QJsonValue(idText(category))}};
    append({key("product"), key("Product"), id, key("ProductCreated"), data, {}, {}, key("setup")});
    append({key("inventory"),
            key("StockItem"),
            contracts::stockItemId(id),
            key("StockItemCreated"),
            {{key("product_id"), idText(id)}, {key("sku"), sku}, {key("on_hand"), quantity}},
            {},
            {},
            key("inventory")});
    stock[id] = {sku, quantity, 0};
    return id;
}

QUuid ProjectionShop::customer(const QString& first, const QString& last)
{
    const QUuid id = newId("customer");
    append({key("user"),
            key("User"),
            id,
            key("UserRegistered"),
            {{key("user_id"), idText(id)},
             {key("email"), QString(first.toLower() + QStringLiteral("@example.org"))},
             {key("first_name"), first},
             {key("last_name"), last}},
            {},
            {},
            key("setup")});
    return id;
}

void ProjectionShop::step(const Order& order, const QUuid& correlation, const QString& step, const QString& service, const QString& command,
                          const QUuid& message, bool compensation, const QString& fault)
{
    QJsonObject data{{key("step"), step},
                     {key("kind"), compensation ? key("compensation") : key("action")},
                     {key("attempt"), 1},
                     {key("service"), service},
                     {key("command"), command},
                     {key("message_id"), idText(message)},
                     {key("sent_at"), m_now.toString()},
                     {key("due_at"), m_now.toString()},
                     {key("deadline_at"), (m_now + 5 * base::usPerSecond).toString()}};
    if (!fault.isEmpty())
        data.insert(key("fault"), fault);
    append({key("saga"), key("Saga"), order.sagaId, key("SagaStepStarted"), data, correlation});
}

void ProjectionShop::answered(const Order& order, const QUuid& correlation, const QString& type, const QString& step, const QUuid& cause,
                              QJsonObject more)
{
    more.insert(key("step"), step);
    more.insert(key("attempt"), 1);
    more.insert(key("kind"), type == key("SagaStepCompensated") ? key("compensation") : key("action"));
    append({key("saga"), key("Saga"), order.sagaId, type, more, correlation, cause});
}

void ProjectionShop::move(const QString& type, const QUuid& product, const QUuid& order, int quantity, const QUuid& correlation,
                          const QUuid& cause)
{
    Stock& item = stock[product];
    if (type == key("StockReserved"))
        item.reserved += quantity;
    else
        item.reserved -= quantity;
    if (type == key("StockShipped"))
        item.onHand -= quantity;
    append({key("inventory"),
            key("StockItem"),
            contracts::stockItemId(product),
            type,
            {{key("product_id"), idText(product)},
             {key("order_id"), idText(order)},
             {key("quantity"), quantity},
             {key("on_hand"), item.onHand},
             {key("reserved"), item.reserved}},
            correlation,
            cause});
}

ProjectionShop::Order ProjectionShop::order(const QUuid& customer, const QUuid& product, int quantity, const QString& price, End end)
{
    const QUuid correlation = newId("case");
    Order order{newId("order"), newId("saga"), newId("message"), {}};
    order.number = QStringLiteral("ORD-") + contracts::shortCode(order.orderId);
    const QString orderId = idText(order.orderId);
    const QString total = (must(Money::parse(price)) * quantity).toString();
    const QJsonArray items{QJsonObject{{key("product_id"), idText(product)}, {key("quantity"), quantity}, {key("unit_price"), price}}};
    const QJsonArray steps{key("create_order"), key("reserve_inventory"), key("process_payment"), key("confirm_order")};
    append({key("saga"),
            key("Saga"),
            order.sagaId,
            key("SagaStarted"),
            {{key("saga_id"), idText(order.sagaId)},
             {key("type"), key("OrderProcessing")},
             {key("definition_version"), 1},
             {key("ordinal"), ++m_sagas},
             {key("order_id"), orderId},
             {key("customer_id"), idText(customer)},
             {key("steps"), steps},
             {key("skipped_steps"), QJsonArray()}},
            correlation,
            {},
            key("workload")});

    const QUuid create = newId("message");
    step(order, correlation, key("create_order"), key("order"), key("CreateOrder"), create);
    const QUuid created = append({key("order"),
                                  key("Order"),
                                  order.orderId,
                                  key("OrderCreated"),
                                  {{key("order_id"), orderId},
                                   {key("order_number"), order.number},
                                   {key("customer_id"), idText(customer)},
                                   {key("items"), items},
                                   {key("total_amount"), total},
                                   {key("currency"), key("USD")}},
                                  correlation,
                                  create});
    answered(order, correlation, key("SagaStepCompleted"), key("create_order"), created);
    if (end == End::Running) {
        step(order, correlation, key("reserve_inventory"), key("inventory"), key("ReserveInventory"), newId("message"));
        return order;
    }
    const QUuid reserve = newId("message");
    step(order, correlation, key("reserve_inventory"), key("inventory"), key("ReserveInventory"), reserve);
    move(key("StockReserved"), product, order.orderId, quantity, correlation, reserve);
    const QUuid reserved = append({key("inventory"),
                                   key("Reservation"),
                                   contracts::reservationId(order.orderId),
                                   key("InventoryReserved"),
                                   {{key("order_id"), orderId}, {key("items"), items}},
                                   correlation,
                                   reserve});
    answered(order, correlation, key("SagaStepCompleted"), key("reserve_inventory"), reserved);

    const bool declined = end == End::Declined;
    const QUuid payment = contracts::paymentId(order.orderId);
    step(order, correlation, key("process_payment"), key("payment"), key("ProcessPayment"), order.paymentMessage, false,
         declined ? key("refuse") : QString());
    const QJsonObject paid{
        {key("payment_id"), idText(payment)}, {key("order_id"), orderId}, {key("amount"), total}, {key("currency"), key("USD")}};
    if (!declined) {
        const QUuid captured =
            append({key("payment"), key("Payment"), payment, key("PaymentProcessed"), paid, correlation, order.paymentMessage});
        answered(order, correlation, key("SagaStepCompleted"), key("process_payment"), captured);
        const QUuid confirm = newId("message");
        step(order, correlation, key("confirm_order"), key("order"), key("ConfirmOrder"), confirm);
        const QUuid confirmed = append({key("order"),
                                        key("Order"),
                                        order.orderId,
                                        key("OrderConfirmed"),
                                        {{key("order_id"), orderId}, {key("customer_id"), idText(customer)}, {key("total_amount"), total}},
                                        correlation,
                                        confirm});
        answered(order, correlation, key("SagaStepCompleted"), key("confirm_order"), confirmed);
        append({key("saga"),
                key("Saga"),
                order.sagaId,
                key("SagaCompleted"),
                {{key("saga_id"), idText(order.sagaId)}, {key("order_id"), orderId}},
                correlation,
                confirmed});
        return order;
    }
    QJsonObject refusal = paid;
    refusal.insert(key("reason"), key("card declined"));
    const QUuid refused = append({key("payment"), key("Payment"), payment, key("PaymentDeclined"), refusal, correlation,
                                  order.paymentMessage, key("saga"), key("fault:refuse#1")});
    answered(order, correlation, key("SagaStepFailed"), key("process_payment"), refused,
             {{key("outcome"), key("refused")}, {key("error"), key("card declined")}});
    append({key("saga"),
            key("Saga"),
            order.sagaId,
            key("SagaCompensating"),
            {{key("failed_step"), key("process_payment")}, {key("error"), key("card declined")}},
            correlation,
            refused});
    const QUuid release = newId("message");
    step(order, correlation, key("reserve_inventory"), key("inventory"), key("ReleaseInventory"), release, true);
    move(key("StockReleased"), product, order.orderId, quantity, correlation, release);
    const QUuid released = append({key("inventory"),
                                   key("Reservation"),
                                   contracts::reservationId(order.orderId),
                                   key("InventoryReleased"),
                                   {{key("order_id"), orderId}, {key("items"), items}},
                                   correlation,
                                   release});
    answered(order, correlation, key("SagaStepCompensated"), key("reserve_inventory"), released);
    const QUuid cancel = newId("message");
    step(order, correlation, key("create_order"), key("order"), key("CancelOrder"), cancel, true);
    const QUuid cancelled = append({key("order"),
                                    key("Order"),
                                    order.orderId,
                                    key("OrderCancelled"),
                                    {{key("order_id"), orderId}, {key("reason"), key("card declined")}},
                                    correlation,
                                    cancel});
    answered(order, correlation, key("SagaStepCompensated"), key("create_order"), cancelled);
    append({key("saga"),
            key("Saga"),
            order.sagaId,
            key("SagaFailed"),
            {{key("saga_id"), idText(order.sagaId)}, {key("order_id"), orderId}, {key("error_message"), key("card declined")}},
            correlation,
            cancelled});
    return order;
}

void ProjectionShop::shipped(const Order& order, const QUuid& product, int quantity)
{
    const QUuid ship = newId("message");
    const QJsonArray items{QJsonObject{{key("product_id"), idText(product)}, {key("quantity"), quantity}}};
    const QUuid sent = append({key("order"),
                               key("Order"),
                               order.orderId,
                               key("OrderShipped"),
                               {{key("order_id"), idText(order.orderId)}, {key("items"), items}},
                               {},
                               ship,
                               key("user")});
    move(key("StockShipped"), product, order.orderId, quantity, {}, sent);
    append({key("inventory"),
            key("Reservation"),
            contracts::reservationId(order.orderId),
            key("InventoryShipped"),
            {{key("order_id"), idText(order.orderId)}, {key("items"), items}},
            {},
            sent});
}

}  // namespace replay::test
