// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/projections/projections_page.h"

#include "ui/format/tokens.h"
#include "ui/format/words.h"
#include "ui/pages/projections/parked_panel.h"
#include "ui/pages/projections/projection_card_delegate.h"
#include "ui/pages/projections/projection_header.h"
#include "ui/pages/projections/rows_pane.h"
#include "ui/pages/projections/verify_panel.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/message_bar.h"

#include <QEvent>
#include <QFileDialog>
#include <QListView>
#include <QSplitter>
#include <QStackedLayout>
#include <QStandardPaths>
#include <QVBoxLayout>

namespace replay::ui {

using format::Space;

namespace {
constexpr int refreshMs = 200;          // how often the numbers are asked for while things move
constexpr int hiddenRefreshMs = 2'000;  // out of sight only the badge is kept right
constexpr int rebuildPollMs = 150;
constexpr int afterActionMs = 60;
constexpr int cardsWidth = 248;
constexpr int cardsLeast = 180;
constexpr int paneLeast = 380;
}  // namespace

ProjectionsPage::ProjectionsPage(Desk& desk, QWidget* parent) : Page(desk, parent)
{
    m_cards = new QListView(this);
    m_cards->setObjectName(QStringLiteral("readModels"));
    m_cards->setAccessibleName(tr("Read models"));
    m_cards->setModel(&m_list);
    m_cards->setItemDelegate(new ProjectionCardDelegate(m_cards));
    m_cards->setFrameShape(QFrame::NoFrame);
    m_cards->setMouseTracking(true);
    m_cards->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_cards->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_cards->setResizeMode(QListView::Adjust);
    m_cards->setMinimumWidth(cardsLeast);
    m_cards->viewport()->setAutoFillBackground(false);
    connect(m_cards->selectionModel(), &QItemSelectionModel::currentRowChanged, this, [this] { showCurrent(); });

    auto* cardsSide = new QWidget(this);
    auto* cardsColumn = new QVBoxLayout(cardsSide);
    cardsColumn->setContentsMargins(format::px(Space::Small), format::px(Space::Medium), 0, format::px(Space::Small));
    cardsColumn->addWidget(m_cards);

    auto* pane = new QWidget(this);
    pane->setMinimumWidth(paneLeast);
    auto* column = new QVBoxLayout(pane);
    column->setContentsMargins(format::px(Space::Medium), format::px(Space::Medium), format::px(Space::Large), format::px(Space::Small));
    column->setSpacing(format::px(Space::Small));
    m_head = new ProjectionHeader(pane);
    m_banner = new MessageBar(pane);
    m_rows = new RowsPane(desk, pane);
    m_parked = new ParkedPanel(desk, pane);
    m_verify = new VerifyPanel(desk, pane);
    column->addWidget(m_head);
    column->addWidget(m_banner);
    column->addWidget(m_rows, 1);
    column->addWidget(m_parked);
    column->addWidget(m_verify);
    buildHead();

    m_splitter = new QSplitter(this);
    m_splitter->setObjectName(QStringLiteral("projectionsSplitter"));
    m_splitter->setChildrenCollapsible(false);
    m_splitter->addWidget(cardsSide);
    m_splitter->addWidget(pane);
    m_splitter->setStretchFactor(1, 1);
    m_splitter->setSizes({cardsWidth, 4 * cardsWidth});

    m_empty = new EmptyState(
        QStringLiteral("projections"), tr("No workspace is open"),
        tr("Run a demonstration or open a workspace: its read models appear here, with their rows and how far they are behind."), this);
    m_empty->addAction(tr("Go to Home"), [this] { this->desk().navigate(QStringLiteral("home")); });
    m_stack = new QStackedLayout(this);
    m_stack->addWidget(m_empty);
    m_stack->addWidget(m_splitter);

    m_refresh.setSingleShot(true);
    connect(&m_refresh, &QTimer::timeout, this, &ProjectionsPage::refresh);
    connect(&desk, &Desk::sessionChanged, this, &ProjectionsPage::onSessionChanged);
    connect(&desk, &Desk::statusChanged, this, [this] { scheduleRefresh(isVisible() ? refreshMs : hiddenRefreshMs); });
    connect(&desk, &Desk::cursorChanged, this, [this](api::Position, bool live) {
        if (!live)
            showCurrent();
    });
    onSessionChanged();
}

void ProjectionsPage::buildHead()
{
    connect(m_head, &ProjectionHeader::pauseRequested, this, [this] { change(&api::Session::pauseProjection); });
    connect(m_head, &ProjectionHeader::resumeRequested, this, [this] { change(&api::Session::resumeProjection); });
    connect(m_head, &ProjectionHeader::rebuildRequested, this, [this] {
        m_banner->clear();
        change(&api::Session::rebuildProjection);
    });
    connect(m_head, &ProjectionHeader::cancelRebuildRequested, this, &ProjectionsPage::cancelRebuild);
    connect(m_head, &ProjectionHeader::replayRequested, this, [this] { change(&api::Session::replayProjection); });
    connect(m_head, &ProjectionHeader::slowRequested, this, [this](qint64 perSecond) {
        const auto* projection = current();
        if (projection && this->desk().isWritable())
            this->desk().session()->slowProjection(projection->name, perSecond);
        scheduleRefresh(afterActionMs);
    });
    connect(m_parked, &ParkedPanel::decided, this, [this] { scheduleRefresh(afterActionMs); });
    connect(m_head, &ProjectionHeader::verifyRequested, this, [this] {
        if (const auto* projection = current())
            m_verify->start(*projection);
    });
    connect(m_verify, &VerifyPanel::runningChanged, m_head, &ProjectionHeader::setVerifying);
    connect(m_verify, &VerifyPanel::rowPointedAt, m_rows, &RowsPane::selectKey);
}

void ProjectionsPage::open(const QString& argument)
{
    if (argument.isEmpty())
        return;
    const auto slash = argument.indexOf(QLatin1Char('/'));
    m_wanted = slash < 0 ? argument : argument.left(slash);
    refresh();
    if (slash >= 0)
        m_rows->setFilter(argument.mid(slash + 1));
}

void ProjectionsPage::find() { m_rows->focusFilter(); }

bool ProjectionsPage::canExport() const { return current() != nullptr; }

void ProjectionsPage::exportView()
{
    const auto* projection = current();
    if (!projection)
        return;
    const QString folder = QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation);
    const QString proposed = folder % QLatin1Char('/') % projection->name % QStringLiteral(".csv");
    const QString file = QFileDialog::getSaveFileName(this, tr("Export rows"), proposed, tr("Comma-separated values (*.csv)"));
    if (!file.isEmpty())
        m_rows->exportTo(file);
}

