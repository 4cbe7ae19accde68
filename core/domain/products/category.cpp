// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/products/category.h"

#include "core/contracts/json_text.h"

namespace replay::products {

using namespace Qt::StringLiterals;
using base::idOf;
using contracts::orNull;
using contracts::textOf;
using contracts::timeOf;

void Category::evolve(const events::Event& event)
{
    if (event.eventType != "CategoryCreated"_L1)
        return;
    const QJsonObject data = event.data();
    exists = true;
    categoryId = idOf(data.value("category_id"_L1));
    name = textOf(data.value("name"_L1));
    description = textOf(data.value("description"_L1));
    parentId = idOf(data.value("parent_id"_L1));
    slug = textOf(data.value("slug"_L1));
    sortOrder = data.value("sort_order"_L1).toInteger();
    createdAt = event.occurredAt;
    updatedAt = event.occurredAt;
}

QJsonObject Category::toJson() const
{
    return {{u"exists"_s, exists},
            {u"category_id"_s, orNull(categoryId)},
            {u"name"_s, orNull(name)},
            {u"description"_s, orNull(description)},
            {u"parent_id"_s, orNull(parentId)},
            {u"slug"_s, orNull(slug)},
            {u"sort_order"_s, static_cast<qint64>(sortOrder)},
            {u"is_active"_s, active},
            {u"created_at"_s, createdAt.toString()},
            {u"updated_at"_s, updatedAt.toString()}};
}

Category Category::fromJson(const QJsonObject& json)
{
    Category category;
    category.exists = json.value("exists"_L1).toBool();
    category.categoryId = idOf(json.value("category_id"_L1));
    category.name = textOf(json.value("name"_L1));
    category.description = textOf(json.value("description"_L1));
    category.parentId = idOf(json.value("parent_id"_L1));
    category.slug = textOf(json.value("slug"_L1));
    category.sortOrder = json.value("sort_order"_L1).toInteger();
    category.active = json.value("is_active"_L1).toBool();
    category.createdAt = timeOf(json.value("created_at"_L1));
    category.updatedAt = timeOf(json.value("updated_at"_L1));
    return category;
}

}  // namespace replay::products
