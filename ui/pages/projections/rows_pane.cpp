// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/projections/rows_pane.h"

#include "ui/format/tokens.h"
#include "ui/format/words.h"
#include "ui/models/projection_list_model.h"
#include "ui/pages/projections/rows_table.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/message_bar.h"

#include <QDir>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QProgressBar>
#include <QPushButton>
#include <QRegularExpressionValidator>
#include <QSaveFile>
#include <QScrollBar>
#include <QStackedLayout>
#include <QVBoxLayout>
#include <limits>

namespace replay::ui {

using format::Space;

namespace {
constexpr int reloadMs = 60;
constexpr int typingMs = 220;
constexpr int refreshMs = 40;
constexpr int busyAfterMs = 150;
constexpr int perMille = 1'000;
constexpr int progressWidth = 140;
constexpr int asOfWidth = 150;
}  // namespace

RowsPane::RowsPane(Desk& desk, QWidget* parent) : QWidget(parent), m_desk(desk), m_question(desk), m_exporting(desk)
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(format::px(Space::Small));
    buildTop();
    buildTable();
    buildFoot();

    m_reload.setSingleShot(true);
    connect(&m_reload, &QTimer::timeout, this, &RowsPane::reload);
    m_refresh.setSingleShot(true);
    m_refresh.setInterval(refreshMs);
    connect(&m_refresh, &QTimer::timeout, this, &RowsPane::refreshVisible);
    connect(&m_desk, &Desk::cursorChanged, this, [this] {
        // A pace, not a pause: while the cursor is dragged the rows keep following it.
        if (wantedAt() != m_askedAt && !m_reload.isActive())
            m_reload.start(reloadMs);
    });
    connect(&m_model, &ProjectionRowsModel::failed, this, [this](const QString& reason) { explainFailure(base::failed(reason)); });
    for (auto* question : {&m_question, &m_exporting}) {
        connect(question, &LongQuestion::progressed, this,
                [this](double share) { m_progress->setValue(static_cast<int>(share * perMille)); });
        connect(question, &LongQuestion::runningChanged, this, [this] {
            const auto busy = [this] { return m_question.isRunning() || m_exporting.isRunning(); };
            if (!busy()) {
                m_progress->hide();
                m_cancel->hide();
                return;
            }
            // Short questions come and go unseen.
            QTimer::singleShot(busyAfterMs, this, [this, busy] {
                m_progress->setVisible(busy());
                m_cancel->setVisible(busy());
            });
        });
    }
    connect(m_cancel, &QPushButton::clicked, this, [this] {
        m_question.cancel();
        m_exporting.cancel();
        m_message->showMessage(MessageBar::Family::Info, tr("Cancelled"), tr("The rows below are those of before."));
        m_message->addAction(tr("Try again"), [this] {
            m_message->clear();
            reload();
        });
    });
}

void RowsPane::buildTop()
{
    m_filter = new QLineEdit(this);
    m_filter->setObjectName(QStringLiteral("filterRows"));
    m_filter->setPlaceholderText(tr("Filter rows"));
    m_filter->setAccessibleName(tr("Filter rows"));
    m_filter->setClearButtonEnabled(true);
    m_filter->addAction(format::icon(QStringLiteral("filter")), QLineEdit::LeadingPosition);
    connect(m_filter, &QLineEdit::textChanged, this, [this] { m_reload.start(typingMs); });

    auto* asOfLabel = new QLabel(tr("As of position"), this);
    m_asOf = new QLineEdit(this);
    m_asOf->setObjectName(QStringLiteral("asOfPosition"));
    m_asOf->setPlaceholderText(tr("the cursor"));
    m_asOf->setToolTip(tr("Shows the rows as they were at this position of the log. Empty: where the window's cursor stands."));
    m_asOf->setAccessibleName(tr("As of position"));
    m_asOf->setClearButtonEnabled(true);
    m_asOf->setFixedWidth(asOfWidth);
    m_asOf->setValidator(new QRegularExpressionValidator(QRegularExpression(QStringLiteral("[0-9]{0,15}")), m_asOf));
    asOfLabel->setBuddy(m_asOf);
    m_asOf->setTextMargins(format::px(Space::Hair), 0, 0, 0);
    connect(m_asOf, &QLineEdit::textChanged, this, [this] { m_reload.start(typingMs); });

    m_source = new QLabel(this);
    m_source->setObjectName(QStringLiteral("rowsSource"));
    m_source->setForegroundRole(QPalette::PlaceholderText);

    auto* line = new QHBoxLayout;
    line->setSpacing(format::px(Space::Small));
    line->addWidget(m_filter, 1);
    line->addWidget(asOfLabel);
    line->addWidget(m_asOf);
    line->addWidget(m_source);
    m_message = new MessageBar(this);
    auto* column = static_cast<QVBoxLayout*>(layout());
    column->addLayout(line);
    column->addWidget(m_message);
}

