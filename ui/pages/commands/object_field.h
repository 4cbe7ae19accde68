// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "ui/pages/commands/field_editor.h"

class QPlainTextEdit;

namespace replay::ui {

/// Any JSON, checked while it is typed.
class ObjectField : public FieldEditor {
    Q_OBJECT
public:
    ObjectField(const api::FieldSchema& schema, QWidget* parent);

    QJsonValue value() const override;
    void setValue(const QJsonValue& value) override;

protected:
    QString formProblem() const override;

private:
    void fitHeight();
    QPlainTextEdit* m_text = nullptr;
};

}  // namespace replay::ui
