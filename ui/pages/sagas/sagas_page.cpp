// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/sagas/sagas_page.h"
#include "ui/format/tokens.h"
#include "ui/format/words.h"
#include "ui/models/saga_facts.h"
#include "ui/pages/sagas/armed_faults.h"
#include "ui/pages/sagas/attempts_table.h"
#include "ui/pages/sagas/fault_popover.h"
#include "ui/pages/sagas/gap_matrix_dialog.h"
#include "ui/pages/sagas/gap_strip.h"
#include "ui/pages/sagas/operator_bar.h"
#include "ui/pages/sagas/replay_bar.h"
#include "ui/pages/sagas/saga_header.h"
#include "ui/pages/sagas/saga_list.h"
#include "ui/pages/sagas/status_filter.h"
#include "ui/pages/sagas/why_panel.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/message_bar.h"
#include "ui/widgets/timeline_view.h"

#include <QAction>
#include <QComboBox>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QShortcut>
#include <QSplitter>
#include <QStackedWidget>
#include <QTimer>
#include <QToolButton>

namespace replay::ui {

using format::Space;

namespace {
constexpr int lowHeight = 560;
}

SagasPage::SagasPage(Desk& desk, QWidget* parent) : Page(desk, parent), m_refresh(new QTimer(this))
{
    m_refresh->setSingleShot(true);
    m_refresh->setInterval(refreshMs);
    m_list = new SagaList(desk, this);
    m_type = &m_list->types();
    m_message = new MessageBar(this);
    m_popover = new FaultPopover(this);

    auto* split = new QSplitter(Qt::Horizontal, this);
    split->setObjectName(QStringLiteral("sagas"));
    split->setChildrenCollapsible(false);
    split->addWidget(m_list);
    split->addWidget(makeCentre());
    split->setStretchFactor(0, 0);
    split->setStretchFactor(1, 1);
    const int em = QFontMetrics(format::font(format::Type::Body)).height();
    m_list->setMinimumWidth(14 * em);
    split->setSizes({17 * em, 58 * em});

    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(format::px(Space::Small), format::px(Space::Hair), format::px(Space::Small), format::px(Space::Hair));
    column->setSpacing(format::px(Space::Hair));
    column->addWidget(makeTop());
    column->addWidget(m_message);
    column->addWidget(split, 1);
    join();
    showNothing();
    statusChanged(desk.status());
}

QWidget* SagasPage::makeTop()
{
    auto* top = new QWidget(this);
    m_filter = new StatusFilter(top);
    m_sendOne = new QPushButton(format::icon(QStringLiteral("send")), tr("Send one order"), top);
    m_sendOne->setAutoDefault(false);
    m_sendOne->setObjectName(QStringLiteral("sendOneOrder"));
    m_tryAll = new QPushButton(format::icon(QStringLiteral("gap")), tr("Try all gaps…"), top);
    m_tryAll->setAutoDefault(false);
    m_tryAll->setObjectName(QStringLiteral("openGapMatrix"));
    m_tryAll->setToolTip(tr("Runs a saga once for every gap of every step, with a crash or loss there, and shows how each run ended"));
    auto* row = new QHBoxLayout(top);
    row->setContentsMargins(0, 0, 0, 0);
    m_style = new QLabel(top);
    m_style->setObjectName(QStringLiteral("sagaStyle"));
    row->addWidget(m_filter, 1);
    row->addWidget(m_style);
    row->addWidget(m_tryAll);
    row->addWidget(m_sendOne);
    return top;
}

QWidget* SagasPage::makeCentre()
{
    m_header = new SagaHeader(this);
    m_operator = new OperatorBar(desk(), this);
    m_timeline = new TimelineView(this);
    m_strip = new GapStrip(this);
    m_replay = new ReplayBar(*m_timeline, this);
    m_table = new AttemptsTable(this);
    m_empty = new EmptyState(QStringLiteral("sagas"), {}, {}, this);
    m_faults = new ArmedFaults(desk(), this);
    m_why = new WhyPanel(this);

    auto* picture = new QWidget(this);
    auto* pictureColumn = new QVBoxLayout(picture);
    pictureColumn->setContentsMargins(0, 0, 0, 0);
    pictureColumn->setSpacing(0);
    pictureColumn->addWidget(m_timeline, 1);
    pictureColumn->addWidget(m_strip);
    pictureColumn->addWidget(m_replay);
    m_stack = new QStackedWidget(this);
    m_stack->addWidget(picture);
    m_stack->addWidget(m_table);
    m_stack->addWidget(m_empty);

    auto* upper = new QWidget(this);
    auto* upperColumn = new QVBoxLayout(upper);
    upperColumn->setContentsMargins(0, 0, 0, 0);
    upperColumn->setSpacing(0);
    upperColumn->addWidget(m_header);
    upperColumn->addWidget(m_operator);
    upperColumn->addWidget(m_stack, 1);

    auto* lower = new QSplitter(Qt::Horizontal, this);
    lower->setObjectName(QStringLiteral("sagasLower"));
    lower->setChildrenCollapsible(false);
    lower->addWidget(m_faults);
    lower->addWidget(m_why);
    lower->setStretchFactor(0, 2);
    lower->setStretchFactor(1, 3);

    auto* centre = new QSplitter(Qt::Vertical, this);
    centre->setObjectName(QStringLiteral("sagasCentre"));
    centre->setChildrenCollapsible(false);
    centre->addWidget(upper);
    centre->addWidget(lower);
    centre->setStretchFactor(0, 5);
    centre->setStretchFactor(1, 2);
    centre->setSizes({5'000, 2'000});
    return centre;
}

void SagasPage::join()
{
    connect(m_refresh, &QTimer::timeout, this, &SagasPage::refresh);
    connect(&desk(), &Desk::statusChanged, this, &SagasPage::statusChanged);
    connect(&desk(), &Desk::cursorChanged, this, [this](api::Position, bool live) { cursorChanged(live); });
    connect(&desk(), &Desk::sessionChanged, this, [this] {
        m_newestOrdinal = 0;
        m_counting.reset();
        m_awaitingNew = false;
        m_message->clear();
        showNothing();
        updateActions();
    });
    connect(&desk(), &Desk::selectionChanged, this, [this](const Selection& selection) {
        m_timeline->setSelectedEvent(selection.kind == Selection::Kind::Event ? selection.id : QString());
    });
    connect(m_filter, &StatusFilter::statusChosen, &m_list->model(), &SagaModel::setStatus);
    connect(m_type, &QComboBox::currentIndexChanged, this, [this] { m_list->model().setType(m_type->currentData().toString()); });
    connect(m_operator, &OperatorBar::opened, this, [this](bool open) {
        // Where it is low, the timeline keeps its height and the lesser bars give way.
        const bool low = open && height() < lowHeight;
        m_strip->setVisible(!low);
        m_replay->setVisible(!low);
    });
    connect(m_operator, &OperatorBar::changed, this, [this] {
        refresh();
        m_list->model().refresh();
    });
    connect(m_sendOne, &QPushButton::clicked, this, &SagasPage::sendOneOrder);
    connect(m_tryAll, &QPushButton::clicked, this, &SagasPage::showGaps);

    connect(m_list, &SagaList::chosen, this, &SagasPage::showSaga);
    connect(m_list, &SagaList::wanted, this, &SagasPage::open);
    connect(&m_list->model(), &SagaModel::loaded, this, [this] {
        const api::SagaRow* newest = m_list->model().row(0);
        if (!newest) {
            showNothing();
            return;
        }
        const bool appeared = newest->ordinal > m_newestOrdinal;
        m_newestOrdinal = std::max(m_newestOrdinal, newest->ordinal);
        if (m_sagaId.isEmpty() || (m_awaitingNew && appeared)) {
            m_awaitingNew = false;
            present(newest->sagaId);
        }
    });
    connect(&m_list->model(), &SagaModel::failed, this,
            [this](const base::Error& error) { m_message->showError(tr("The sagas cannot be listed"), error); });

    connect(m_timeline, &TimelineView::eventChosen, this, [this](const api::EventRow& event) {
        desk().select({Selection::Kind::Event, event.eventId, event.position});
    });
    connect(m_timeline, &TimelineView::placeChosen, this, &SagasPage::offerFault);
    connect(m_strip, &GapStrip::placeChosen, this, &SagasPage::offerFault);
    connect(m_timeline, &TimelineView::currentChanged, this, [this](int attempt) {
        m_strip->setAttempt(m_timeline->timeline(), attempt);
        m_table->setCurrentAttempt(attempt);
    });
    connect(m_table, &AttemptsTable::currentChanged, m_timeline, &TimelineView::setCurrentAttempt);
    connect(m_why, &WhyPanel::linkFollowed, this, &SagasPage::follow);
    connect(&m_faults->model(), &FaultRulesModel::changed, this, [this] {
        m_timeline->setArmed(m_faults->model().rules());
        m_strip->setArmed(m_faults->model().rules());
    });
    connect(m_popover, &FaultPopover::armed, this, [this](const api::FaultRule& rule) {
        if (!desk().isOpen())
            return;
        desk().session()->armFault(rule);
        m_message->showMessage(MessageBar::Family::InjectedFault, tr("Armed: %1").arg(format::faultKind(rule.kind)),
                               format::faultAim(rule));
        m_message->addAction(tr("Send one order"), [this] { sendOneOrder(); });
    });

    connect(m_header, &SagaHeader::orderWanted, this,
            [this] { desk().navigate(QStringLiteral("aggregates"), m_timeline->timeline().saga.orderId); });
    connect(m_header, &SagaHeader::eventsWanted, this, [this] {
        desk().navigate(QStringLiteral("events"), QString(QStringLiteral("correlation:") + m_timeline->timeline().correlationId));
    });
    connect(&m_header->tableButton(), &QToolButton::toggled, this, &SagasPage::setTable);
    auto* table = new QShortcut(QKeySequence(Qt::Key_T), this);
    table->setContext(Qt::WidgetWithChildrenShortcut);
    connect(table, &QShortcut::activated, &m_header->tableButton(), &QToolButton::click);
    updateActions();
}

void SagasPage::statusChanged(const api::PlatformStatus& status)
{
    if (desk().isLive())
        countSagas();
    const bool choreographed = status.sagaStyle == u"choreography";
    m_style->setVisible(!status.sagaStyle.isEmpty());
    m_style->setText(choreographed ? tr("Choreography") : tr("Orchestration"));
    m_style->setToolTip(choreographed
                            ? tr("Nobody conducts the purchases of this workspace: each service reacts to the events of the others.")
                            : tr("A saga conducts each purchase of this workspace: it tells the services what to do."));
    updateActions();
    const bool shows = !m_sagaId.isEmpty() && isVisible();
    if (shows && desk().isLive() && !isOver(m_timeline->timeline().saga) && !m_refresh->isActive())
        m_refresh->start();
    if (m_badge != static_cast<int>(status.sagasStuck)) {
        m_badge = static_cast<int>(status.sagasStuck);
        Q_EMIT badgeChanged();
    }
}

void SagasPage::cursorChanged(bool live)
{
    if (!live || !m_wasLive)
        countSagas();
    // While live, the cursor moves with each status, and that is looked after there.
    if (live && m_wasLive)
        return;
    m_wasLive = live;
    updateActions();
    if (!m_sagaId.isEmpty() && isVisible() && !m_refresh->isActive())
        m_refresh->start();
}

int SagasPage::badge() const { return m_badge; }

void SagasPage::showEvent(QShowEvent* event)
{
    Page::showEvent(event);
    m_list->model().setFollowing(true);
    if (!m_sagaId.isEmpty())
        m_refresh->start();
}

void SagasPage::hideEvent(QHideEvent* event)
{
    m_list->model().setFollowing(false);
    Page::hideEvent(event);
}

QString SagasPage::refusal() const
{
    if (!desk().isOpen())
        return tr("No workspace is open.");
    if (desk().status().readOnly)
        return tr("This workspace is read-only: %1").arg(desk().status().readOnlyReason);
    if (!desk().isLive())
        return tr("You look at the past. Return to live first.");
    return {};
}

void SagasPage::updateActions()
{
    const QString reason = refusal();
    m_sendOne->setEnabled(reason.isEmpty());
    m_sendOne->setToolTip(reason.isEmpty() ? tr("Places one order of a random customer (O), and shows its saga") : reason);
}

void SagasPage::open(const QString& argument)
{
    if (argument.isEmpty() || !desk().isOpen())
        return;
    using Found = api::Result<QString>;
    desk().ask<Found>(
        this, [argument](api::Reader& reader) { return findSaga(reader, argument); },
        [this, argument](const Found& found) {
            if (!found)
                m_message->showError(tr("The saga cannot be looked up"), found.error());
            else if (found->isEmpty())
                m_message->showMessage(MessageBar::Family::Info, tr("No saga found"),
                                       tr("“%1” is no saga, no order and no order number of this workspace.").arg(argument));
            else
                showSaga(*found);
        });
}

void SagasPage::find() { m_list->focusFind(); }

void SagasPage::showSaga(const QString& sagaId)
{
    if (sagaId.isEmpty())
        return;
    if (sagaId != m_sagaId)
        desk().select({Selection::Kind::Saga, sagaId, 0});
    present(sagaId);
}

void SagasPage::showAll()
{
    m_type->setCurrentIndex(0);
    m_filter->setStatus({});
    m_list->model().setStatus({});
}

void SagasPage::sendOneOrder()
{
    const QString reason = refusal();
    if (!reason.isEmpty()) {
        m_message->showMessage(MessageBar::Family::Info, tr("Nothing was sent"), reason);
        return;
    }
    showAll();
    m_awaitingNew = true;
    desk().session()->sendOneOrder(this, [this](const api::CommandAnswer& answer) {
        if (answer.outcome == api::CommandAnswer::Outcome::Done) {
            m_list->model().refresh();
            return;
        }
        m_awaitingNew = false;
        const bool refused = answer.outcome == api::CommandAnswer::Outcome::Refused;
        m_message->showMessage(refused ? MessageBar::Family::Rejection : MessageBar::Family::ApplicationError,
                               tr("The order was not taken"), answer.reason);
    });
    if (!desk().status().running)
        m_message->showMessage(MessageBar::Family::Info, tr("Sent"),
                               tr("The platform is paused: play (Space) or step (.) to see it move."));
    else
        m_message->clear();
}

void SagasPage::showGaps()
{
    if (!m_gaps)
        m_gaps = new GapMatrixDialog(desk(), this);
    m_gaps->show();
    m_gaps->raise();
    m_gaps->activateWindow();
}

void SagasPage::follow(const api::WhyLink& link)
{
    if (!link.eventId.isEmpty() || link.position > 0)
        desk().select({Selection::Kind::Event, link.eventId, link.position});
    const api::SagaTimeline& timeline = m_timeline->timeline();
    for (int i = 0; i < timeline.events.size(); ++i) {
        if (timeline.events[i].eventId != link.eventId)
            continue;
        for (const TimelineScene::Event& event : m_timeline->scene().events()) {
            if (event.index == i && event.attempt >= 0) {
                m_timeline->setCurrentAttempt(event.attempt);
                m_timeline->reveal(event.attempt);
            }
        }
    }
    if (link.position > 0)
        Q_EMIT hint(tr("Selected the event at position %1; Ctrl+G goes there").arg(format::number(link.position)));
}

void SagasPage::offerFault(const TimelinePlace& place, QPoint at)
{
    const api::SagaTimeline& timeline = m_timeline->timeline();
    if (place.attempt >= 0 && place.attempt < timeline.attempts.size())
        m_popover->openAt(at, place, timeline.attempts[place.attempt], refusal());
}

void SagasPage::setTable(bool table)
{
    if (m_stack->currentIndex() != EmptySheet)
        m_stack->setCurrentIndex(table ? TableSheet : TimelineSheet);
    Q_EMIT hint(table ? tr("Attempts as a table; T shows the timeline") : tr("Timeline; T shows the attempts as a table"));
}

bool SagasPage::canExport() const { return !m_timeline->scene().isEmpty(); }

void SagasPage::exportView()
{
    if (!canExport())
        return;
    const QString name = m_timeline->timeline().saga.orderNumber;
    const QString file = QFileDialog::getSaveFileName(this, tr("Export the timeline"), QString(name + QStringLiteral(".svg")),
                                                      tr("Vector picture (*.svg);;Picture (*.png)"));
    if (!file.isEmpty())
        exportTo(file);
}

void SagasPage::exportTo(const QString& file)
{
    const QString problem = m_timeline->exportTo(file);
    if (problem.isEmpty())
        m_message->showMessage(MessageBar::Family::Done, tr("Exported"), file);
    else
        m_message->showError(tr("The timeline was not exported"), base::failed(problem));
}

}  // namespace replay::ui
