// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/commands/id_field.h"
#include "ui/format/tokens.h"
#include "ui/format/words.h"

#include <QAbstractItemView>
#include <QCompleter>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QStandardItemModel>
#include <QTimer>
#include <QToolButton>
#include <QUuid>
#include <QVBoxLayout>

namespace replay::ui {

namespace {
constexpr int typingPauseMs = 150;
constexpr int idRole = Qt::UserRole + 1;
}  // namespace

IdField::IdField(Desk& desk, const api::FieldSchema& schema, QWidget* parent)
    : FieldEditor(schema, parent),
      m_desk(desk),
      m_type(schema.type.mid(schema.type.indexOf(u':') + 1)),
      m_line(new QLineEdit(this)),
      m_label(new QLabel(this)),
      m_offers(new QStandardItemModel(this)),
      m_pause(new QTimer(this))
{
    m_line->setFont(format::fixedFont());
    m_line->setPlaceholderText(tr("an id, or type to find one"));
    m_completer = new QCompleter(m_offers, this);
    m_completer->setCompletionMode(QCompleter::UnfilteredPopupCompletion);
    // What is shown is the label, what is taken is the id.
    m_completer->setCompletionRole(idRole);
    m_completer->setMaxVisibleItems(offersMax / 2);
    m_line->setCompleter(m_completer);
    auto* open = new QToolButton(this);
    open->setIcon(format::icon(QStringLiteral("chevron-down")));
    open->setToolTip(tr("Choose one: %1").arg(format::aggregateType(m_type)));
    open->setAccessibleName(open->toolTip());
    m_label->setFont(format::font(format::Type::Small));
    m_label->setForegroundRole(QPalette::PlaceholderText);
    m_label->hide();
    setFocusProxy(m_line);

    auto* row = new QHBoxLayout;
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(format::px(format::Space::Hair));
    row->addWidget(m_line, 1);
    row->addWidget(open);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(row);
    column->addWidget(m_label);

    m_pause->setSingleShot(true);
    m_pause->setInterval(typingPauseMs);
    connect(m_pause, &QTimer::timeout, this, [this] { offer(m_line->text().trimmed(), true); });
    connect(m_line, &QLineEdit::textEdited, this, [this] {
        m_label->hide();
        m_version.reset();
        m_pause->start();
        Q_EMIT edited();
    });
    connect(open, &QToolButton::clicked, this, [this] {
        m_line->setFocus();
        offer({}, true);
    });
    connect(m_completer, qOverload<const QModelIndex&>(&QCompleter::activated), this, [this](const QModelIndex& index) {
        m_pause->stop();
        m_line->setText(index.data(idRole).toString());
        lookUp();
        Q_EMIT edited();
    });
}

void IdField::offer(const QString& search, bool popup)
{
    using Answer = api::Result<QList<api::AggregateRow>>;
    m_desk.ask<Answer>(
        this, [type = m_type, search](api::Reader& reader) { return reader.aggregates(type, search, {}, offersMax); },
        [this, popup](const Answer& answer) {
            if (answer)
                fill(*answer, popup);
        });
}

void IdField::fill(const QList<api::AggregateRow>& rows, bool popup)
{
    m_offers->removeRows(0, m_offers->rowCount());
    for (const api::AggregateRow& row : rows) {
        const QString label =
            row.label.isEmpty() ? row.aggregateId : QString(row.label + QStringLiteral("  ·  ") + format::shortId(row.aggregateId));
        auto* item = new QStandardItem(label);
        item->setData(row.aggregateId, idRole);
        item->setToolTip(row.aggregateId);
        m_offers->appendRow(item);
    }
    if (popup && m_line->hasFocus() && m_offers->rowCount() > 0) {
        m_completer->setCompletionPrefix({});
        m_completer->complete();
    }
}

void IdField::lookUp()
{
    const QString id = m_line->text().trimmed();
    if (QUuid::fromString(id).isNull())
        return;
    using Answer = api::Result<QList<api::AggregateRow>>;
    m_desk.ask<Answer>(
        this, [type = m_type, id](api::Reader& reader) { return reader.aggregates(type, id, {}, 1); },
        [this, id](const Answer& answer) {
            if (!answer || answer->isEmpty() || answer->constFirst().aggregateId != id || m_line->text().trimmed() != id)
                return;
            const api::AggregateRow& row = answer->constFirst();
            m_version = row.version;
            m_label->setText(
                tr("%1, version %2").arg(row.label.isEmpty() ? format::aggregateType(row.aggregateType) : row.label).arg(row.version));
            m_label->show();
            Q_EMIT versionKnown(m_label->text(), row.version);
        });
}

void IdField::takeFirst()
{
    if (!m_line->text().isEmpty())
        return;
    using Answer = api::Result<QList<api::AggregateRow>>;
    m_desk.ask<Answer>(
        this, [type = m_type](api::Reader& reader) { return reader.aggregates(type, {}, {}, 1); },
        [this](const Answer& answer) {
            if (!answer || answer->isEmpty() || !m_line->text().isEmpty())
                return;
            setValue(answer->constFirst().aggregateId);
            Q_EMIT edited();
        });
}

QJsonValue IdField::value() const
{
    const QString text = m_line->text().trimmed();
    return text.isEmpty() ? QJsonValue(QJsonValue::Undefined) : QJsonValue(text);
}

void IdField::setValue(const QJsonValue& value)
{
    const QString text = value.toVariant().toString();
    if (text == m_line->text())
        return;
    m_line->setText(text);
    m_line->setCursorPosition(0);
    m_label->hide();
    m_version.reset();
    lookUp();
}

QString IdField::formProblem() const
{
    const QString text = m_line->text().trimmed();
    return QUuid::fromString(text).isNull() ? tr("“%1” is not an id; choose one from the list.").arg(text.left(40)) : QString();
}

}  // namespace replay::ui
