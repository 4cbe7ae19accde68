// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/commands/flag_field.h"

#include <QComboBox>
#include <QHBoxLayout>

namespace replay::ui {
namespace {
enum Choice { NotGiven, Yes, No };
}

FlagField::FlagField(const api::FieldSchema& schema, QWidget* parent) : FieldEditor(schema, parent), m_choice(new QComboBox(this))
{
    m_choice->addItems({tr("not given"), tr("yes"), tr("no")});
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->addWidget(m_choice);
    row->addStretch();
    setFocusProxy(m_choice);
    connect(m_choice, &QComboBox::activated, this, &FieldEditor::edited);
}

QJsonValue FlagField::value() const
{
    return m_choice->currentIndex() == NotGiven ? QJsonValue(QJsonValue::Undefined) : QJsonValue(m_choice->currentIndex() == Yes);
}

void FlagField::setValue(const QJsonValue& value) { m_choice->setCurrentIndex(value.isBool() ? (value.toBool() ? Yes : No) : NotGiven); }

}  // namespace replay::ui
