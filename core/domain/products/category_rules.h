// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/domain/decision.h"
#include "core/domain/products/category.h"

/// What may happen to a category. Pure.
namespace replay::products {

using domain::Decision;

struct CreateCategory {
    QUuid categoryId;
    QString name;
    QString description;
    QUuid parentId;
    bool parentExists = false;
    QString slug;
    bool slugTaken = false;
    std::int64_t sortOrder = 0;
};

Decision createCategory(const Category& category, const CreateCategory& command);

/// The address of a category made from its name: "Garden & Patio" → "garden-patio". Empty where nothing of it can stay.
QString slugOf(const QString& name);

}  // namespace replay::products
