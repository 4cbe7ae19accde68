// SPDX-License-Identifier: GPL-3.0-or-later
// How the page of the aggregates is put together, and how it looks.
#include "ui/format/tokens.h"
#include "ui/models/stream_model.h"
#include "ui/pages/aggregates/aggregate_list.h"
#include "ui/pages/aggregates/aggregates_page.h"
#include "ui/pages/aggregates/event_pane.h"
#include "ui/pages/aggregates/state_pane.h"
#include "ui/pages/aggregates/version_bar.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/message_bar.h"
#include "ui/widgets/plain_delegate.h"
#include "ui/widgets/version_rail.h"

#include <QEvent>
#include <QHeaderView>
#include <QLabel>
#include <QShortcut>
#include <QSplitter>
#include <QStackedWidget>
#include <QTableView>
#include <QToolButton>
#include <QVBoxLayout>
#include <algorithm>
#include <iterator>

namespace replay::ui {

using format::Space;

namespace {

constexpr int listWidthMin = 160;
constexpr int eventWidthMin = 236;
constexpr int centreWidthMin = 360;

/// How wide the outer panes are on a page of a width, until a person moves the handles.
struct Widths {
    int page;
    int list;
    int event;
};
constexpr Widths widths[] = {{1'400, 260, 340}, {960, 240, 264}, {0, 224, 240}};
constexpr int wordsWidth = 1'300;  // below this, the lesser buttons show their icons alone

}  // namespace

void AggregatesPage::build()
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(format::px(Space::Medium), format::px(Space::Small), format::px(Space::Medium), format::px(Space::Small));
    column->setSpacing(format::px(Space::Small));
    m_messages = new MessageBar(this);
    m_messages->hide();
    column->addWidget(m_messages);
    m_splitter = new QSplitter(Qt::Horizontal, this);
    m_splitter->setChildrenCollapsible(false);
    m_splitter->setHandleWidth(1);  // Qt makes a handle of one pixel wider for the mouse
    m_list = new AggregateList(desk(), m_splitter);
    m_list->setMinimumWidth(listWidthMin);
    m_splitter->addWidget(m_list);
    m_stream = new StreamModel(desk(), this);
    m_splitter->addWidget(buildCentre());
    m_event = new EventPane(desk(), m_splitter);
    m_event->setMinimumWidth(eventWidthMin);
    m_splitter->addWidget(m_event);
    m_splitter->setStretchFactor(1, 1);
    connect(m_splitter, &QSplitter::splitterMoved, this, [this] { m_sizedByHand = true; });
    m_list->layout()->setContentsMargins(0, 0, format::px(Space::Small), 0);
    m_event->layout()->setContentsMargins(format::px(Space::Medium), 0, 0, 0);
    column->addWidget(m_splitter, 1);
    setFocusProxy(m_list);

    const auto key = [this](Qt::Key letter, auto&& action) {
        auto* shortcut = new QShortcut(QKeySequence(letter), this);
        shortcut->setContext(Qt::WidgetWithChildrenShortcut);
        connect(shortcut, &QShortcut::activated, this, action);
    };
    key(Qt::Key_A, [this] { markA(); });
    key(Qt::Key_D, [this] { markB(); });
    key(Qt::Key_R, [this] { m_states->setRaw(!m_states->isRaw()); });
    key(Qt::Key_T, [this] { m_tableButton->toggle(); });
    applyLook();
}

QWidget* AggregatesPage::buildCentre()
{
    m_stack = new QStackedWidget(m_splitter);
    m_stack->setMinimumWidth(centreWidthMin);
    m_empty = new EmptyState(QStringLiteral("aggregates"), {}, {}, m_stack);
    m_stack->addWidget(m_empty);
    auto* centre = new QWidget(m_stack);
    auto* column = new QVBoxLayout(centre);
    column->setContentsMargins(format::px(Space::Medium), 0, format::px(Space::Small), 0);
    column->setSpacing(format::px(Space::Small));

    auto* head = new QHBoxLayout;
    head->setSpacing(format::px(Space::Small));
    auto* titles = new QVBoxLayout;
    titles->setSpacing(0);
    m_title = new QLabel(centre);
    m_title->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_title->installEventFilter(this);
    titles->addWidget(m_title);
    m_subtitle = new QLabel(centre);
    m_subtitle->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    titles->addWidget(m_subtitle);
    head->addLayout(titles, 1);
    const auto button = [&](const QString& text, const QString& tip) {
        auto* made = new QToolButton(centre);
        made->setText(text);
        made->setToolTip(tip);
        made->setAutoRaise(true);
        made->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
        head->addWidget(made);
        return made;
    };
    m_setA = button(tr("Set A"), tr("Compare from this version (A)"));
    m_setB = button(tr("Set B"), tr("Compare with this version (D)"));
    m_unpin = button(tr("Last change"), tr("Compare each version with the one before it again"));
    m_tableButton = button(tr("Table"), tr("The versions as a table (T)"));
    m_tableButton->setObjectName(QStringLiteral("versionsTable"));
    m_tableButton->setCheckable(true);
    m_compare =
        button(tr("Compare with full replay"),
               tr("Compare with full replay: folds B once with snapshots and once from the first event; both must be the same state"));
    connect(m_setA, &QToolButton::clicked, this, &AggregatesPage::markA);
    connect(m_setB, &QToolButton::clicked, this, &AggregatesPage::markB);
    connect(m_unpin, &QToolButton::clicked, this, &AggregatesPage::unpin);
    connect(m_compare, &QToolButton::clicked, this, &AggregatesPage::compareReplay);
    connect(m_tableButton, &QToolButton::toggled, this, &AggregatesPage::setTable);
    column->addLayout(head);

    m_rail = new VersionRail(*m_stream, centre);
    column->addWidget(m_rail);
    m_table = new QTableView(centre);
    m_table->setModel(m_stream);
    auto* delegate = new PlainDelegate(m_table);
    delegate->setFigures(StreamModel::VersionColumn);
    delegate->setFigures(StreamModel::PositionColumn);
    delegate->setMuted(StreamModel::TimeColumn);
    m_table->setItemDelegate(delegate);
    m_table->setAccessibleName(tr("Versions"));
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setShowGrid(false);
    m_table->setFrameShape(QFrame::NoFrame);
    m_table->setTabKeyNavigation(false);
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    m_table->horizontalHeader()->setStretchLastSection(true);
    m_table->hide();
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this, [this](const QModelIndex& current) {
        if (current.isValid() && m_answer && current.row() + 1 != m_answer->version)
            chooseVersion(current.row() + 1);
    });
    column->addWidget(m_table, 1);
    m_bar = new VersionBar(centre);
    column->addWidget(m_bar);
    m_states = new StatePane(centre);
    column->addWidget(m_states, 2);
    m_stack->addWidget(centre);
    return m_stack;
}

void AggregatesPage::setTable(bool on)
{
    m_rail->setVisible(!on);
    m_table->setVisible(on);
    if (on && m_answer && m_answer->version > 0) {
        m_table->setCurrentIndex(m_stream->index(m_answer->version - 1, 0));
        m_table->scrollTo(m_table->currentIndex(), QAbstractItemView::PositionAtCenter);
    }
}

void AggregatesPage::resizeEvent(QResizeEvent* event)
{
    Page::resizeEvent(event);
    // Where it is narrow, words give way before panes do: the buttons keep their icons and tooltips.
    const bool narrow = width() < wordsWidth;
    for (QToolButton* button : {m_unpin, m_tableButton, m_compare})
        button->setToolButtonStyle(narrow ? Qt::ToolButtonIconOnly : Qt::ToolButtonTextBesideIcon);
    if (!m_sizedByHand) {
        const auto* fit = std::find_if(std::begin(widths), std::end(widths), [this](const Widths& each) { return width() >= each.page; });
        m_splitter->setSizes({fit->list, std::max(centreWidthMin, width() - fit->list - fit->event), fit->event});
    }
}

bool AggregatesPage::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_title && event->type() == QEvent::Resize)
        updateTitle();
    return Page::eventFilter(watched, event);
}

