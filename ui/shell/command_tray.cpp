// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/command_tray.h"

#include "ui/format/tokens.h"
#include "ui/format/words.h"
#include "ui/shell/sent_commands_model.h"
#include "ui/widgets/plain_delegate.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLabel>
#include <QStackedLayout>
#include <QTableView>
#include <QToolButton>
#include <QVBoxLayout>

namespace replay::ui {

using format::Colour;
using format::px;
using format::Space;

namespace {

constexpr int refreshMs = 400;

QToolButton* makeTool(QWidget* parent, const QString& icon, const QString& text)
{
    auto* button = new QToolButton(parent);
    button->setAutoRaise(true);
    button->setIcon(format::icon(icon));
    button->setText(text);
    button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    button->setFocusPolicy(Qt::TabFocus);
    return button;
}

}  // namespace

CommandTray::CommandTray(Desk& desk, QWidget* parent) : QWidget(parent), m_desk(desk)
{
    m_model = new SentCommandsModel(this);
    m_table = new QTableView(this);
    m_table->setModel(m_model);
    auto* delegate = new PlainDelegate(m_table);
    delegate->setStatus(SentCommandsModel::OutcomeColumn);
    delegate->setMuted(SentCommandsModel::ReasonColumn);
    m_table->setItemDelegate(delegate);
    m_table->setShowGrid(false);
    m_table->setFrameShape(QFrame::NoFrame);
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setWordWrap(false);
    m_table->setTabKeyNavigation(false);
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setMinimumSectionSize(1);
    m_table->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    m_table->horizontalHeader()->setStretchLastSection(true);
    m_table->horizontalHeader()->setHighlightSections(false);
    m_table->setAccessibleName(tr("My commands"));
    m_table->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_table->setMinimumWidth(24 * fontMetrics().averageCharWidth());
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &CommandTray::refreshButtons);
    connect(m_table, &QTableView::activated, this, &CommandTray::edit);

    auto* words = new QLabel(tr("What you send appears here.\nSend one order with O, or open Commands (Ctrl+6)."), this);
    words->setAlignment(Qt::AlignCenter);
    words->setWordWrap(true);
    m_empty = words;

    m_again = makeTool(this, QStringLiteral("send"), tr("Send again"));
    m_edit = makeTool(this, QStringLiteral("edit"), tr("Edit and send again"));
    connect(m_again, &QToolButton::clicked, this, &CommandTray::sendAgain);
    connect(m_edit, &QToolButton::clicked, this, &CommandTray::edit);

    auto* tools = new QHBoxLayout;
    tools->setContentsMargins(px(Space::Hair), 0, px(Space::Hair), 0);
    tools->setSpacing(px(Space::Hair));
    tools->addWidget(m_again);
    tools->addWidget(m_edit);
    tools->addStretch();
    auto* holder = new QWidget(this);
    m_stack = new QStackedLayout(holder);
    m_stack->addWidget(m_empty);
    m_stack->addWidget(m_table);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(holder, 1);
    column->addLayout(tools);

    m_timer.setSingleShot(true);
    m_timer.setInterval(refreshMs);
    connect(&m_timer, &QTimer::timeout, this, &CommandTray::refresh);
    connect(&m_desk, &Desk::statusChanged, this, [this] {
        if (!m_timer.isActive())
            m_timer.start();
    });
    connect(&m_desk, &Desk::cursorChanged, this, &CommandTray::refreshButtons);
    connect(&m_desk, &Desk::sessionChanged, this, [this] {
        m_model->show({});
        refresh();
    });
    applyLook();
    refresh();
}

void CommandTray::refresh()
{
    if (isVisible() && m_desk.reader()) {
        const int rowsBefore = m_model->rowCount();
        if (auto commands = m_desk.reader()->sentCommands(SentCommandsModel::commandsMax))
            m_model->show(*commands);
        if (m_model->rowCount() > rowsBefore)
            m_table->scrollToBottom();
    }
    m_stack->setCurrentWidget(m_model->rowCount() > 0 ? static_cast<QWidget*>(m_table) : m_empty);
    refreshButtons();
}

void CommandTray::refreshButtons()
{
    const bool chosen = m_table->currentIndex().isValid();
    const QString whyNot = !m_desk.isOpen()           ? tr("no workspace is open")
                           : m_desk.status().readOnly ? tr("the workspace is open read-only")
                           : !m_desk.isLive()         ? tr("you look at the past; return to live (End)")
                           : !chosen                  ? tr("choose one of your commands first")
                                                      : QString();
    m_again->setEnabled(whyNot.isEmpty());
    m_edit->setEnabled(chosen);
    const QString again = tr("Send the chosen command again, as a new one");
    m_again->setToolTip(whyNot.isEmpty() ? again : tr("%1\nNot now: %2").arg(again, whyNot));
    const QString edited = tr("Open the chosen command in Commands");
    m_edit->setToolTip(chosen ? edited : tr("%1\nNot now: %2").arg(edited, tr("choose one of your commands first")));
}

void CommandTray::sendAgain()
{
    const api::SentCommand* sent = m_model->command(m_table->currentIndex().row());
    if (!sent || !m_desk.isWritable())
        return;
    api::CommandRequest request;
    request.name = sent->name;
    request.data = sent->data;
    m_desk.session()->send(request, this, [this, name = sent->name](const api::CommandAnswer& answer) {
        const QString outcome = format::commandOutcome(answer.outcome);
        Q_EMIT hint(answer.reason.isEmpty() ? tr("%1: %2").arg(name, outcome) : tr("%1: %2: %3").arg(name, outcome, answer.reason));
        refresh();
    });
}

void CommandTray::edit()
{
    if (const api::SentCommand* sent = m_model->command(m_table->currentIndex().row())) {
        const QJsonObject argument{{QStringLiteral("name"), sent->name},
                                   {QStringLiteral("data"), QJsonDocument::fromJson(sent->data).object()}};
        m_desk.navigate(QStringLiteral("commands"), QString::fromUtf8(QJsonDocument(argument).toJson(QJsonDocument::Compact)));
    }
}

void CommandTray::applyLook()
{
    QPalette muted = palette();
    muted.setColor(QPalette::WindowText, format::colour(Colour::MutedText));
    m_empty->setPalette(muted);
    const QFontMetrics metrics(format::font(format::Type::Body));
    m_table->verticalHeader()->setDefaultSectionSize(qMax(format::rowDense, metrics.height() + px(Space::Hair)));
    m_table->setColumnWidth(SentCommandsModel::NameColumn,
                            metrics.horizontalAdvance(QStringLiteral("UpdateOrderStatus")) + px(Space::Wide) + px(Space::Medium));
    m_table->setColumnWidth(SentCommandsModel::OutcomeColumn, metrics.horizontalAdvance(QStringLiteral("Refused")) + 2 * px(Space::Wide));
}

void CommandTray::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange)
        applyLook();
    QWidget::changeEvent(event);
}

}  // namespace replay::ui
