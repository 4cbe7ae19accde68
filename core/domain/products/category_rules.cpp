// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/products/category_rules.h"

#include "core/contracts/json_text.h"
#include "core/contracts/text_checks.h"

namespace replay::products {

using namespace Qt::StringLiterals;
using base::idText;
using contracts::orNull;
using domain::happened;
using domain::refuse;

Decision createCategory(const Category& category, const CreateCategory& command)
{
    if (category.exists)
        return refuse(u"Category %1 already exists"_s.arg(idText(command.categoryId)));
    if (command.name.trimmed().isEmpty())
        return refuse(u"Category name must not be empty"_s);
    if (command.slug.isEmpty() || command.slug != slugOf(command.slug))
        return refuse(u"Category slug must be of lower-case letters, digits and hyphens, got \"%1\""_s.arg(command.slug.left(100)));
    if (const QString fault = contracts::tooLong({{"Category name", command.name, 100}, {"Category slug", command.slug, 100}});
        !fault.isEmpty())
        return refuse(fault);
    if (command.slugTaken)
        return refuse(u"Category slug \"%1\" is already used"_s.arg(command.slug));
    if (!command.parentId.isNull() && !command.parentExists)
        return refuse(u"Category %1 not found"_s.arg(idText(command.parentId)));
    return happened(u"CategoryCreated"_s, {{u"category_id"_s, idText(command.categoryId)},
                                           {u"name"_s, command.name},
                                           {u"description"_s, orNull(command.description)},
                                           {u"parent_id"_s, orNull(command.parentId)},
                                           {u"slug"_s, command.slug},
                                           {u"sort_order"_s, static_cast<qint64>(command.sortOrder)}});
}

QString slugOf(const QString& name)
{
    QString slug;
    for (const QChar c : name.toLower()) {
        if ((c >= u'a' && c <= u'z') || (c >= u'0' && c <= u'9'))
            slug += c;
        else if (!slug.isEmpty() && !slug.endsWith(u'-'))
            slug += u'-';
    }
    if (slug.endsWith(u'-'))
        slug.chop(1);
    return slug;
}

}  // namespace replay::products
