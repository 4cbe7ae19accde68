// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "ui/models/desk.h"

#include <QJsonValue>
#include <QWidget>

namespace replay::ui {

/// The editor of one field of a command or query: what stands in it as JSON, and what is wrong with it.
class FieldEditor : public QWidget {
    Q_OBJECT
public:
    FieldEditor(const api::FieldSchema& schema, QWidget* parent) : QWidget(parent), m_schema(schema) {}

    const api::FieldSchema& schema() const { return m_schema; }
    /// Undefined: not given. What is wrong is given as it was typed.
    virtual QJsonValue value() const = 0;
    virtual void setValue(const QJsonValue& value) = 0;
    /// What is wrong with what stands here, as a sentence; empty: nothing. A required field that is empty is wrong too.
    QString problem() const;

    /// The editor that fits a field's type; a type nobody knows is edited as JSON.
    static FieldEditor* make(Desk& desk, const api::FieldSchema& schema, QWidget* parent);
    /// The example of a schema as a value; Undefined where there is none.
    static QJsonValue exampleOf(const api::FieldSchema& schema);

Q_SIGNALS:
    void edited();

protected:
    virtual QString formProblem() const = 0;  ///< of what is given

private:
    api::FieldSchema m_schema;
};

}  // namespace replay::ui
