// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/aggregates/aggregate_list.h"

#include "ui/format/tokens.h"
#include "ui/format/words.h"
#include "ui/models/aggregate_list_model.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/plain_delegate.h"

#include <QAction>
#include <QComboBox>
#include <QEvent>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QScopedValueRollback>
#include <QScrollBar>
#include <QStackedWidget>
#include <QTableView>
#include <QVBoxLayout>
#include <utility>

namespace replay::ui {

using format::Space;

namespace {

constexpr int typedMs = 200;
constexpr int kindsMs = 2'000;

}  // namespace

AggregateList::AggregateList(Desk& desk, QWidget* parent) : QWidget(parent), m_desk(desk)
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(format::px(Space::Small));
    m_kinds = new QComboBox(this);
    m_kinds->setAccessibleName(tr("Kind of aggregate"));
    m_kinds->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_kinds->setMaxVisibleItems(20);
    column->addWidget(m_kinds);
    m_search = new QLineEdit(this);
    m_search->setPlaceholderText(tr("Name or id"));
    m_search->setAccessibleName(tr("Search aggregates"));
    m_search->setClearButtonEnabled(true);
    column->addWidget(m_search);

    m_model = new AggregateListModel(desk, this);
    m_view = new QTableView(this);
    auto* delegate = new PlainDelegate(m_view);
    delegate->setFigures(AggregateListModel::VersionColumn);
    delegate->setMuted(AggregateListModel::VersionColumn);
    delegate->setElide(AggregateListModel::NameColumn, Qt::ElideMiddle);  // numbers tell names apart, and they stand at the end
    m_view->setItemDelegate(delegate);
    m_view->setModel(m_model);
    m_view->setAccessibleName(tr("Aggregates"));
    m_view->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_view->setSelectionMode(QAbstractItemView::SingleSelection);
    m_view->setShowGrid(false);
    m_view->setWordWrap(false);
    m_view->setTabKeyNavigation(false);
    m_view->setFrameShape(QFrame::NoFrame);
    m_view->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_view->verticalHeader()->hide();
    m_view->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    m_view->horizontalHeader()->hide();
    m_view->horizontalHeader()->setSectionResizeMode(AggregateListModel::NameColumn, QHeaderView::Stretch);
    m_view->horizontalHeader()->setSectionResizeMode(AggregateListModel::VersionColumn, QHeaderView::Fixed);
    m_empty = new EmptyState(QStringLiteral("aggregates"), {}, {}, this);
    m_stack = new QStackedWidget(this);
    m_stack->addWidget(m_view);
    m_stack->addWidget(m_empty);
    column->addWidget(m_stack, 1);
    m_footer = new QLabel(this);
    column->addWidget(m_footer);
    setFocusProxy(m_view);

    m_typed.setSingleShot(true);
    m_typed.setInterval(typedMs);
    connect(&m_typed, &QTimer::timeout, this, &AggregateList::applyQuery);
    connect(m_search, &QLineEdit::textChanged, &m_typed, qOverload<>(&QTimer::start));
    connect(m_search, &QLineEdit::returnPressed, this, [this] {
        applyQuery();
        m_view->setFocus();
    });
    connect(m_kinds, &QComboBox::currentIndexChanged, this, &AggregateList::applyQuery);
    connect(m_model, &AggregateListModel::loadingChanged, this, &AggregateList::updateState);
    connect(&desk, &Desk::cursorChanged, this, [this, live = true](api::Position, bool nowLive) mutable {
        if (std::exchange(live, nowLive) != nowLive)
            updateState();
    });
    connect(m_model, &AggregateListModel::readFailed, this, &AggregateList::readFailed);
    connect(m_model, &QAbstractItemModel::rowsInserted, this, [this] {
        updateState();
        updateSight();
        if (!m_marked.isEmpty() && !m_view->currentIndex().isValid())
            mark(m_marked);
    });
    connect(m_view->verticalScrollBar(), &QScrollBar::valueChanged, this, &AggregateList::updateSight);
    connect(m_view->selectionModel(), &QItemSelectionModel::currentRowChanged, this, [this](const QModelIndex& current) {
        if (!m_marking && current.isValid()) {
            m_marked = current.data(AggregateListModel::IdRole).toString();
            Q_EMIT chosen(m_marked);
        }
    });
    m_kindsPause.setSingleShot(true);
    m_kindsPause.setInterval(kindsMs);
    connect(&m_kindsPause, &QTimer::timeout, this, &AggregateList::loadKinds);
    connect(&desk, &Desk::statusChanged, this, [this] {
        if (!m_kindsPause.isActive())
            m_kindsPause.start();
    });
    connect(&desk, &Desk::sessionChanged, this, [this] {
        m_kindsAsked = false;
        m_marked.clear();
        m_search->clear();
        loadKinds();
    });
    loadKinds();
    applyLook();
}

