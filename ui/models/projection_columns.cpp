// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/projection_columns.h"

#include "ui/format/words.h"

#include <QCoreApplication>
#include <array>

namespace replay::ui {
namespace {

struct Title {
    const char* column;
    const char* title;
};

constexpr std::array titles{
    Title{"order_id", QT_TRANSLATE_NOOP("Columns", "Order")},
    Title{"order_number", QT_TRANSLATE_NOOP("Columns", "Order number")},
    Title{"customer_id", QT_TRANSLATE_NOOP("Columns", "Customer id")},
    Title{"customer_name", QT_TRANSLATE_NOOP("Columns", "Customer")},
    Title{"status", QT_TRANSLATE_NOOP("Columns", "Status")},
    Title{"total_amount", QT_TRANSLATE_NOOP("Columns", "Total")},
    Title{"item_count", QT_TRANSLATE_NOOP("Columns", "Items")},
    Title{"created_at", QT_TRANSLATE_NOOP("Columns", "Created")},
    Title{"updated_at", QT_TRANSLATE_NOOP("Columns", "Updated")},
    Title{"product_id", QT_TRANSLATE_NOOP("Columns", "Product id")},
    Title{"name", QT_TRANSLATE_NOOP("Columns", "Name")},
    Title{"description", QT_TRANSLATE_NOOP("Columns", "Description")},
    Title{"price", QT_TRANSLATE_NOOP("Columns", "Price")},
    Title{"category_name", QT_TRANSLATE_NOOP("Columns", "Category")},
    Title{"stock_quantity", QT_TRANSLATE_NOOP("Columns", "In stock")},
    Title{"is_active", QT_TRANSLATE_NOOP("Columns", "Active")},
    Title{"on_hand", QT_TRANSLATE_NOOP("Columns", "On hand")},
    Title{"reserved", QT_TRANSLATE_NOOP("Columns", "Reserved")},
    Title{"available", QT_TRANSLATE_NOOP("Columns", "Available")},
    Title{"day", QT_TRANSLATE_NOOP("Columns", "Day")},
    Title{"orders", QT_TRANSLATE_NOOP("Columns", "Orders")},
    Title{"revenue", QT_TRANSLATE_NOOP("Columns", "Revenue")},
    Title{"saga_id", QT_TRANSLATE_NOOP("Columns", "Saga")},
    Title{"units", QT_TRANSLATE_NOOP("Columns", "Units")},
    Title{"gross", QT_TRANSLATE_NOOP("Columns", "Revenue")},
    Title{"sku", QT_TRANSLATE_NOOP("Columns", "SKU")},
    Title{"payment_status", QT_TRANSLATE_NOOP("Columns", "Payment")},
    Title{"category_id", QT_TRANSLATE_NOOP("Columns", "Category id")},
    Title{"discontinued", QT_TRANSLATE_NOOP("Columns", "Discontinued")},
    Title{"stock_item_id", QT_TRANSLATE_NOOP("Columns", "Stock item")},
    Title{"type", QT_TRANSLATE_NOOP("Columns", "Type")},
    Title{"ordinal", QT_TRANSLATE_NOOP("Columns", "No.")},
    Title{"stuck", QT_TRANSLATE_NOOP("Columns", "Stuck")},
    Title{"error", QT_TRANSLATE_NOOP("Columns", "Error")},
    Title{"failed_step", QT_TRANSLATE_NOOP("Columns", "Failed step")},
    Title{"attempts", QT_TRANSLATE_NOOP("Columns", "Attempts")},
    Title{"started_at", QT_TRANSLATE_NOOP("Columns", "Started")},
    Title{"finished_at", QT_TRANSLATE_NOOP("Columns", "Finished")},
    Title{"retrying_since", QT_TRANSLATE_NOOP("Columns", "Retrying since")},
    Title{"steps", QT_TRANSLATE_NOOP("Columns", "Steps")},
};

bool isMoneyName(const QString& column)
{
    for (const auto* word : {"price", "amount", "revenue", "gross", "total", "refunded", "captured"})
        if (column.contains(QLatin1String(word)))
            return true;
    return false;
}

}  // namespace

ColumnKind columnKind(const QString& column, const QVariant& sample)
{
    if (column.endsWith(QLatin1String("_id")))
        return ColumnKind::Id;
    if (column == QLatin1String("status") || column.endsWith(QLatin1String("_status")))
        return ColumnKind::Status;
    if (column.endsWith(QLatin1String("_at")) || column.endsWith(QLatin1String("_since")))
        return ColumnKind::Time;
    if (sample.typeId() == QMetaType::Bool || column.startsWith(QLatin1String("is_")))
        return ColumnKind::Flag;
    if (sample.typeId() == QMetaType::QString && isMoneyName(column))
        return ColumnKind::Amount;
    if (sample.typeId() == QMetaType::LongLong || sample.typeId() == QMetaType::Int)
        return ColumnKind::Count;
    return ColumnKind::Text;
}

bool isRightAligned(ColumnKind kind) { return kind == ColumnKind::Amount || kind == ColumnKind::Count; }

QString columnTitle(const QString& column)
{
    for (const auto& known : titles)
        if (column == QLatin1String(known.column))
            return QCoreApplication::translate("Columns", known.title);
    return format::spaced(column);
}

QString cellText(ColumnKind kind, const QVariant& value)
{
    if (value.isNull())
        return QStringLiteral("–");
    switch (kind) {
    case ColumnKind::Id: return format::shortId(value.toString());
    case ColumnKind::Count: return format::number(value.toLongLong());
    case ColumnKind::Amount: return format::amount(value.toString());
    case ColumnKind::Time: {
        QString text = value.toString();
        if (text.size() < 19 || text.at(10) != QLatin1Char('T'))
            return text;
        text[10] = QLatin1Char(' ');
        return text.left(23);
    }
    case ColumnKind::Flag: {
        const bool yes = value.typeId() == QMetaType::QString ? value.toString() == QLatin1String("true") : value.toBool();
        return yes ? QCoreApplication::translate("Columns", "yes") : QCoreApplication::translate("Columns", "no");
    }
    case ColumnKind::Text:
    case ColumnKind::Status: break;
    }
    return value.toString();
}

}  // namespace replay::ui
