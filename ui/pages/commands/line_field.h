// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "ui/pages/commands/field_editor.h"

class QLineEdit;

namespace replay::ui {

/// Text, an amount, a whole number, an instant or an id in one line.
class LineField : public FieldEditor {
    Q_OBJECT
public:
    LineField(const api::FieldSchema& schema, QWidget* parent);

    QJsonValue value() const override;
    void setValue(const QJsonValue& value) override;
    QLineEdit& line() { return *m_line; }

protected:
    QString formProblem() const override;

private:
    QLineEdit* m_line = nullptr;
};

}  // namespace replay::ui
