// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/events/events_page.h"

#include "ui/format/tokens.h"
#include "ui/format/words.h"
#include "ui/models/log_model.h"
#include "ui/pages/events/find_bar.h"
#include "ui/pages/events/log_scroll_bar.h"
#include "ui/pages/events/log_view.h"
#include "ui/pages/events/type_histogram.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/message_bar.h"
#include "ui/widgets/progress_strip.h"

#include <QEvent>
#include <QFileDialog>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QScopedValueRollback>
#include <QShortcut>
#include <QStackedWidget>
#include <QToolButton>
#include <QUuid>
#include <QVBoxLayout>

namespace replay::ui {

using format::Space;

namespace {

constexpr int markersMs = 2'000;
constexpr int markersMax = 2'000;

}  // namespace

EventsPage::EventsPage(Desk& theDesk, QWidget* parent) : Page(theDesk, parent), m_words(theDesk), m_export(theDesk)
{
    build();
    connect(m_filterBar, &FilterBar::termsChanged, this, &EventsPage::applyFilter);
    connect(m_model, &LogModel::countingChanged, this, [this](bool counting) {
        m_filterBar->setBusy(counting);
        updateCounts();
    });
    connect(m_model, &LogModel::filterApplied, this, [this] {
        updateCounts();
        updateState();
        askMarkers();
        if (desk().selection().kind == Selection::Kind::Event && !m_view->isFollowing())
            showPosition(desk().selection().position);
    });
    connect(m_model, &LogModel::appended, this, [this] {
        updateCounts();
        if (m_stack->currentIndex() != 0)
            updateState();
    });
    connect(m_model, &LogModel::rowsRemoved, this, &EventsPage::updateState);
    connect(m_model, &LogModel::readFailed, this, [this](const base::Error& error) {
        m_messages->showError(tr("The log could not be read."), error);
        m_messages->addAction(tr("Try again"), [this] {
            m_messages->clear();
            m_model->retry();
        });
    });
    connect(m_view->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &EventsPage::selectCurrent);
    connect(m_view, &LogView::followingChanged, m_follow, &QToolButton::setChecked);
    connect(m_view, &QWidget::customContextMenuRequested, this, &EventsPage::showMenu);
    connect(m_view, &QAbstractItemView::doubleClicked, this,
            [this](const QModelIndex& index) { desk().goTo(index.data(LogModel::PositionRole).toLongLong()); });
    connect(m_follow, &QToolButton::toggled, m_view, &LogView::setFollowing);
    connect(m_findBar, &FindBar::highlight, m_view, &LogView::setHighlight);
    connect(m_findBar, &FindBar::matchChosen, this, &EventsPage::showPosition);
    connect(m_findBar, &FindBar::closed, m_view, qOverload<>(&QWidget::setFocus));
    connect(m_histogram, &TypeHistogram::typeChosen, this,
            [this](const QString& type) { m_filterBar->addTerm(QStringLiteral("type"), type); });
    connect(m_histogram, &TypeHistogram::typesKnown, this, [this](const QStringList& types) {
        if (types == m_words.types())
            return;
        m_words.setTypes(types);
        if (desk().reader()) {
            QStringList kinds;
            if (const auto found = desk().reader()->aggregateTypes()) {
                for (const api::TypeCount& each : *found)
                    kinds.append(each.type);
            }
            m_words.setAggregateTypes(kinds);
        }
        m_filterBar->setKeys(m_words.keys());
    });
    // A question that is cancelled has no answer; where it was answered, the answer's message follows and replaces this one.
    connect(&m_export, &LongQuestion::runningChanged, this, [this](bool running) {
        if (!running)
            m_messages->showMessage(MessageBar::Family::Info, tr("Export cancelled"), tr("No file was written."));
    });
    connect(&desk(), &Desk::sessionChanged, this, [this] {
        m_messages->clear();
        m_markersAsked = false;
        m_filterBar->clear();
        m_view->setFollowing(true);
        updateState();
    });
    m_markersPause.setSingleShot(true);
    m_markersPause.setInterval(markersMs);
    connect(&m_markersPause, &QTimer::timeout, this, &EventsPage::askMarkers);
    connect(&desk(), &Desk::statusChanged, this, [this] {
        m_exportButton->setEnabled(canExport());
        if (!m_markersPause.isActive())
            m_markersPause.start();
    });
    connect(&desk(), &Desk::cursorChanged, this, &EventsPage::followCursor);
    connect(&desk(), &Desk::selectionChanged, this, [this](const Selection& selection) {
        if (!m_selecting && selection.kind == Selection::Kind::Event && selection.position > 0)
            showPosition(selection.position);
    });
    updateCounts();
    updateState();
}

void EventsPage::build()
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(format::px(Space::Medium), format::px(Space::Small), format::px(Space::Medium), format::px(Space::Small));
    column->setSpacing(format::px(Space::Small));

