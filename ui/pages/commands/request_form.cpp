// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/commands/request_form.h"
#include "core/base/json.h"
#include "ui/format/tokens.h"
#include "ui/format/words.h"
#include "ui/pages/commands/field_editor.h"
#include "ui/pages/commands/id_field.h"

#include <QEvent>
#include <QGridLayout>
#include <QJsonArray>
#include <QJsonDocument>
#include <QLabel>
#include <QPlainTextEdit>
#include <QScopedValueRollback>
#include <QScrollArea>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace replay::ui {

using format::Space;

namespace {

enum Sheet { FormSheet, RawSheet };
enum Column { NameColumn, EditorColumn };

void markWrong(QLabel* label, const QString& problem)
{
    QPalette palette = label->palette();
    palette.setColor(QPalette::WindowText, format::scheme() == format::Scheme::Dark ? format::colour(format::Colour::Failure).lighter(130)
                                                                                    : format::colour(format::Colour::Failure).darker(115));
    label->setPalette(palette);
    label->setText(problem.isEmpty() ? QString() : QString(QStringLiteral("✕ ") + problem));
    label->setVisible(!problem.isEmpty());
}

}  // namespace

RequestForm::RequestForm(Desk& desk, QWidget* parent)
    : QWidget(parent),
      m_desk(desk),
      m_stack(new QStackedWidget(this)),
      m_scroll(new QScrollArea(this)),
      m_raw(new QPlainTextEdit(this)),
      m_rawProblem(new QLabel(this))
{
    m_scroll->setWidgetResizable(true);
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_raw->setFont(format::fixedFont());
    m_raw->setAccessibleName(tr("The request as JSON"));
    m_raw->setTabChangesFocus(true);
    m_rawProblem->setWordWrap(true);
    auto* raw = new QWidget(this);
    auto* rawColumn = new QVBoxLayout(raw);
    rawColumn->setContentsMargins(format::px(Space::Medium), 0, format::px(Space::Medium), 0);
    rawColumn->addWidget(m_raw, 1);
    rawColumn->addWidget(m_rawProblem);
    m_stack->addWidget(m_scroll);
    m_stack->addWidget(raw);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_stack);
    connect(m_raw, &QPlainTextEdit::textChanged, this, &RequestForm::rawEdited);
    markWrong(m_rawProblem, {});
}

void RequestForm::setSchema(const api::RequestSchema& schema)
{
    m_schema = schema;
    m_rest = {};
    m_rows.clear();
    auto* body = new QWidget;
    auto* grid = new QGridLayout(body);
    grid->setContentsMargins(format::px(Space::Medium), format::px(Space::Small), format::px(Space::Medium), format::px(Space::Small));
    grid->setHorizontalSpacing(format::px(Space::Medium));
    grid->setVerticalSpacing(format::px(Space::Hair));
    grid->setColumnStretch(EditorColumn, 1);
    int row = 0;
    for (const api::FieldSchema& field : schema.fields) {
        Row made{FieldEditor::make(m_desk, field, body), new QLabel(body)};
        const QString name = format::spaced(field.name);
        auto* label = new QLabel(field.required ? tr("%1 *").arg(name) : name, body);
        label->setToolTip(field.required ? tr("%1: %2, needed").arg(field.name, field.type)
                                         : tr("%1: %2, may be left out").arg(field.name, field.type));
        label->setBuddy(made.editor);
        const int em = QFontMetrics(format::font(format::Type::Body)).height();
        label->setMinimumHeight(em + format::px(Space::Medium));
        if (QWidget* proxy = made.editor->focusProxy())
            proxy->setAccessibleName(label->text());
        made.problem->setWordWrap(true);
        made.problem->setFont(format::font(format::Type::Small));
        markWrong(made.problem, {});
        grid->addWidget(label, row, NameColumn, Qt::AlignTop | Qt::AlignLeft);
        grid->addWidget(made.editor, row, EditorColumn);
        grid->addWidget(made.problem, row + 1, EditorColumn);
        row += 2;
        m_rows << made;
        connect(made.editor, &FieldEditor::edited, this, [this, made] {
            showProblem(made);
            formEdited();
        });
        // An order names its customer too, but the version that may be expected is that of what the service changes.
        auto* id = qobject_cast<IdField*>(made.editor);
        if (id && format::serviceOf(id->aggregateType()) == schema.service)
            connect(id, &IdField::versionKnown, this, &RequestForm::versionKnown);
    }
    if (schema.fields.isEmpty())
        grid->addWidget(new QLabel(tr("Takes nothing."), body), row++, EditorColumn);
    grid->setRowStretch(row, 1);
    m_scroll->setWidget(body);
    body->setAutoFillBackground(false);
    m_scroll->viewport()->setAutoFillBackground(false);
    formEdited();
}

