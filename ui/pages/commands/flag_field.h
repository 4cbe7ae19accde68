// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "ui/pages/commands/field_editor.h"

class QComboBox;

namespace replay::ui {

/// Yes, no, or not given.
class FlagField : public FieldEditor {
    Q_OBJECT
public:
    FlagField(const api::FieldSchema& schema, QWidget* parent);

    QJsonValue value() const override;
    void setValue(const QJsonValue& value) override;

protected:
    QString formProblem() const override { return {}; }

private:
    QComboBox* m_choice = nullptr;
};

}  // namespace replay::ui