    auto* row = new QHBoxLayout;
    row->setSpacing(format::px(Space::Small));
    m_filterBar = new FilterBar(this);
    m_filterBar->setKeys(m_words.keys());
    m_filterBar->setJudge([this](const FilterTerm& term, const QList<FilterTerm>&) { return m_words.judge(term); });
    m_filterBar->setSettingsKey(QStringLiteral("events/filters"));
    row->addWidget(m_filterBar, 1);
    const auto button = [&](const QString& text, const QString& tip) {
        auto* made = new QToolButton(this);
        made->setAutoRaise(true);
        made->setText(text);
        made->setToolTip(tip);
        made->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
        row->addWidget(made);
        return made;
    };
    m_follow = button(tr("Follow"), tr("Keep the newest event in sight; scrolling away pauses this"));
    m_follow->setCheckable(true);
    m_follow->setChecked(true);
    m_findButton = button(tr("Find"), tr("Highlight a text (Ctrl+F)"));
    connect(m_findButton, &QToolButton::clicked, this, &EventsPage::find);
    m_exportButton = button(tr("Export"), tr("Write these events to a file (Ctrl+E)"));
    connect(m_exportButton, &QToolButton::clicked, this, &EventsPage::exportView);
    column->addLayout(row);

    m_findBar = new FindBar(desk(), this);
    column->addWidget(m_findBar);
    m_messages = new MessageBar(this);
    m_messages->hide();
    column->addWidget(m_messages);
    m_progress = new ProgressStrip(m_export, this);
    column->addWidget(m_progress);

    m_model = new LogModel(desk(), this);
    m_view = new LogView(*m_model, this);
    m_view->keepColumns(QStringLiteral("events/columns"));
    m_view->setContextMenuPolicy(Qt::CustomContextMenu);
    m_empty = new EmptyState(QStringLiteral("events"), {}, {}, this);
    m_stack = new QStackedWidget(this);
    m_stack->addWidget(m_view);
    m_stack->addWidget(m_empty);
    column->addWidget(m_stack, 1);
    m_histogram = new TypeHistogram(desk(), this);
    column->addWidget(m_histogram);
    setFocusProxy(m_view);

    auto* nextMatch = new QShortcut(QKeySequence(QKeySequence::FindNext), this);
    nextMatch->setContext(Qt::WidgetWithChildrenShortcut);
    connect(nextMatch, &QShortcut::activated, this, [this] { m_findBar->next(false); });
    auto* previousMatch = new QShortcut(QKeySequence(QKeySequence::FindPrevious), this);
    previousMatch->setContext(Qt::WidgetWithChildrenShortcut);
    connect(previousMatch, &QShortcut::activated, this, [this] { m_findBar->next(true); });
    applyLook();
}

void EventsPage::applyLook()
{
    m_follow->setIcon(format::icon(QStringLiteral("live")));
    m_findButton->setIcon(format::icon(QStringLiteral("search")));
    m_exportButton->setIcon(format::icon(QStringLiteral("export")));
}