void AggregatesPage::changeEvent(QEvent* event)
{
    Page::changeEvent(event);
    if ((event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange) && m_event)
        applyLook();
}

void AggregatesPage::applyLook()
{
    m_title->setFont(format::font(format::Type::Title, true));
    m_subtitle->setFont(format::font(format::Type::Small));
    QPalette muted = palette();
    muted.setColor(QPalette::WindowText, format::colour(format::Colour::MutedText));
    m_subtitle->setPalette(muted);
    m_unpin->setIcon(format::icon(QStringLiteral("undo")));
    m_tableButton->setIcon(format::icon(QStringLiteral("table")));
    m_compare->setIcon(format::icon(QStringLiteral("verify")));
    const QFontMetrics metrics(format::font(format::Type::Body));
    const int height = std::max(format::rowDense, metrics.height() + format::px(Space::Hair));
    m_table->verticalHeader()->setMinimumSectionSize(height);
    m_table->verticalHeader()->setDefaultSectionSize(height);
    const auto width = [&metrics](const char* sample) {
        return metrics.horizontalAdvance(QString::fromLatin1(sample)) + 2 * format::px(Space::Small);
    };
    m_table->setColumnWidth(StreamModel::VersionColumn, width("Version"));
    m_table->setColumnWidth(StreamModel::TypeColumn, width("SagaStepCompensated") + format::px(Space::Wide));
    m_table->setColumnWidth(StreamModel::TimeColumn, width("2026-01-05 08:00:12.350"));
    m_table->setColumnWidth(StreamModel::PositionColumn, width("1,234,567"));
}

}  // namespace replay::ui
