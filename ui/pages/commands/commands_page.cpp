// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/commands/commands_page.h"
#include "core/base/json.h"
#include "ui/format/tokens.h"
#include "ui/format/words.h"
#include "ui/models/row_set_model.h"
#include "ui/pages/commands/answer_card.h"
#include "ui/pages/commands/query_result.h"
#include "ui/pages/commands/request_form.h"
#include "ui/pages/commands/request_list.h"
#include "ui/pages/commands/send_options.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/message_bar.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>
#include <QScrollBar>
#include <QShortcut>
#include <QSplitter>
#include <QStackedWidget>
#include <QToolButton>
#include <algorithm>

namespace replay::ui {

using format::Space;

namespace {

enum Sheet { EmptySheet, RequestSheet };
enum ResultSheet { NoResultSheet, CardsSheet, RowsSheet };

/// The read model that answers a query, as far as its name tells: ProductQuery is answered by product_read_model.
QString answeringModel(const QString& query, const QList<api::ProjectionInfo>& projections)
{
    const QString stem = QString(query).remove(QStringLiteral("Query")).toLower() + QStringLiteral("_read_model");
    const auto found =
        std::find_if(projections.cbegin(), projections.cend(), [&](const api::ProjectionInfo& each) { return each.name == stem; });
    return found == projections.cend() ? QString() : found->name;
}

}  // namespace

CommandsPage::CommandsPage(Desk& desk, QWidget* parent) : Page(desk, parent)
{
    m_list = new RequestList(this);
    m_message = new MessageBar(this);
    m_empty = new EmptyState(QStringLiteral("commands"), {}, {}, this);
    auto* inner = new QSplitter(Qt::Horizontal, this);
    inner->setObjectName(QStringLiteral("commandsInner"));
    inner->setChildrenCollapsible(false);
    inner->addWidget(makeRequest());
    inner->addWidget(makeResults());
    inner->setStretchFactor(0, 1);
    inner->setStretchFactor(1, 1);
    inner->setSizes({1'000, 1'000});
    m_stack = new QStackedWidget(this);
    m_stack->addWidget(m_empty);
    m_stack->addWidget(inner);

    auto* split = new QSplitter(Qt::Horizontal, this);
    split->setObjectName(QStringLiteral("commands"));
    split->setChildrenCollapsible(false);
    split->addWidget(m_list);
    split->addWidget(m_stack);
    split->setStretchFactor(0, 0);
    split->setStretchFactor(1, 1);
    const int em = QFontMetrics(format::font(format::Type::Body)).height();
    m_list->setMinimumWidth(11 * em);
    split->setSizes({13 * em, 60 * em});
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(format::px(Space::Small), format::px(Space::Small), format::px(Space::Small), format::px(Space::Hair));
    column->setSpacing(format::px(Space::Hair));
    column->addWidget(m_message);
    column->addWidget(split, 1);
    join();
    readSchemas();
}

QWidget* CommandsPage::makeRequest()
{
    auto* pane = new QWidget(this);
    m_title = new QLabel(pane);
    m_title->setFont(format::font(format::Type::Title, true));
    m_summary = new QLabel(pane);
    m_summary->setWordWrap(true);
    m_summary->setForegroundRole(QPalette::PlaceholderText);
    const auto tool = [pane](const QString& icon, const QString& text, const QString& tip) {
        auto* button = new QToolButton(pane);
        button->setAutoRaise(true);
        button->setFocusPolicy(Qt::StrongFocus);
        button->setIcon(format::icon(icon));
        button->setText(text);
        button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
        button->setToolTip(tip);
        return button;
    };
    m_example = tool(QStringLiteral("star"), tr("Example"), tr("Fills in an example of every field that is empty"));
    m_raw = tool(QStringLiteral("raw"), tr("Raw"), tr("Shows the request as JSON (R)"));
    m_raw->setCheckable(true);
    m_form = new RequestForm(desk(), pane);
    m_options = new SendOptions(pane);

    m_commandButtons = new QWidget(pane);
    const auto push = [this](const QString& icon, const QString& text) {
        auto* button = new QPushButton(format::icon(icon), text, m_commandButtons);
        button->setAutoDefault(false);
        return button;
    };
    m_send = push(QStringLiteral("send"), tr("&Send"));
    m_twice = push(QStringLiteral("copy"), tr("Send &twice"));
    m_stale = push(QStringLiteral("clock"), tr("Send st&ale"));
    m_run = push(QStringLiteral("query"), tr("R&un"));
    m_live = push(QStringLiteral("live"), tr("Return to &live"));
    m_send->setDefault(true);
    auto* buttons = new QHBoxLayout(m_commandButtons);
    buttons->setContentsMargins(format::px(Space::Medium), format::px(Space::Hair), format::px(Space::Medium), format::px(Space::Small));
    for (QPushButton* button : {m_send, m_run, m_twice, m_stale})
        buttons->addWidget(button);
    buttons->addStretch();
    buttons->addWidget(m_live);

    auto* head = new QHBoxLayout;
    head->setContentsMargins(format::px(Space::Medium), 0, format::px(Space::Small), 0);
    head->addWidget(m_title, 1);
    head->addWidget(m_example);
    head->addWidget(m_raw);
    auto* column = new QVBoxLayout(pane);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(format::px(Space::Hair));
    column->addLayout(head);
    m_summary->setContentsMargins(format::px(Space::Medium), 0, format::px(Space::Medium), 0);
    column->addWidget(m_summary);
    column->addWidget(m_form, 1);
    column->addWidget(m_options);
    column->addWidget(m_commandButtons);
    return pane;
}

QWidget* CommandsPage::makeResults()
{
    m_results = new QStackedWidget(this);
    m_noResults = new EmptyState(QStringLiteral("send"), tr("No answer yet"),
                                 tr("What you send is answered here: accepted or rejected, with the reason and the events."), this);
    auto* scroll = new QScrollArea(this);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setAccessibleName(tr("Answers, newest first"));
    auto* body = new QWidget(scroll);
    m_cardColumn = new QVBoxLayout(body);
    m_cardColumn->setContentsMargins(format::px(Space::Small), 0, format::px(Space::Hair), 0);
    m_cardColumn->setSpacing(format::px(Space::Small));
    m_cardColumn->addStretch();
    scroll->setWidget(body);
    body->setAutoFillBackground(false);
    scroll->viewport()->setAutoFillBackground(false);
    m_queryResult = new QueryResult(this);
    m_results->addWidget(m_noResults);
    m_results->addWidget(scroll);
    m_results->addWidget(m_queryResult);
    return m_results;
}

void CommandsPage::join()
{
    connect(m_list, &RequestList::chosen, this, &CommandsPage::choose);
    connect(&desk(), &Desk::sessionChanged, this, &CommandsPage::readSchemas);
    connect(&desk(), &Desk::statusChanged, this, &CommandsPage::updateActions);
    connect(&desk(), &Desk::cursorChanged, this, &CommandsPage::updateActions);
    connect(m_send, &QPushButton::clicked, this, &CommandsPage::send);
    connect(m_twice, &QPushButton::clicked, this, &CommandsPage::sendTwice);
    connect(m_stale, &QPushButton::clicked, this, &CommandsPage::sendStale);
    connect(m_run, &QPushButton::clicked, this, &CommandsPage::runQuery);
    connect(m_live, &QPushButton::clicked, &desk(), &Desk::goLive);
    connect(m_example, &QToolButton::clicked, this, [this] { m_form->fillExamples(true); });
    connect(m_raw, &QToolButton::clicked, this, &CommandsPage::setRaw);
    connect(m_options, &SendOptions::edited, this, &CommandsPage::updateActions);
    connect(m_form, &RequestForm::versionKnown, m_options, &SendOptions::setKnownVersion);
    auto* raw = new QShortcut(QKeySequence(Qt::Key_R), this);
    raw->setContext(Qt::WidgetWithChildrenShortcut);
    connect(raw, &QShortcut::activated, m_raw, &QToolButton::click);
    auto* go = new QShortcut(QKeySequence(Qt::CTRL | Qt::Key_Return), this);
    go->setContext(Qt::WidgetWithChildrenShortcut);
    connect(go, &QShortcut::activated, this, [this] { m_query ? m_run->click() : m_send->click(); });
}

void CommandsPage::readSchemas()
{
    m_shownState.clear();
    qDeleteAll(m_cards);
    m_cards.clear();
    m_results->setCurrentIndex(NoResultSheet);
    m_message->clear();
    m_empty->clearActions();
    m_stack->setCurrentIndex(EmptySheet);
    if (!desk().isOpen()) {
        m_list->setSchemas({}, {});
        m_empty->setTexts(tr("No workspace is open"), tr("Open one, or run a demonstration, on the Home page."));
        m_empty->addAction(tr("Go to Home"), [this] { desk().navigate(QStringLiteral("home")); });
    } else {
        m_list->setSchemas(desk().session()->commandSchemas(), desk().session()->querySchemas());
        m_empty->setTexts(tr("Choose a command or a query"), tr("Each one opens as a form with an example in it."));
        m_empty->addAction(tr("Place an order"), [this] {
            if (!m_list->choose(QStringLiteral("PlaceOrder")))
                m_list->choose(QStringLiteral("CreateOrder"));
        });
    }
    updateActions();
}

void CommandsPage::choose(const api::RequestSchema& schema, bool query)
{
    m_query = query;
    m_title->setText(schema.name);
    m_summary->setText(tr("%1 · %2").arg(format::service(schema.service), schema.summary));
    m_form->setSchema(schema);
    m_form->setRaw(false);
    m_raw->setChecked(false);
    m_form->fillExamples(false);
    m_options->reset();
    m_options->setVisible(!query);
    for (QPushButton* button : {m_send, m_twice, m_stale})
        button->setVisible(!query);
    m_run->setVisible(query);
    m_run->setDefault(query);
    m_send->setDefault(!query);
    m_stack->setCurrentIndex(RequestSheet);
    if (query)
        m_results->setCurrentIndex(m_queryResult->rows().columnCount() > 0 ? RowsSheet : NoResultSheet);
    else
        m_results->setCurrentIndex(m_cards.isEmpty() ? NoResultSheet : CardsSheet);
    updateActions();
}

void CommandsPage::open(const QString& argument)
{
    if (argument.isEmpty())
        return;
    QString name = argument;
    std::optional<QJsonObject> fields;
    if (argument.startsWith(u'{')) {
        const auto given = base::parseJsonObject(argument.toUtf8(), tr("the request to open"));
        if (!given) {
            m_message->showError(tr("The request cannot be opened"), given.error());
            return;
        }
        name = given->value(QStringLiteral("name")).toString();
        fields = given->value(QStringLiteral("data")).toObject();
    }
    if (!m_list->choose(name)) {
        m_message->showMessage(MessageBar::Family::Info, tr("Not found"), tr("There is no command or query “%1”.").arg(name));
        return;
    }
    m_message->clear();
    if (fields)
        m_form->setObject(*fields);
}

void CommandsPage::find() { m_list->focusFind(); }

void CommandsPage::setRaw(bool raw)
{
    if (m_stack->currentIndex() != RequestSheet)
        return;
    if (!m_form->setRaw(raw))
        Q_EMIT hint(tr("The text is no JSON object yet; the form cannot show it."));
    m_raw->setChecked(m_form->isRaw());
}

QString CommandsPage::refusal() const
{
    if (!desk().isOpen())
        return tr("No workspace is open.");
    if (desk().status().readOnly)
        return tr("This workspace is read-only: %1").arg(desk().status().readOnlyReason);
    if (!desk().isLive())
        return tr("You look at the past, at position %1. Return to live to send.").arg(format::number(desk().position()));
    return {};
}

void CommandsPage::updateActions()
{
    const QString reason = refusal();
    const std::optional<int> expected = m_options->expectedVersion();
    const QString state = QStringLiteral("%1/%2/%3/%4/%5")
                              .arg(reason)
                              .arg(expected.value_or(-1))
                              .arg(desk().isOpen())
                              .arg(m_query)
                              .arg(m_stack->currentIndex());
    if (state == m_shownState)
        return;
    m_shownState = state;
    m_send->setEnabled(reason.isEmpty());
    m_send->setToolTip(reason.isEmpty() ? tr("Sends the command (Ctrl+Return)") : reason);
    m_twice->setEnabled(reason.isEmpty());
    m_twice->setToolTip(reason.isEmpty() ? tr("Sends it twice with the same id: the second answer is the first one's receipt") : reason);
    const bool canBeStale = expected && *expected > 0;
    m_stale->setEnabled(reason.isEmpty() && canBeStale);
    m_stale->setToolTip(!reason.isEmpty() ? reason
                        : canBeStale      ? tr("Sends it expecting version %1: one too old").arg(*expected - 1)
                                          : tr("Give an expected version of 1 or more first"));
    m_run->setEnabled(desk().isOpen());
    m_run->setToolTip(desk().isOpen() ? tr("Asks the read model as it is now (Ctrl+Return)") : reason);
    const bool past = desk().isOpen() && !desk().isLive();
    m_live->setVisible(past && !m_query);
    if (past && !m_query && m_stack->currentIndex() == RequestSheet)
        m_message->showMessage(MessageBar::Family::Info, tr("Sending is off"), reason);
    else if (desk().isOpen() && desk().status().readOnly)
        m_message->showMessage(MessageBar::Family::Info, tr("Sending is off"), reason);
    else if (m_message->family() == MessageBar::Family::Info && m_message->isVisible() && reason.isEmpty())
        m_message->clear();
}

api::CommandRequest CommandsPage::request() const
{
    return {m_form->schema().name, m_form->data(), m_options->expectedVersion(), m_options->commandId()};
}

AnswerCard* CommandsPage::addCard(const QString& command, const QString& note)
{
    auto* card = new AnswerCard(command, note);
    connect(card, &AnswerCard::eventChosen, this, [this](const api::EventRow& event) {
        desk().select({Selection::Kind::Event, event.eventId, event.position});
    });
    connect(card, &AnswerCard::sagaWanted, this, [this](const QString& id) { desk().navigate(QStringLiteral("sagas"), id); });
    m_cardColumn->insertWidget(0, card);
    m_cards.prepend(card);
    while (m_cards.size() > cardsMax)
        delete m_cards.takeLast();
    m_results->setCurrentIndex(CardsSheet);
    return card;
}

void CommandsPage::deliver(const api::CommandRequest& request, const QString& note, std::function<void(const api::CommandAnswer&)> then)
{
    AnswerCard* card = addCard(request.name, note);
    desk().session()->send(request, card, [this, card, then = std::move(then)](const api::CommandAnswer& answer) {
        card->setAnswer(answer);
        m_form->refreshVersions();
        if (then)
            then(answer);
    });
    if (!desk().status().running)
        Q_EMIT hint(tr("The platform is paused: play (Space) or step (.) to have it handled."));
}

void CommandsPage::send()
{
    if (m_send->isEnabled() && m_form->check())
        deliver(request(), {});
}

void CommandsPage::sendTwice()
{
    if (!m_twice->isEnabled() || !m_form->check())
        return;
    const api::CommandRequest once = request();
    deliver(once, tr("first"), [this, once](const api::CommandAnswer& answer) {
        if (!desk().isOpen())
            return;
        api::CommandRequest again = once;
        again.commandId = answer.commandId;
        deliver(again, tr("again, same id"));
    });
}

void CommandsPage::sendStale()
{
    if (!m_stale->isEnabled() || !m_form->check())
        return;
    api::CommandRequest stale = request();
    stale.expectedVersion = *stale.expectedVersion - 1;
    deliver(stale, tr("expecting version %1").arg(*stale.expectedVersion));
}

void CommandsPage::runQuery()
{
    if (!m_run->isEnabled() || !m_form->check())
        return;
    struct Answer {
        api::Result<api::RowSet> rows = api::RowSet{};
        QList<api::ProjectionInfo> projections;
        api::Position head = 0;
    };
    m_message->clear();
    const QString name = m_form->schema().name;
    desk().ask<Answer>(
        this,
        [name, json = m_form->data()](api::Reader& reader) {
            Answer answer;
            answer.rows = reader.query(name, json);
            answer.projections = reader.projections().value_or(QList<api::ProjectionInfo>());
            answer.head = reader.head().value_or(0);
            return answer;
        },
        [this, name](const Answer& answer) {
            if (!answer.rows) {
                m_message->showError(tr("%1 was not answered").arg(name), answer.rows.error());
                return;
            }
            const QString model = answeringModel(name, answer.projections);
            api::Position position = answer.head;
            for (const api::ProjectionInfo& each : answer.projections) {
                if (model.isEmpty() || each.name == model)
                    position = std::min(position, each.position);
            }
            m_queryResult->setAnswer(name, *answer.rows, model, position, answer.head);
            if (m_query)
                m_results->setCurrentIndex(RowsSheet);
        });
}

}  // namespace replay::ui