void AggregateList::applyQuery()
{
    m_typed.stop();
    m_model->setQuery(m_kinds->currentData().toString(), m_search->text().trimmed());
    updateState();
}

void AggregateList::loadKinds()
{
    if (!m_desk.isOpen() || m_kindsAsked) {
        if (!m_desk.isOpen()) {
            m_kinds->clear();
            updateState();
        }
        return;
    }
    m_kindsAsked = true;
    m_desk.ask<api::Result<QList<api::TypeCount>>>(
        this, [](api::Reader& reader) { return reader.aggregateTypes(); },
        [this](const api::Result<QList<api::TypeCount>>& found) {
            m_kindsAsked = false;
            if (!found)
                return;
            const QString kept = m_kinds->currentData().toString();
            const QSignalBlocker quiet(m_kinds);
            qint64 all = 0;
            for (const api::TypeCount& each : *found)
                all += each.count;
            // Entries are changed in place, so that a list that is open stays as it is.
            const auto entry = [this](int index, const QString& text, const QString& code) {
                if (index < m_kinds->count()) {
                    m_kinds->setItemText(index, text);
                    m_kinds->setItemData(index, code);
                } else {
                    m_kinds->addItem(text, code);
                }
            };
            entry(0, tr("All kinds (%1)").arg(format::number(all)), {});
            for (int i = 0; i < found->size(); ++i)
                entry(i + 1, tr("%1 (%2)").arg(format::aggregateType(found->at(i).type), format::number(found->at(i).count)),
                      found->at(i).type);
            while (m_kinds->count() > found->size() + 1)
                m_kinds->removeItem(m_kinds->count() - 1);
            m_kinds->setCurrentIndex(std::max(0, m_kinds->findData(kept)));
            updateState();
        });
}

void AggregateList::mark(const QString& aggregateId)
{
    m_marked = aggregateId;
    const int row = m_model->rowOf(aggregateId);
    const QScopedValueRollback marking(m_marking, true);
    if (row < 0) {
        m_view->setCurrentIndex({});
        m_view->clearSelection();
        return;
    }
    m_view->setCurrentIndex(m_model->index(row, 0));
    m_view->scrollTo(m_model->index(row, 0));
}

void AggregateList::updateState()
{
    const int rows = m_model->rowCount();
    const QString shown = rows == 0               ? QString()
                          : m_model->isComplete() ? tr("%1 shown, all there are").arg(format::number(rows))
                                                  : tr("%1 shown, scroll for more").arg(format::number(rows));
    m_footer->setText(rows == 0 || m_desk.isLive() ? shown : tr("%1 · versions as of now").arg(shown));
    m_stack->setCurrentIndex(rows > 0 || m_model->isLoading() ? 0 : 1);
    if (rows > 0 || m_model->isLoading())
        return;
    m_empty->clearActions();
    if (!m_desk.isOpen()) {
        m_empty->setTexts(tr("No workspace is open"), {});
    } else if (!m_search->text().isEmpty() || m_kinds->currentIndex() > 0) {
        m_empty->setTexts(tr("None is called that"), tr("The search looks at names and ids."));
        m_empty->addAction(tr("Clear the search"), [this] {
            m_search->clear();
            m_kinds->setCurrentIndex(0);
            applyQuery();
        });
    } else {
        m_empty->setTexts(tr("No aggregate yet"), tr("The first event of a thing makes it appear here."));
    }
}

void AggregateList::updateSight()
{
    const int first = std::max(0, m_view->rowAt(0));
    const int last = m_view->rowAt(m_view->viewport()->height() - 1);
    m_model->setInSight(first, last < 0 ? m_model->rowCount() - 1 : last);
}

void AggregateList::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::PaletteChange)
        applyLook();
}

void AggregateList::applyLook()
{
    const QFontMetrics metrics(format::font(format::Type::Body));
    const int height = std::max(format::rowDense, metrics.height() + format::px(Space::Hair));
    m_view->verticalHeader()->setMinimumSectionSize(height);
    m_view->verticalHeader()->setDefaultSectionSize(height);
    m_view->horizontalHeader()->resizeSection(AggregateListModel::VersionColumn,
                                              metrics.horizontalAdvance(QStringLiteral("v999")) + 2 * format::px(Space::Small));
    for (QAction* action : m_search->actions())
        m_search->removeAction(action);
    m_search->addAction(format::icon(QStringLiteral("search")), QLineEdit::LeadingPosition);
    QPalette muted = palette();
    muted.setColor(QPalette::WindowText, format::colour(format::Colour::MutedText));
    m_footer->setPalette(muted);
    m_footer->setFont(format::font(format::Type::Small));
}

}  // namespace replay::ui
