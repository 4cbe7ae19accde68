// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/events/event.h"

namespace replay::products {

using base::ModelTime;

inline const QString categoryType = QStringLiteral("Category");

/// A category of the catalogue; categories make a tree.
struct Category {
    static constexpr int schemaVersion = 1;

    bool exists = false;
    QUuid categoryId;
    QString name;
    QString description;
    QUuid parentId;
    QString slug;
    std::int64_t sortOrder = 0;
    bool active = true;
    ModelTime createdAt;
    ModelTime updatedAt;

    void evolve(const events::Event& event);
    QJsonObject toJson() const;
    static Category fromJson(const QJsonObject& json);
    QString label() const { return name; }
    bool operator==(const Category&) const = default;
};

}  // namespace replay::products