void ProjectionsPage::showEvent(QShowEvent* event)
{
    Page::showEvent(event);
    refresh();
}

void ProjectionsPage::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::FontChange || event->type() == QEvent::ApplicationFontChange)
        m_cards->doItemsLayout();
    Page::changeEvent(event);
}

void ProjectionsPage::onSessionChanged()
{
    m_refresh.stop();
    m_wanted.clear();
    m_warnedOf.clear();
    m_rebuilding.clear();
    m_banner->clear();
    m_verify->dismiss();
    m_parked->dismiss();
    m_rows->clear();
    m_list.update({});
    m_stack->setCurrentIndex(desk().isOpen() ? 1 : 0);
    refresh();
}

void ProjectionsPage::scheduleRefresh(int ms)
{
    if (!m_refresh.isActive() || m_refresh.remainingTime() > ms)
        m_refresh.start(ms);
}

void ProjectionsPage::refresh()
{
    m_refresh.stop();
    auto* reader = desk().reader();
    if (!reader)
        return;
    const auto projections = reader->projections();
    if (!projections) {
        if (m_warnedOf != projections.error().message)
            m_banner->showError(tr("The read models could not be asked"), projections.error());
        m_warnedOf = projections.error().message;
        return;
    }
    m_list.update(*projections);
    int row = m_wanted.isEmpty() ? m_cards->currentIndex().row() : m_list.rowOf(m_wanted);
    if (row >= 0)
        m_wanted.clear();
    else if (m_list.rowCount() > 0)
        row = 0;
    if (row >= 0 && row != m_cards->currentIndex().row())
        m_cards->setCurrentIndex(m_list.index(row));
    else if (isVisible())
        showCurrent();
    if (m_list.failedCount() != m_lastBadge) {
        m_lastBadge = m_list.failedCount();
        Q_EMIT badgeChanged();
    }
    if (m_list.isAnyRebuilding())
        scheduleRefresh(rebuildPollMs);
}

