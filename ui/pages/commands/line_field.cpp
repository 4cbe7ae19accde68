// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/commands/line_field.h"
#include "core/base/model_time.h"
#include "core/base/money.h"

#include <QHBoxLayout>
#include <QLineEdit>
#include <QUuid>

namespace replay::ui {

LineField::LineField(const api::FieldSchema& schema, QWidget* parent) : FieldEditor(schema, parent), m_line(new QLineEdit(this))
{
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->addWidget(m_line);
    setFocusProxy(m_line);
    if (schema.type == u"money" || schema.type == u"whole")
        m_line->setAlignment(Qt::AlignRight);
    const QJsonValue example = exampleOf(schema);
    if (!example.isUndefined())
        m_line->setPlaceholderText(tr("for example %1").arg(example.toVariant().toString()));
    connect(m_line, &QLineEdit::textEdited, this, &FieldEditor::edited);
}

QJsonValue LineField::value() const
{
    const QString text = schema().type == u"text" ? m_line->text() : m_line->text().trimmed();
    if (text.isEmpty())
        return QJsonValue(QJsonValue::Undefined);
    if (schema().type == u"whole") {
        bool number = false;
        const qint64 whole = text.toLongLong(&number);
        return number ? QJsonValue(whole) : QJsonValue(text);
    }
    return text;
}

void LineField::setValue(const QJsonValue& value)
{
    if (value.isDouble())
        m_line->setText(value.toDouble() == static_cast<double>(value.toInteger())
                            ? QString::number(value.toInteger())
                            : QString::number(value.toDouble(), 'g', QLocale::FloatingPointShortest));
    else
        m_line->setText(value.toVariant().toString());
}

QString LineField::formProblem() const
{
    const QString text = m_line->text().trimmed();
    if (schema().type == u"money") {
        const auto money = base::Money::parse(text);
        return money ? QString() : money.error().message;
    }
    if (schema().type == u"whole") {
        bool number = false;
        text.toLongLong(&number);
        return number ? QString() : tr("“%1” is not a whole number.").arg(text);
    }
    if (schema().type == u"time") {
        const auto time = base::ModelTime::parse(text);
        return time ? QString() : time.error().message;
    }
    if (schema().type == u"id")
        return QUuid::fromString(text).isNull() ? tr("“%1” is not an id.").arg(text) : QString();
    return {};
}

}  // namespace replay::ui