void EventsPage::changeEvent(QEvent* event)
{
    Page::changeEvent(event);
    if (event->type() == QEvent::PaletteChange && m_exportButton)
        applyLook();
}

void EventsPage::open(const QString& argument)
{
    if (argument.isEmpty())
        return;
    bool isNumber = false;
    const api::Position position = argument.toLongLong(&isNumber);
    if (isNumber) {
        showPosition(position);
        return;
    }
    if (!argument.contains(QLatin1Char(':')) && !QUuid::fromString(argument).isNull() && desk().reader()) {
        if (const auto found = desk().reader()->eventById(argument); found && *found) {
            showPosition((*found)->position);
            return;
        }
    }
    m_filterBar->setTerms(parseFilterTerms(argument));
}

void EventsPage::find() { m_findBar->start(); }

void EventsPage::applyFilter()
{
    const api::LogFilter filter = m_words.filterOf(m_filterBar->terms());
    m_model->setFilter(filter);
    m_histogram->setFilter(filter);
    m_findBar->setFilter(filter);
    updateState();
}

void EventsPage::updateCounts()
{
    if (!desk().isOpen()) {
        m_filterBar->setCounts({});
        return;
    }
    const QString all = format::number(m_model->upTo());
    if (m_model->isCounting())
        m_filterBar->setCounts(tr("counting…"));
    else if (m_model->filter().isEmpty())
        m_filterBar->setCounts(tr("%1 events").arg(all));
    else
        m_filterBar->setCounts(tr("%1 of %2").arg(format::number(m_model->rowCount()), all));
}

void EventsPage::updateState()
{
    m_exportButton->setEnabled(canExport());
    const bool rows = m_model->rowCount() > 0;
    if (!rows && !m_model->isCounting())
        showEmpty();
    if (rows)
        m_emptyShown.clear();
    m_stack->setCurrentIndex(rows || m_model->isCounting() ? 0 : 1);
    m_histogram->setVisible(desk().isOpen() && desk().status().head > 0);
}

void EventsPage::showEmpty()
{
    const QString which = !desk().isOpen()                 ? QStringLiteral("closed")
                          : m_filterBar->terms().isEmpty() ? QStringLiteral("none")
                                                           : m_filterBar->text();
    if (which == m_emptyShown)
        return;
    m_emptyShown = which;
    m_empty->clearActions();
    if (!desk().isOpen()) {
        m_empty->setTexts(tr("No workspace is open"), tr("The events of a shop appear here once one is open."));
        m_empty->addAction(tr("Go to Home"), [this] { desk().navigate(QStringLiteral("home")); });
        return;
    }
    if (m_filterBar->terms().isEmpty()) {
        m_empty->setTexts(tr("Nothing has happened yet"),
                          tr("Each thing that happens in the shop becomes an event here. Send one order, or let the clock run."));
        m_empty->addAction(tr("Send one order (O)"), [this] { desk().session()->sendOneOrder(this, [](const api::CommandAnswer&) {}); });
        m_empty->addAction(tr("Play (Space)"), [this] { desk().session()->play(); });
        return;
    }
    m_empty->setTexts(tr("No event matches"), tr("The filter hides %1 events.").arg(format::number(m_model->upTo())));
    if (m_filterBar->terms().size() > 1 || m_filterBar->terms().isEmpty())
        m_empty->addAction(tr("Clear all"), [this] { m_filterBar->clear(); });
    for (int i = 0; i < m_filterBar->terms().size(); ++i)
        m_empty->addAction(tr("Remove %1").arg(filterTermText(m_filterBar->terms().at(i))), [this, i] { m_filterBar->removeTerm(i); });
}