void ProjectionsPage::showCurrent()
{
    const auto* projection = current();
    if (!projection)
        return;
    if (m_rows->model().name() != projection->name) {
        m_verify->dismiss();
        m_banner->clear();
        m_warnedOf.clear();
    }
    m_head->setState(*projection, desk().status().head, denied());
    tellOfRebuild(*projection);
    warnOfFailure(*projection);
    m_rows->setProjection(*projection);
    m_parked->setState(*projection, denied());
}

void ProjectionsPage::cancelRebuild()
{
    const auto* projection = current();
    if (!projection || !desk().isOpen())
        return;
    const QString name = projection->name;
    m_cancelling.insert(name);
    desk().session()->cancelRebuild(name, this, [this, name](const base::Result<void>& result) {
        m_cancelling.remove(name);
        if (result) {
            m_rebuilding.remove(name);
            m_banner->showMessage(MessageBar::Family::Info, tr("%1: the rebuild was cancelled").arg(projectionTitle(name)),
                                  tr("The live rows stayed as they were."));
        }
        refresh();  // where it came too late, the page now says that the rebuild is done
    });
}

void ProjectionsPage::tellOfRebuild(const api::ProjectionInfo& projection)
{
    if (projection.status == api::ProjectionStatus::Rebuilding && !projection.inPlace) {
        m_rebuilding.insert(projection.name);
    } else if (m_cancelling.contains(projection.name)) {
        return;
    } else if (m_rebuilding.remove(projection.name) && projection.status == api::ProjectionStatus::Live) {
        m_banner->showMessage(MessageBar::Family::Done, tr("%1: rebuilt and switched over").arg(projectionTitle(projection.name)),
                              tr("%1, up to position %2.").arg(rowsText(projection.rows), format::number(projection.position)));
        m_banner->addAction(tr("Verify"), [this] {
            m_banner->clear();
            if (const auto* now = current())
                m_verify->start(*now);
        });
    }
}

void ProjectionsPage::warnOfFailure(const api::ProjectionInfo& projection)
{
    const bool stalled = projection.status == api::ProjectionStatus::Stalled;
    if (!stalled && projection.status != api::ProjectionStatus::Failed) {
        if (!m_warnedOf.isEmpty())
            m_banner->clear();
        m_warnedOf.clear();
        return;
    }
    // Shown once for each failure, so that a dismissed banner stays away until something new happens.
    const QString why = stalled ? projection.stalledWhy : projection.error;
    const QString failure = QStringLiteral("%1 %2 %3").arg(projection.name).arg(projection.position).arg(why);
    if (failure == m_warnedOf)
        return;
    m_warnedOf = failure;
    const auto next = projection.position + 1;
    const QString title = projectionTitle(projection.name);
    m_banner->showError(
        stalled ? tr("%1 stands still before event %2, since %3").arg(title, format::number(next), format::clock(projection.stalledSince))
                : tr("%1 stopped before event %2").arg(title, format::number(next)),
        base::failed(why));
    m_banner->addAction(tr("Open event"), [this, next] { desk().navigate(QStringLiteral("events"), QString::number(next)); });
    if (denied().isEmpty())
        m_banner->addAction(tr("Try again"), [this] {
            m_warnedOf.clear();
            change(&api::Session::resumeProjection);
        });
}

void ProjectionsPage::change(void (api::Session::*what)(const QString&))
{
    const auto* projection = current();
    if (!projection || !desk().isWritable())
        return;
    (desk().session()->*what)(projection->name);
    scheduleRefresh(afterActionMs);
}

const api::ProjectionInfo* ProjectionsPage::current() const { return m_list.at(m_cards->currentIndex().row()); }

QString ProjectionsPage::denied() const
{
    if (!desk().isOpen())
        return tr("No workspace is open.");
    if (desk().status().readOnly)
        return tr("This workspace is open read-only: %1").arg(desk().status().readOnlyReason);
    if (!desk().isLive())
        return tr("You are looking at the past. Return to live to change anything.");
    return {};
}

}  // namespace replay::ui
