// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "ui/models/desk.h"

#include <QJsonObject>
#include <QWidget>

class QLabel;
class QPlainTextEdit;
class QScrollArea;
class QStackedWidget;

namespace replay::ui {

class FieldEditor;

/// The fields of one command or query, as a form made from its schema and as raw JSON; both show the same object. Keys that
/// the schema does not know live in the raw view and are kept.
class RequestForm : public QWidget {
    Q_OBJECT
public:
    explicit RequestForm(Desk& desk, QWidget* parent = nullptr);

    void setSchema(const api::RequestSchema& schema);
    const api::RequestSchema& schema() const { return m_schema; }
    /// Fills in the examples: of the needed fields, or of all. Ids are those of things that exist.
    void fillExamples(bool all);
    void setObject(const QJsonObject& object);
    QJsonObject object() const;
    /// What is sent: of the form, or the raw text as it was typed.
    QByteArray data() const;

    /// Looks again which versions the ids in the form have, after something was changed.
    void refreshVersions();

    bool isRaw() const;
    /// Back to the form only where the raw text is an object; answers whether it went.
    bool setRaw(bool raw);
    void setRawText(const QString& text);

    /// Shows what is wrong at each field and answers whether nothing is; the first wrong field gets the focus.
    bool check();
    FieldEditor* editor(const QString& field) const;
    QString problemShown(const QString& field) const;
    QString rawProblem() const;

Q_SIGNALS:
    void edited();
    /// The aggregate that an id field names has this version.
    void versionKnown(const QString& label, int version);

protected:
    void changeEvent(QEvent* event) override;

private:
    struct Row {
        FieldEditor* editor = nullptr;
        QLabel* problem = nullptr;
    };
    void showProblem(const Row& row);
    void formEdited();
    void rawEdited();

    Desk& m_desk;
    api::RequestSchema m_schema;
    QStackedWidget* m_stack = nullptr;
    QScrollArea* m_scroll = nullptr;
    QList<Row> m_rows;
    QJsonObject m_rest;  ///< what the schema does not know
    QPlainTextEdit* m_raw = nullptr;
    QLabel* m_rawProblem = nullptr;
    bool m_syncing = false;
};

}  // namespace replay::ui
