// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/fork_changes.h"

#include "ui/format/tokens.h"
#include "ui/format/words.h"
#include "ui/pages/faults/fault_form.h"
#include "ui/widgets/json_view.h"
#include "ui/widgets/plain_text.h"

#include <QCheckBox>
#include <QComboBox>
#include <QEvent>
#include <QGridLayout>
#include <QJsonDocument>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QStackedWidget>
#include <QStandardItemModel>
#include <QVBoxLayout>

namespace replay::ui {

using format::px;
using format::Space;

namespace {

constexpr int pitfallColumns = 2;

QVBoxLayout* columnOf(QWidget* sheet)
{
    auto* column = new QVBoxLayout(sheet);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(px(Space::Hair));
    return column;
}

}  // namespace

ForkChanges::ForkChanges(Desk& desk, QWidget* parent) : QWidget(parent), m_desk(desk)
{
    m_kind = new QComboBox(this);
    m_kind->setObjectName(QStringLiteral("forkChange"));
    m_kind->setAccessibleName(tr("What changes"));
    m_kind->addItem(tr("Nothing: the whole system as it was there"), QString());
    m_kind->addItem(tr("Leave an event out"), QStringLiteral("skip_event"));
    m_kind->addItem(tr("Do not send a command"), QStringLiteral("skip_command"));
    m_kind->addItem(tr("Amend a command"), QStringLiteral("amend_command"));
    m_kind->addItem(tr("Add a fault rule"), QStringLiteral("fault"));
    m_kind->addItem(tr("Switch pitfalls"), QStringLiteral("pitfalls"));
    m_stack = new QStackedWidget(this);
    auto* nothing = new QWidget(m_stack);
    QVBoxLayout* words = columnOf(nothing);
    words->addWidget(makePlainText(
        tr("Every service’s tables, read models and sagas as of that position, to be played on: send other commands, arm faults, or only look."),
        nothing));
    words->addStretch();
    m_stack->addWidget(nothing);
    m_stack->addWidget(makeEventSheet());
    m_stack->addWidget(makeCommandSheet());
    m_stack->addWidget(makeAmendSheet());
    m_fault = new FaultForm(desk, m_stack);
    m_fault->setDraft();
    m_stack->addWidget(m_fault);
    m_stack->addWidget(makePitfallSheet());
    auto* column = columnOf(this);
    column->setSpacing(px(Space::Small));
    column->addWidget(m_kind, 0, Qt::AlignLeft);
    column->addWidget(m_stack, 1);
    connect(m_kind, &QComboBox::currentIndexChanged, this, [this](int index) {
        m_stack->setCurrentIndex(index);
        Q_EMIT changed();
    });
    applyLook();
}

QWidget* ForkChanges::makeEventSheet()
{
    auto* sheet = new QWidget(m_stack);
    QVBoxLayout* column = columnOf(sheet);
    m_eventText = makePlainText({}, sheet);
    m_eventData = new JsonView(sheet);
    column->addWidget(m_eventText);
    column->addWidget(m_eventData, 1);
    return sheet;
}

QWidget* ForkChanges::makeCommandSheet()
{
    auto* sheet = new QWidget(m_stack);
    QVBoxLayout* column = columnOf(sheet);
    m_commandText = makePlainText({}, sheet);
    m_commandData = new JsonView(sheet);
    column->addWidget(m_commandText);
    column->addWidget(m_commandData, 1);
    return sheet;
}

QWidget* ForkChanges::makeAmendSheet()
{
    auto* sheet = new QWidget(m_stack);
    QVBoxLayout* column = columnOf(sheet);
    m_amendText = makePlainText({}, sheet);
    m_editor = new QPlainTextEdit(sheet);
    m_editor->setObjectName(QStringLiteral("amendedCommand"));
    m_editor->setAccessibleName(tr("What the command says instead, as JSON"));
    m_editor->setTabChangesFocus(true);
    auto* again = new QPushButton(tr("As it was"), sheet);
    again->setAutoDefault(false);
    again->setToolTip(tr("Puts back what was really sent"));
    auto* head = new QHBoxLayout;
    head->addWidget(m_amendText, 1);
    head->addWidget(again, 0, Qt::AlignTop);
    column->addLayout(head);
    column->addWidget(m_editor, 1);
    connect(again, &QPushButton::clicked, this, &ForkChanges::writeCommand);
    connect(m_editor, &QPlainTextEdit::textChanged, this, &ForkChanges::changed);
    return sheet;
}

QWidget* ForkChanges::makePitfallSheet()
{
    auto* sheet = new QWidget(m_stack);
    auto* grid = new QGridLayout(sheet);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setVerticalSpacing(px(Space::Hair));
    const QList<api::PitfallSwitch> switches = m_desk.isOpen() ? m_desk.session()->pitfalls() : QList<api::PitfallSwitch>();
    int at = 0;
    for (const api::PitfallSwitch& each : switches) {
        auto* box = new QCheckBox(format::pitfall(each.code), sheet);
        box->setObjectName(QString(QStringLiteral("forkPitfall.") + each.code));
        box->setChecked(each.on);
        box->setToolTip(format::pitfallLine(each.code));
        m_pitfalls.insert(each.code, box);
        m_pitfallsBefore.insert(each.code, each.on);
        grid->addWidget(box, at / pitfallColumns, at % pitfallColumns);
        connect(box, &QCheckBox::toggled, this, &ForkChanges::changed);
        ++at;
    }
    if (switches.isEmpty())
        grid->addWidget(
            makePlainText(
                tr("The switches of a workspace that is open read-only are not known here. Fork it unchanged, and switch them in the branch."),
                sheet),
            0, 0);
    grid->setRowStretch(grid->rowCount(), 1);
    return sheet;
}

void ForkChanges::offer(Sheet sheet, bool possible, const QString& whyNot)
{
    auto* model = qobject_cast<QStandardItemModel*>(m_kind->model());
    model->item(sheet)->setEnabled(possible);
    m_kind->setItemData(sheet, possible ? QString() : whyNot, Qt::ToolTipRole);
    if (!possible && m_kind->currentIndex() == sheet)
        m_kind->setCurrentIndex(Nothing);
}

void ForkChanges::setSubject(const std::optional<api::EventRow>& event, const std::optional<api::SentCommand>& command)
{
    const bool sameCommand = command && m_command && command->commandId == m_command->commandId;
    m_event = event;
    m_command = command;
    offer(SkipEvent, event.has_value(), tr("There is no event at position 0: choose a position, or select an event first."));
    const QString none = tr("No command of a client led to this event: select another one first.");
    offer(SkipCommand, command.has_value(), none);
    offer(AmendCommand, command.has_value(), none);
    if (event) {
        m_eventText->setText(tr("%1 at position %2 (%3 %4) is never appended; whatever waited for it waits in vain.")
                                 .arg(event->eventType, format::number(event->position), format::aggregateType(event->aggregateType),
                                      format::shortId(event->aggregateId)));
        m_eventData->setJson(event->data);
    }
    if (command) {
        const QString what = tr("%1, sent at %2").arg(command->name, format::clock(command->at));
        m_commandText->setText(tr("%1, is never sent, and nothing of what it caused happens.").arg(what));
        m_commandData->setJson(command->data);
        m_amendText->setText(tr("%1, says this instead:").arg(what));
        if (!sameCommand)
            writeCommand();
    }
}

void ForkChanges::writeCommand()
{
    if (m_command)
        m_editor->setPlainText(QString::fromUtf8(QJsonDocument::fromJson(m_command->data).toJson(QJsonDocument::Indented)));
}

void ForkChanges::choose(const QString& code)
{
    const int index = m_kind->findData(code.startsWith(QLatin1StringView("pitfall")) ? QStringLiteral("pitfalls") : code);
    const auto* model = qobject_cast<QStandardItemModel*>(m_kind->model());
    if (index >= 0 && model->item(index)->isEnabled())
        m_kind->setCurrentIndex(index);
}

QString ForkChanges::chosen() const { return m_kind->currentData().toString(); }

api::Result<QList<api::BranchChange>> ForkChanges::changes() const
{
    using Changes = QList<api::BranchChange>;
    const QString code = chosen();
    switch (m_kind->currentIndex()) {
    case SkipEvent: return Changes{{code, m_event->eventId, m_event->eventType, {}}};
    case SkipCommand: return Changes{{code, m_command->commandId, m_command->name, {}}};
    case AmendCommand: return Changes{{code, m_command->commandId, m_command->name, m_editor->toPlainText().toUtf8()}};
    case Fault: {
        const QByteArray rule = QJsonDocument(m_fault->rule()).toJson(QJsonDocument::Compact);
        const auto read = m_desk.session()->readFaultRule(rule);
        return read ? api::Result<Changes>(Changes{{code, QString(), read->kind, rule}}) : api::Result<Changes>(read.error());
    }
    case Pitfalls: {
        Changes switched;
        QStringList codes = m_pitfalls.keys();
        codes.sort();
        for (const QString& each : std::as_const(codes)) {
            const bool on = m_pitfalls.value(each)->isChecked();
            if (on != m_pitfallsBefore.value(each))
                switched.append({on ? QStringLiteral("pitfall_on") : QStringLiteral("pitfall_off"), each, each, {}});
        }
        return switched;
    }
    default: return Changes();
    }
}

void ForkChanges::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::FontChange && m_editor)
        applyLook();
    QWidget::changeEvent(event);
}

void ForkChanges::applyLook() { m_editor->setFont(format::fixedFont()); }

}  // namespace replay::ui
