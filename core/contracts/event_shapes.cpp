// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/contracts/event_shapes.h"

#include "core/base/model_time.h"
#include "core/base/money.h"
#include "core/contracts/personal_data.h"
#include "core/contracts/purchase_course.h"

#include <QHash>
#include <QJsonArray>
#include <QStringList>
#include <QUuid>
#include <cmath>

namespace replay::contracts {
namespace {

/// The fields of an event: `name:kind`, with a question mark where one may be null or absent. Personal fields stand here as they
/// are once they were opened.
struct Shape {
    const char* eventType;
    const char* aggregate;
    const char* fields;
};

constexpr Shape shapes[] = {
    {"AddressAdded", "User",
     "user_id:id address_id:id address_type:text street_address:text city:text state:text postal_code:text country:text is_default?:flag"},
    {"CategoryCreated", "Category", "category_id:id name:text slug:text description?:text parent_id?:id sort_order?:whole"},
    {"EmailVerified", "User", "user_id:id"},
    {"ImageAdded", "Product", "product_id:id image_id:id image_url:text alt_text?:text is_primary?:flag sort_order?:whole"},
    {"InventoryReleased", "Reservation", "order_id:id items?:goods reason?:text"},
    {"InventoryReservationRefused", "Reservation", "order_id:id reason?:text"},
    {"InventoryReserved", "Reservation", "order_id:id items:goods"},
    {"InventoryRestockRefused", "Reservation", "order_id:id return_id:id reason?:text"},
    {"InventoryRestockWithdrawn", "Reservation", "order_id:id return_id:id items?:goods to?:text reason?:text"},
    {"InventoryRestocked", "Reservation", "order_id:id return_id:id items:goods from?:text"},
    {"InventoryReturnStocked", "Reservation", "order_id:id return_id:id items?:goods"},
    {"InventoryShipped", "Reservation", "order_id:id items?:goods"},
    {"OrderCancelled", "Order", "order_id:id previous_status?:text reason?:text"},
    {"OrderConfirmationFailed", "Order", "order_id:id reason?:text"},
    {"OrderConfirmationRefused", "Order", "order_id:id reason?:text"},
    {"OrderConfirmationRequested", "Order",
     "order_id:id ordinal?:whole customer_id:id items:goods total_amount:money currency?:text order_number?:text payment_method?:text"},
    {"OrderConfirmed", "Order", "order_id:id customer_id?:id order_number?:text payment_id?:id total_amount?:money"},
    {"OrderCreated", "Order",
     "order_id:id customer_id:id order_number:text items:lines total_amount:money currency:text shipping_address:object billing_address?:object in_saga?:flag notes?:text payment_method?:text shipping_method?:text"},
    {"OrderDelivered", "Order", "order_id:id"},
    {"OrderItemsTakenBack", "Order", "order_id:id return_id:id items:returned refund_amount:money"},
    {"OrderPlaced", "Order",
     "order_id:id customer_id:id items:goods shipping_address:object ordinal?:whole billing_address?:object payment_method?:text "
     "shipping_method?:text notes?:text currency?:text order_number?:text"},
    {"OrderRejected", "Order", "order_id:id reason?:text"},
    {"OrderReturnRefused", "Order", "order_id:id return_id?:id reason?:text"},
    {"OrderReturnRejected", "Order", "order_id:id return_id:id items?:returned reason?:text"},
    {"OrderReturnRequested", "Order",
     "order_id:id ordinal?:whole return_id:id customer_id:id items:returned refund_amount:money currency?:text order_number?:text reason?:text"},
    {"OrderReturned", "Order",
     "order_id:id return_id:id return_status:text items?:returned refund_amount:money customer_id?:id order_number?:text"},
    {"OrderShipped", "Order", "order_id:id items?:goods tracking_number?:text"},
    {"PasswordChanged", "User", "user_id:id"},
    {"PaymentDeclined", "Payment",
     "order_id:id payment_id:id amount:money customer_id?:id currency?:text payment_method?:text reason?:text"},
    {"PaymentProcessed", "Payment", "order_id:id payment_id:id amount:money customer_id?:id currency?:text payment_method?:text"},
    {"PaymentRefundRefused", "Payment", "order_id:id payment_id:id return_id?:id amount?:money reason?:text"},
    {"PaymentRefunded", "Payment", "order_id:id payment_id:id refund_id:id amount?:money return_id?:id payment_status?:text reason?:text"},
    {"PaymentVoided", "Payment", "order_id:id payment_id:id reason?:text"},
    {"ProductCreated", "Product",
     "product_id:id sku:text name:text price:money stock_quantity?:whole attributes?:object brand?:text category_id?:id description?:text dimensions?:object weight?:money"},
    {"ProductDeactivated", "Product", "product_id:id"},
    {"ProductUpdated", "Product", "product_id:id name?:text price?:money stock_quantity?:whole description?:text brand?:text"},
    {"ProfileUpdated", "User", "user_id:id profile_id:id bio?:text avatar_url?:text preferences?:object"},
    {"ReactionFailed", "Reaction",
     "order_id:id step:text kind:text attempt:whole command:text outcome:text error?:text sent_at?:time next_retry_at?:time lost?:flag "
     "copies?:whole fault?:text fault_rule?:whole"},
    {"ReactionResolved", "Reaction", "order_id:id step:text kind:text command:text reason?:text"},
    {"ReactionRetried", "Reaction", "order_id:id step:text kind:text command:text reason?:text"},
    {"ReactionStuck", "Reaction", "order_id:id step:text kind:text command:text error?:text"},
    {"ReviewAdded", "Product", "product_id:id review_id:id user_id:id rating:whole title?:text review_text?:text"},
    {"SagaAborted", "Saga", "saga_id:id step?:text kind?:text reason?:text order_id?:text"},
    {"SagaCompensating", "Saga", "error?:text failed_step?:text"},
    {"SagaCompleted", "Saga", "saga_id:id order_id?:text"},
    {"SagaFailed", "Saga", "saga_id:id order_id?:text error_message?:text"},
    {"SagaPaused", "Saga", "saga_id:id reason?:text order_id?:text"},
    {"SagaResolved", "Saga", "saga_id:id step?:text kind?:text reason?:text order_id?:text"},
    {"SagaResumed", "Saga", "saga_id:id reason?:text order_id?:text"},
    {"SagaRetried", "Saga", "saga_id:id step?:text kind?:text reason?:text order_id?:text"},
    {"SagaStarted", "Saga",
     "saga_id:id type:text definition_version:whole ordinal:whole order_id:text customer_id:text steps:texts skipped_steps?:texts data:object"},
    {"SagaStepCompensated", "Saga", "step:text kind?:text attempt:whole"},
    {"SagaStepCompleted", "Saga", "step:text kind?:text attempt:whole output?:object"},
    {"SagaStepFailed", "Saga", "step:text kind?:text attempt:whole outcome:text error?:text next_retry_at?:time"},
    {"SagaStepStarted", "Saga",
     "step:text kind:text attempt:whole service:text command:text message_id:id sent_at:time due_at:time deadline_at:time lost?:flag copies?:whole fault?:text fault_rule?:whole"},
    {"SagaStuck", "Saga", "step:text error?:text"},
    {"StockAdjusted", "StockItem", "product_id:id delta:whole on_hand?:whole reason?:text"},
    {"StockItemCreated", "StockItem", "product_id:id sku:text on_hand:whole"},
    {"StockItemDiscontinued", "StockItem", "product_id:id"},
    {"StockReleased", "StockItem", "product_id:id quantity:whole order_id?:id on_hand?:whole reserved?:whole"},
    {"StockReserved", "StockItem", "product_id:id quantity:whole order_id?:id on_hand?:whole reserved?:whole"},
    {"StockRestockWithdrawn", "StockItem",
     "product_id:id quantity:whole order_id?:id return_id?:id to?:text on_hand?:whole reserved?:whole"},
    {"StockRestocked", "StockItem", "product_id:id quantity:whole order_id?:id return_id?:id from?:text on_hand?:whole reserved?:whole"},
    {"StockShipped", "StockItem", "product_id:id quantity:whole order_id?:id on_hand?:whole reserved?:whole"},
    {"UserDeactivated", "User", "user_id:id"},
    {"UserErased", "User", "user_id:id reason?:text"},
    {"UserRegistered", "User",
     "user_id:id email:text first_name:text last_name:text locked?:flag phone?:text date_of_birth?:text country?:text"},
};

constexpr const char* goodsFields = "product_id:id quantity:count unit_price?:money";
constexpr const char* lineFields = "product_id:id product_sku:text product_name:text quantity:count unit_price:money total_price:money";
constexpr const char* returnedFields = "line:index product_id:id quantity:count unit_price:money";

/// Numbers beyond this are no quantities of anything here; sums of them stay within 64 bits.
constexpr double wholeMax = 1e12;

QString shown(const QJsonValue& value)
{
    switch (value.type()) {
    case QJsonValue::Null: return QStringLiteral("null");
    case QJsonValue::Bool: return value.toBool() ? QStringLiteral("true") : QStringLiteral("false");
    case QJsonValue::Double: return QString::number(value.toDouble());
    case QJsonValue::String: return QString(u'"' + value.toString().left(40) + u'"');
    case QJsonValue::Array: return QStringLiteral("an array");
    case QJsonValue::Object: return QStringLiteral("an object");
    case QJsonValue::Undefined: break;
    }
    return QStringLiteral("nothing");
}

bool isWhole(const QJsonValue& value, double low)
{
    const double number = value.toDouble(NAN);
    return number >= low && number <= wholeMax && std::floor(number) == number;
}

QString faultOf(const QJsonObject& data, const QString& fields, const QString& where);

QString listFault(const QJsonValue& value, const char* fields, const QString& where)
{
    if (!value.isArray())
        return QStringLiteral("%1: expected an array, got %2").arg(where, shown(value));
    const QJsonArray list = value.toArray();
    for (qsizetype i = 0; i < list.size(); ++i) {
        const QString place = QStringLiteral("%1[%2]").arg(where).arg(i);
        if (!list.at(i).isObject())
            return QStringLiteral("%1: expected an object, got %2").arg(place, shown(list.at(i)));
        if (const QString fault = faultOf(list.at(i).toObject(), QString::fromLatin1(fields), QString(place + u'.')); !fault.isEmpty())
            return fault;
    }
    return {};
}

bool isTexts(const QJsonValue& value)
{
    const QJsonArray list = value.toArray();
    return value.isArray() && std::all_of(list.begin(), list.end(), [](const QJsonValue& each) { return each.isString(); });
}

/// What a value of this kind should be; empty: it is.
QString expectedOf(const QString& kind, const QJsonValue& value)
{
    if (kind == u"id" && QUuid::fromString(value.toString()).isNull())
        return QStringLiteral("an id");
    if (kind == u"text" && !value.isString())
        return QStringLiteral("a text");
    if (kind == u"money" && !base::Money::parse(value.toString()))
        return QStringLiteral("an amount such as \"12.50\"");
    if (kind == u"time" && !base::ModelTime::parse(value.toString()))
        return QStringLiteral("a time such as \"2026-01-05T08:00:00.000000Z\"");
    if (kind == u"flag" && !value.isBool())
        return QStringLiteral("true or false");
    if (kind == u"object" && !value.isObject())
        return QStringLiteral("an object");
    if (kind == u"texts" && !isTexts(value))
        return QStringLiteral("an array of texts");
    if (kind == u"whole" && !isWhole(value, -wholeMax))
        return QStringLiteral("a whole number");
    if (kind == u"count" && !isWhole(value, 1))
        return QStringLiteral("a whole number from 1 on");
    if (kind == u"index" && !isWhole(value, 0))
        return QStringLiteral("a whole number from 0 on");
    return {};
}

QString fieldFault(const QJsonValue& value, const QString& kind, const QString& where)
{
    if (kind == u"goods")
        return listFault(value, goodsFields, where);
    if (kind == u"lines")
        return listFault(value, lineFields, where);
    if (kind == u"returned")
        return listFault(value, returnedFields, where);
    const QString expected = expectedOf(kind, value);
    return expected.isEmpty() ? QString() : QStringLiteral("%1: expected %2, got %3").arg(where, expected, shown(value));
}

QString faultOf(const QJsonObject& data, const QString& fields, const QString& where)
{
    for (const QString& field : fields.split(u' ')) {
        QString name = field.section(u':', 0, 0);
        const bool maybe = name.endsWith(u'?');
        if (maybe)
            name.chop(1);
        const QJsonValue value = data.value(name);
        if (maybe && (value.isUndefined() || value.isNull()))
            continue;
        const QString place = QString(where + name);
        if (value.isUndefined())
            return QStringLiteral("%1: is missing").arg(place);
        if (const QString fault = fieldFault(value, field.section(u':', 1), place); !fault.isEmpty())
            return fault;
    }
    return {};
}

const Shape* find(const QString& eventType)
{
    static const QHash<QString, const Shape*> all = [] {
        QHash<QString, const Shape*> byType;
        for (const Shape& shape : shapes)
            byType.insert(QString::fromLatin1(shape.eventType), &shape);
        return byType;
    }();
    return all.value(eventType);
}

}  // namespace

QString aggregateOf(const QString& eventType)
{
    const Shape* shape = find(eventType);
    return shape ? QString::fromLatin1(shape->aggregate) : QString();
}

QStringList servicesOf(const QString& aggregateType)
{
    if (aggregateType == reactionType)
        return {QStringLiteral("order"), QStringLiteral("inventory"), QStringLiteral("payment")};
    const QString service = serviceOf(aggregateType);
    return service.isEmpty() ? QStringList() : QStringList{service};
}

QString serviceOf(const QString& aggregateType)
{
    static const QHash<QString, QString> owners{
        {QStringLiteral("User"), QStringLiteral("user")},           {QStringLiteral("Product"), QStringLiteral("product")},
        {QStringLiteral("Category"), QStringLiteral("product")},    {QStringLiteral("Order"), QStringLiteral("order")},
        {QStringLiteral("StockItem"), QStringLiteral("inventory")}, {QStringLiteral("Reservation"), QStringLiteral("inventory")},
        {QStringLiteral("Payment"), QStringLiteral("payment")},     {QStringLiteral("Saga"), QStringLiteral("saga")}};
    return owners.value(aggregateType);
}

QString shapeFault(const QString& eventType, const QJsonObject& data)
{
    const Shape* shape = find(eventType);
    if (!shape)
        return QStringLiteral("there is no type of event %1").arg(eventType);
    const QJsonValue sealed = data.value(sealedKey);
    if (!isPersonal(eventType) || sealed.isUndefined())
        return faultOf(data, QString::fromLatin1(shape->fields), {});
    if (!sealed[cipherKey].isString())
        return QStringLiteral("%1.%2: expected a text").arg(sealedKey, cipherKey);
    // What is sealed is not looked at: its fields are checked for their key instead.
    QStringList open;
    for (const QString& field : QString::fromLatin1(shape->fields).split(u' ')) {
        const QString name = field.section(u':', 0, 0).remove(u'?');
        const auto all = personalFields();
        const bool personal = std::any_of(all.begin(), all.end(), [&](const PersonalField& each) {
            return eventType == QLatin1StringView(each.eventType) && name == QLatin1StringView(each.field);
        });
        if (!personal)
            open << field;
    }
    return faultOf(data, open.join(u' '), {});
}

}  // namespace replay::contracts