/// Where faults and failures stand, for the scroll bar; only where a row's place is its position.
void EventsPage::askMarkers()
{
    if (!desk().isOpen() || !m_model->filter().isEmpty()) {
        m_view->marks().setMarkers({}, 0);
        return;
    }
    if (m_markersAsked || !isVisible())
        return;
    m_markersAsked = true;
    desk().ask<api::Result<QList<api::Marker>>>(
        this, [](api::Reader& reader) { return reader.markers(markersMax); },
        [this](const api::Result<QList<api::Marker>>& found) {
            m_markersAsked = false;
            if (found && m_model->filter().isEmpty())
                m_view->marks().setMarkers(*found, m_model->upTo());
        });
}

void EventsPage::selectCurrent()
{
    const int row = m_view->currentIndex().row();
    const api::EventRow* event = m_view->currentIndex().isValid() ? m_model->event(row) : nullptr;
    if (!event)
        return;
    m_findBar->setHere(event->position);
    const QScopedValueRollback selecting(m_selecting, true);
    desk().select({Selection::Kind::Event, event->eventId, event->position});
}

void EventsPage::showPosition(api::Position position)
{
    if (m_model->rowCount() == 0)
        return;
    const int row = m_model->rowOf(position);
    const api::EventRow* event = m_model->event(row);
    if (event && event->position == position)
        m_view->showRow(row);
    else
        Q_EMIT hint(tr("Event %1 is hidden by the filter.").arg(format::number(position)));
}

void EventsPage::followCursor(api::Position position, bool live)
{
    if (live) {
        if (!m_follow->isEnabled()) {
            m_follow->setEnabled(true);
            m_follow->setToolTip(tr("Keep the newest event in sight; scrolling away pauses this"));
            m_view->setFollowing(true);
        }
        return;
    }
    m_follow->setEnabled(false);
    m_follow->setToolTip(tr("The cursor stands in the past: return to live to follow"));
    m_view->setFollowing(false);
    // Without an event right at the cursor (the filter hides it) the last one before it is shown.
    int row = m_model->rowOf(position);
    const api::EventRow* event = m_model->event(row);
    if (row > 0 && (!event || event->position > position))
        --row;
    m_view->showRow(row, false);
}

void EventsPage::exportView()
{
    if (!canExport())
        return;
    const QString csv = tr("CSV (*.csv)");
    const QString lines = tr("JSON Lines (*.jsonl)");
    const QString cloud = tr("CloudEvents 1.0, one a line (*.ndjson)");
    QString chosen = csv;
    const QString file =
        QFileDialog::getSaveFileName(this, tr("Export %1 events").arg(format::number(m_model->rowCount())), QStringLiteral("events.csv"),
                                     QStringList{csv, lines, cloud}.join(QStringLiteral(";;")), &chosen);
    if (file.isEmpty())
        return;
    const bool named = file.endsWith(QLatin1String(".csv"));
    LogFormat format = chosen == lines ? LogFormat::JsonLines : chosen == cloud ? LogFormat::CloudEvents : LogFormat::Csv;
    QString path = file;
    if (named && format != LogFormat::Csv)
        path = file.left(file.size() - 4) + (format == LogFormat::JsonLines ? QStringLiteral(".jsonl") : QStringLiteral(".ndjson"));
    exportTo(path, format);
}

void EventsPage::exportTo(const QString& file, LogFormat format)
{
    m_messages->clear();
    m_progress->setTitle(tr("Writing %1").arg(QFileInfo(file).fileName()));
    m_export.start<qint64>(
        [filter = m_model->filter(), upTo = desk().status().head, format, file](api::Reader& reader, const api::Progress& progress) {
            return exportLog(reader, filter, upTo, format, file, progress);
        },
        [this, file](const api::Result<qint64>& written) {
            if (written) {
                m_messages->showMessage(MessageBar::Family::Done, tr("%1 events written").arg(format::number(*written)), file);
                Q_EMIT exported(file, *written);
            } else {
                m_messages->showError(tr("The events could not be exported."), written.error());
            }
        });
}

}  // namespace replay::ui
