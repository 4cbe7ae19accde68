// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "ui/pages/commands/field_editor.h"

#include <QJsonObject>

class QGridLayout;
class QLabel;
class QToolButton;

namespace replay::ui {

class IdField;
class LineField;

/// The lines of an order: product, quantity, unit price (empty: the catalogue's).
class ItemsField : public FieldEditor {
    Q_OBJECT
public:
    ItemsField(Desk& desk, const api::FieldSchema& schema, QWidget* parent);

    QJsonValue value() const override;
    void setValue(const QJsonValue& value) override;
    int lineCount() const { return static_cast<int>(m_lines.size()); }
    void addLine(const QJsonObject& item);

    static constexpr int linesMax = 50;

protected:
    QString formProblem() const override;

private:
    struct Line {
        IdField* product = nullptr;
        LineField* quantity = nullptr;
        LineField* price = nullptr;
        QToolButton* remove = nullptr;
        QJsonObject rest;  ///< what else stood there
    };
    void removeLine(IdField* product);
    void arrange();

    Desk& m_desk;
    QGridLayout* m_grid = nullptr;
    QToolButton* m_add = nullptr;
    QList<QLabel*> m_heads;
    QList<Line> m_lines;
};

}  // namespace replay::ui
