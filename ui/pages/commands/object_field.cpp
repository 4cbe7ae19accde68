// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/commands/object_field.h"
#include "core/base/json.h"
#include "ui/format/tokens.h"

#include <QJsonDocument>
#include <QPlainTextEdit>
#include <QVBoxLayout>
#include <algorithm>

namespace replay::ui {

namespace {
constexpr int linesMin = 3;
constexpr int linesMax = 8;
}  // namespace

ObjectField::ObjectField(const api::FieldSchema& schema, QWidget* parent) : FieldEditor(schema, parent), m_text(new QPlainTextEdit(this))
{
    m_text->setFont(format::fixedFont());
    m_text->setTabChangesFocus(true);
    m_text->setPlaceholderText(schema.example.isEmpty() ? QStringLiteral("{ … }") : schema.example);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_text);
    setFocusProxy(m_text);
    fitHeight();
    connect(m_text, &QPlainTextEdit::textChanged, this, [this] {
        fitHeight();
        Q_EMIT edited();
    });
}

void ObjectField::fitHeight()
{
    const int lines = std::clamp(static_cast<int>(m_text->document()->blockCount()), linesMin, linesMax);
    const QFontMetrics metrics(m_text->font());
    m_text->setFixedHeight(lines * metrics.lineSpacing() + 2 * format::px(format::Space::Small));
}

QJsonValue ObjectField::value() const
{
    const QByteArray bytes = m_text->toPlainText().trimmed().toUtf8();
    if (bytes.isEmpty())
        return QJsonValue(QJsonValue::Undefined);
    const auto object = base::parseJsonObject(bytes, schema().name);
    return object ? QJsonValue(*object) : QJsonValue(QString::fromUtf8(bytes));
}

void ObjectField::setValue(const QJsonValue& value)
{
    const QSignalBlocker quiet(m_text);
    if (value.isObject())
        m_text->setPlainText(QString::fromUtf8(QJsonDocument(value.toObject()).toJson(QJsonDocument::Indented)).trimmed());
    else
        m_text->setPlainText(value.toVariant().toString());
    fitHeight();
}

QString ObjectField::formProblem() const
{
    const auto object = base::parseJsonObject(m_text->toPlainText().trimmed().toUtf8(), schema().name);
    return object ? QString() : object.error().message;
}

}  // namespace replay::ui
