// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/commands/field_editor.h"
#include "ui/pages/commands/flag_field.h"
#include "ui/pages/commands/id_field.h"
#include "ui/pages/commands/items_field.h"
#include "ui/pages/commands/line_field.h"
#include "ui/pages/commands/object_field.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace replay::ui {

QString FieldEditor::problem() const
{
    if (value().isUndefined())
        return m_schema.required ? tr("This field is needed.") : QString();
    return formProblem();
}

FieldEditor* FieldEditor::make(Desk& desk, const api::FieldSchema& schema, QWidget* parent)
{
    if (schema.type == u"flag")
        return new FlagField(schema, parent);
    if (schema.type.startsWith(u"id:"))
        return new IdField(desk, schema, parent);
    if (schema.type == u"items")
        return new ItemsField(desk, schema, parent);
    if (schema.type == u"text" || schema.type == u"money" || schema.type == u"whole" || schema.type == u"time" || schema.type == u"id")
        return new LineField(schema, parent);
    return new ObjectField(schema, parent);
}

QJsonValue FieldEditor::exampleOf(const api::FieldSchema& schema)
{
    if (schema.example.isEmpty())
        return QJsonValue(QJsonValue::Undefined);
    // The example may be a bare value; a JSON document holds only arrays and objects, so it is read inside an array.
    const QByteArray wrapped = '[' + schema.example.toUtf8() + ']';
    const QJsonArray values = QJsonDocument::fromJson(wrapped).array();
    return values.size() == 1 ? values.first() : QJsonValue(QJsonValue::Undefined);
}

}  // namespace replay::ui