void RequestForm::fillExamples(bool all)
{
    for (const Row& row : std::as_const(m_rows)) {
        const api::FieldSchema& field = row.editor->schema();
        if ((!field.required && !all) || !row.editor->value().isUndefined())
            continue;
        if (auto* id = qobject_cast<IdField*>(row.editor)) {
            id->takeFirst();
            continue;
        }
        QJsonValue example = FieldEditor::exampleOf(field);
        if (field.type == u"items") {
            // An example's product is a made-up id: without it, the line takes a product that exists.
            QJsonArray items;
            for (const QJsonValue& item : example.toArray()) {
                QJsonObject object = item.toObject();
                object.remove(QStringLiteral("product_id"));
                items.append(object);
            }
            example = items;
        }
        row.editor->setValue(example);
    }
    formEdited();
}

QJsonObject RequestForm::object() const
{
    QJsonObject object = m_rest;
    for (const Row& row : m_rows) {
        const QJsonValue value = row.editor->value();
        if (!value.isUndefined())
            object.insert(row.editor->schema().name, value);
    }
    return object;
}

void RequestForm::setObject(const QJsonObject& object)
{
    m_rest = object;
    for (const Row& row : std::as_const(m_rows)) {
        const QString& name = row.editor->schema().name;
        const QSignalBlocker quiet(row.editor);
        row.editor->setValue(object.contains(name) ? object.value(name) : QJsonValue(QJsonValue::Undefined));
        m_rest.remove(name);
        markWrong(row.problem, {});
    }
    if (!m_syncing)
        formEdited();
}

void RequestForm::formEdited()
{
    if (!m_syncing) {
        const QScopedValueRollback guard(m_syncing, true);
        m_raw->setPlainText(QString::fromUtf8(QJsonDocument(object()).toJson(QJsonDocument::Indented)).trimmed());
        markWrong(m_rawProblem, {});
    }
    Q_EMIT edited();
}

void RequestForm::rawEdited()
{
    if (m_syncing)
        return;
    const auto parsed = base::parseJsonObject(m_raw->toPlainText().toUtf8(), m_schema.name);
    markWrong(m_rawProblem, parsed ? QString() : parsed.error().message);
    if (parsed) {
        const QScopedValueRollback guard(m_syncing, true);
        setObject(*parsed);
    }
    Q_EMIT edited();
}

QByteArray RequestForm::data() const { return isRaw() ? m_raw->toPlainText().toUtf8() : base::jsonBytes(object()); }

void RequestForm::refreshVersions()
{
    for (const Row& row : std::as_const(m_rows)) {
        if (auto* id = qobject_cast<IdField*>(row.editor))
            id->lookUp();
    }
}

bool RequestForm::isRaw() const { return m_stack->currentIndex() == RawSheet; }

bool RequestForm::setRaw(bool raw)
{
    if (!raw && isRaw() && !rawProblem().isEmpty())
        return false;
    m_stack->setCurrentIndex(raw ? RawSheet : FormSheet);
    return true;
}

void RequestForm::setRawText(const QString& text) { m_raw->setPlainText(text); }

QString RequestForm::rawProblem() const { return m_rawProblem->text(); }

void RequestForm::showProblem(const Row& row) { markWrong(row.problem, row.editor->problem()); }

bool RequestForm::check()
{
    if (isRaw())
        return true;
    FieldEditor* first = nullptr;
    for (const Row& row : std::as_const(m_rows)) {
        showProblem(row);
        if (!first && !row.editor->problem().isEmpty())
            first = row.editor;
    }
    if (first) {
        m_scroll->ensureWidgetVisible(first);
        first->setFocus(Qt::OtherFocusReason);
    }
    return first == nullptr;
}

FieldEditor* RequestForm::editor(const QString& field) const
{
    for (const Row& row : m_rows) {
        if (row.editor->schema().name == field)
            return row.editor;
    }
    return nullptr;
}

QString RequestForm::problemShown(const QString& field) const
{
    for (const Row& row : m_rows) {
        if (row.editor->schema().name == field)
            return row.problem->text();
    }
    return {};
}

void RequestForm::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::ApplicationFontChange) {
        m_raw->setFont(format::fixedFont());
        for (const Row& row : std::as_const(m_rows)) {
            if (row.problem->isVisible())
                showProblem(row);
        }
    }
    QWidget::changeEvent(event);
}

}  // namespace replay::ui