void RowsPane::buildTable()
{
    m_table = new RowsTable(m_model, this);
    m_table->setObjectName(QStringLiteral("projectionRows"));
    connect(m_table, &RowsTable::pointedAt, this, [this](const QString& key) {
        QString id = m_projection.name;
        id += QLatin1Char('/');
        id += key;
        m_desk.select({Selection::Kind::Row, id, m_shownAt.value_or(0)});
    });
    connect(m_table, &RowsTable::aggregateRequested, this,
            [this](const QString& id) { m_desk.navigate(QStringLiteral("aggregates"), id); });
    connect(m_table, &RowsTable::filterRequested, this, &RowsPane::setFilter);
    // What comes into sight may have been read long ago.
    connect(m_table->verticalScrollBar(), &QScrollBar::valueChanged, this, [this] {
        if (m_model.isLive())
            m_refresh.start();
    });
    m_empty = new EmptyState(QStringLiteral("table"), {}, {}, this);
    m_stack = new QStackedLayout;
    m_stack->addWidget(m_table);
    m_stack->addWidget(m_empty);
    static_cast<QVBoxLayout*>(layout())->addLayout(m_stack, 1);
}

void RowsPane::buildFoot()
{
    m_count = new QLabel(this);
    m_count->setObjectName(QStringLiteral("rowsCount"));
    m_count->setForegroundRole(QPalette::PlaceholderText);
    m_progress = new QProgressBar(this);
    m_progress->setRange(0, perMille);
    m_progress->setTextVisible(false);
    m_progress->setFixedWidth(progressWidth);
    m_progress->setAccessibleName(tr("Progress of reading the rows"));
    m_progress->hide();
    m_cancel = new QPushButton(tr("Cancel"), this);
    m_cancel->setObjectName(QStringLiteral("cancelRows"));
    m_cancel->hide();
    auto* line = new QHBoxLayout;
    line->setSpacing(format::px(Space::Small));
    line->addWidget(m_count, 1);
    line->addWidget(m_progress);
    line->addWidget(m_cancel);
    static_cast<QVBoxLayout*>(layout())->addLayout(line);
}

void RowsPane::setProjection(const api::ProjectionInfo& projection)
{
    const bool other = projection.name != m_projection.name;
    const bool moved = projection.position != m_projection.position || projection.rows != m_projection.rows;
    m_projection = projection;
    if (other) {
        m_message->clear();
        m_shownFilter.clear();
        m_shownAt.reset();
        reload();
    } else if (moved && m_model.isLive()) {
        m_refresh.start();
    } else if (moved && !m_shownAt && !m_shownFilter.isEmpty() && !m_question.isRunning()) {
        loadMatches();
    }
    describe();
}

void RowsPane::clear()
{
    m_question.cancel();
    m_exporting.cancel();
    m_reload.stop();
    m_refresh.stop();
    m_projection = {};
    m_model.clear();
    m_shownAt.reset();
    m_shownFilter.clear();
    m_asOf->clear();
    m_filter->clear();
    m_reload.stop();
    m_message->clear();
    describe();
}

void RowsPane::focusFilter()
{
    m_filter->setFocus(Qt::ShortcutFocusReason);
    m_filter->selectAll();
}

void RowsPane::setFilter(const QString& text) { m_filter->setText(text); }

std::optional<api::Position> RowsPane::wantedAt() const
{
    if (const QString own = m_asOf->text(); !own.isEmpty())
        return std::min<api::Position>(own.toLongLong(), m_desk.status().head);
    if (!m_desk.isLive())
        return m_desk.position();
    return {};
}

void RowsPane::reload()
{
    m_reload.stop();
    if (m_projection.name.isEmpty())
        return;
    m_askedAt = wantedAt();
    if (const auto at = m_askedAt) {
        loadPast(*at);
    } else if (!m_filter->text().isEmpty()) {
        loadMatches();
    } else {
        m_question.cancel();
        m_shownAt.reset();
        m_shownFilter.clear();
        m_model.showLive(m_desk.reader(), m_projection.name, m_projection.keyColumns);
        refreshVisible();
    }
    describe();
}

void RowsPane::loadPast(api::Position position)
{
    const QString filter = m_filter->text();
    m_question.start<ScannedRows>(
        [name = m_projection.name, position, filter](api::Reader& reader, const api::Progress& progress) -> api::Result<ScannedRows> {
            // One more than is shown tells whether there are more.
            REPLAY_ASSIGN(const auto rows, reader.projectionRowsAt(name, position, pastRowsMax + 1, progress));
            return matchingRows(rows, filter, pastRowsMax);
        },
        [this, position, filter](const api::Result<ScannedRows>& found) {
            if (!found)
                return explainFailure(found.error());
            const bool walking = filter == m_shownFilter;
            m_shownFilter = filter;
            showRows(*found, position, walking);
        });
}

void RowsPane::loadMatches()
{
    const QString filter = m_filter->text();
    m_question.start<ScannedRows>(
        [projection = m_projection, filter](api::Reader& reader, const api::Progress& progress) {
            return scanProjection(reader, projection, filter, matchesMax, progress);
        },
        [this, filter](const api::Result<ScannedRows>& found) {
            if (!found)
                return explainFailure(found.error());
            const bool again = filter == m_shownFilter && !m_shownAt;
            m_shownFilter = filter;
            showRows(*found, {}, again);
        });
}

void RowsPane::showRows(const ScannedRows& found, std::optional<api::Position> at, bool markChanges)
{
    m_message->clear();
    m_shownAt = at;
    m_scanned = found.scanned;
    m_cut = found.cut;
    m_model.showFixed(m_projection.name, m_projection.keyColumns, found.rows, markChanges);
    m_table->followChanges();
    describe();
}

void RowsPane::refreshVisible()
{
    if (!m_model.isLive())
        return;
    m_model.refresh(m_table->firstVisible(), m_table->lastVisible(), m_projection.position);
    m_table->followChanges();
    describe();
}

void RowsPane::describe()
{
    using format::number;
    const bool live = m_model.isLive();
    const int shown = m_model.rowCount();
    if (m_projection.name.isEmpty())
        m_source->clear();
    else if (m_shownAt)
        m_source->setText(m_asOf->text().isEmpty()
                              ? tr("As it was at %1").arg(number(*m_shownAt))
                              : tr("As it was at %1; the window is at %2").arg(number(*m_shownAt), number(m_desk.position())));
    else
        m_source->setText(tr("Live"));

    // Another time than the window's is said loudly.
    const bool elsewhere = m_shownAt && !m_asOf->text().isEmpty();
    m_source->setFont(format::font(format::Type::Body, elsewhere));
    m_source->setForegroundRole(elsewhere ? QPalette::WindowText : QPalette::PlaceholderText);
    QString text;
    if (m_projection.name.isEmpty())
        text.clear();
    else if (live)
        text = shown < m_projection.rows ? tr("%1 of %2 rows read, more as you scroll").arg(number(shown), number(m_projection.rows))
                                         : rowsText(shown);
    else if (m_cut)
        text = m_shownFilter.isEmpty() ? tr("The first %1 rows; there are more").arg(number(shown))
                                       : tr("The first %1 matches; there are more").arg(number(shown));
    else if (!m_shownFilter.isEmpty())
        text = tr("%1 of %2 rows match").arg(number(shown), number(m_scanned));
    else
        text = rowsText(shown);
    m_count->setText(text);
    m_table->setHighlight(m_shownFilter);

    const bool empty = shown == 0 && !m_projection.name.isEmpty();
    if (empty)
        describeEmpty();
    m_stack->setCurrentWidget(empty ? static_cast<QWidget*>(m_empty) : m_table);
}

void RowsPane::describeEmpty()
{
    m_empty->clearActions();
    if (!m_shownFilter.isEmpty()) {
        m_empty->setTexts(tr("No row matches “%1”").arg(m_shownFilter), tr("The filter hides %1.").arg(rowsText(m_scanned)));
        m_empty->addAction(tr("Clear the filter"), [this] { m_filter->clear(); });
    } else if (m_shownAt) {
        m_empty->setTexts(tr("No rows yet at position %1").arg(format::number(*m_shownAt)),
                          tr("The events that fill this read model come later in the log."));
        m_empty->addAction(tr("Return to live"), [this] {
            m_asOf->clear();
            m_desk.goLive();
        });
    } else {
        m_empty->setTexts(tr("No rows yet"), tr("This read model fills as events arrive. Send an order, or start the workload."));
        if (m_desk.isWritable()) {
            m_empty->addAction(tr("Send one order"), [this] { m_desk.session()->sendOneOrder(this, [](const api::CommandAnswer&) {}); });
            m_empty->addAction(tr("Play"), [this] { m_desk.session()->play(); });
        }
    }
}

void RowsPane::selectKey(const QString& key) { m_table->selectKey(key); }

void RowsPane::exportTo(const QString& file)
{
    const auto at = m_shownAt;
    const QString filter = m_shownFilter;
    m_exporting.start<qint64>(
        [projection = m_projection, at, filter, file](api::Reader& reader, const api::Progress& progress) -> api::Result<qint64> {
            constexpr int all = std::numeric_limits<int>::max();
            ScannedRows found;
            if (at) {
                REPLAY_ASSIGN(const auto rows, reader.projectionRowsAt(projection.name, *at, all, progress));
                found = matchingRows(rows, filter, all);
            } else {
                REPLAY_ASSIGN(found, scanProjection(reader, projection, filter, all, progress));
            }
            QSaveFile out(file);
            if (!out.open(QIODevice::WriteOnly) || out.write(rowsAsCsv(found.rows)) < 0 || !out.commit())
                return base::failed(QStringLiteral("%1: %2").arg(QDir::toNativeSeparators(file), out.errorString()));
            return found.rows.rows.size();
        },
        [this, file](const api::Result<qint64>& written) {
            if (written)
                m_message->showMessage(MessageBar::Family::Done, tr("%1 exported").arg(rowsText(*written)), QDir::toNativeSeparators(file));
            else
                m_message->showError(tr("The rows could not be exported"), written.error());
        });
}

void RowsPane::explainFailure(const base::Error& error)
{
    if (error.kind == base::ErrorKind::Cancelled)
        return;
    m_message->showError(tr("The rows could not be read"), error);
    m_message->addAction(tr("Try again"), [this] {
        m_message->clear();
        reload();
    });
}

}  // namespace replay::ui
