// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/inspector.h"

#include "ui/format/tokens.h"
#include "ui/shell/cause_page.h"
#include "ui/shell/desk_link.h"
#include "ui/shell/diff_list.h"
#include "ui/shell/rows_page.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/json_view.h"
#include "ui/widgets/message_bar.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QSplitter>
#include <QStackedWidget>
#include <QTabBar>
#include <QTabWidget>
#include <QToolButton>
#include <QVBoxLayout>

namespace replay::ui {

using format::Colour;
using format::px;
using format::Space;

namespace {

constexpr int widthMin = 280;
constexpr int widthUsual = 320;
constexpr int refreshMs = 120;

QToolButton* makeTool(QWidget* parent, const QString& icon, const QString& tip)
{
    auto* button = new QToolButton(parent);
    button->setAutoRaise(true);
    button->setIcon(format::icon(icon));
    button->setToolTip(tip);
    button->setAccessibleName(tip);
    button->setFocusPolicy(Qt::TabFocus);
    return button;
}

}  // namespace

Inspector::Inspector(Desk& desk, QWidget* parent) : QWidget(parent), m_desk(desk)
{
    setAccessibleName(tr("Inspector"));
    setAutoFillBackground(true);
    m_tabs = new QTabWidget(this);
    m_tabs->setDocumentMode(true);
    m_tabs->tabBar()->setExpanding(false);
    m_tabs->tabBar()->setDrawBase(true);
    m_payload = new JsonView(this);
    m_tabs->addTab(makeSummary(), tr("Summary"));
    m_tabs->addTab(m_payload, tr("Payload"));
    m_tabs->addTab(makeDiff(), tr("Diff"));
    m_cause = new CausePage(m_desk, this);
    m_rows = new RowsPage(m_desk, this);
    m_tabs->addTab(m_cause, tr("Why"));
    m_tabs->addTab(m_rows, tr("Rows"));
    connect(m_tabs, &QTabWidget::currentChanged, this, &Inspector::loadTab);

    m_empty = new EmptyState(QStringLiteral("inspector"), tr("Nothing selected"),
                             tr("Select an event, an aggregate, a saga or a row anywhere, and its facts appear here."), this);
    m_stack = new QStackedWidget(this);
    m_stack->addWidget(m_empty);
    m_stack->addWidget(m_tabs);

    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(1, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(makeHeader());
    column->addWidget(m_stack, 1);

    m_timer.setSingleShot(true);
    m_timer.setInterval(refreshMs);
    connect(&m_timer, &QTimer::timeout, this, &Inspector::inspectNow);
    connect(&m_desk, &Desk::selectionChanged, this, [this](const Selection& selection) {
        if (!m_pin->isChecked())
            follow(selection);
    });
    connect(&m_desk, &Desk::cursorChanged, this, [this] {
        // Aggregates and sagas are shown as of the cursor; an event is what it is.
        const bool moves = m_selection.kind != Selection::Kind::None && m_selection.kind != Selection::Kind::Event;
        if (moves && isVisible() && !m_timer.isActive())
            m_timer.start();
    });
    connect(&m_desk, &Desk::sessionChanged, this, [this] {
        m_history.clear();
        m_pin->setChecked(false);
        follow({});
    });
    applyLook();
    refreshButtons();
}

QWidget* Inspector::makeHeader()
{
    auto* header = new QWidget(this);
    m_back = makeTool(header, QStringLiteral("back"), tr("Back to what was selected before"));
    m_forward = makeTool(header, QStringLiteral("forward"), tr("Forward again"));
    m_pin = makeTool(header, QStringLiteral("pin"), tr("Pin: keep this, whatever is selected elsewhere"));
    m_pin->setCheckable(true);
    auto* close = makeTool(header, QStringLiteral("close"), tr("Close the inspector (I)"));
    connect(m_back, &QToolButton::clicked, this, [this] {
        m_moving = true;
        const Selection selection = m_history.back();
        m_desk.select(selection);
        follow(selection);
        m_moving = false;
        refreshButtons();
    });
    connect(m_forward, &QToolButton::clicked, this, [this] {
        m_moving = true;
        const Selection selection = m_history.forward();
        m_desk.select(selection);
        follow(selection);
        m_moving = false;
        refreshButtons();
    });
    connect(m_pin, &QToolButton::toggled, this, [this](bool pinned) {
        if (!pinned)
            follow(m_desk.selection());
    });
    connect(close, &QToolButton::clicked, this, &Inspector::closeRequested);

    auto* title = new QLabel(tr("Inspector"), header);
    title->setObjectName(QStringLiteral("inspectorName"));
    auto* row = new QHBoxLayout(header);
    row->setContentsMargins(px(Space::Medium), px(Space::Hair), px(Space::Hair), px(Space::Hair));
    row->setSpacing(0);
    row->addWidget(title, 1);
    row->addWidget(m_back);
    row->addWidget(m_forward);
    row->addWidget(m_pin);
    row->addWidget(close);
    return header;
}

QWidget* Inspector::makeSummary()
{
    auto* page = new QWidget(m_tabs);
    m_mark = new QLabel(page);
    m_mark->setFixedSize(format::iconLarge, format::iconLarge);
    m_title = new QLabel(page);
    m_title->setTextFormat(Qt::PlainText);
    m_title->setWordWrap(true);
    m_subtitle = new QLabel(page);
    m_subtitle->setTextFormat(Qt::PlainText);
    m_subtitle->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_subtitle->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_note = new MessageBar(page);
    m_facts = new QLabel(page);
    m_facts->setTextFormat(Qt::RichText);
    m_facts->setWordWrap(true);
    m_facts->setTextInteractionFlags(Qt::TextBrowserInteraction);
    m_facts->setAlignment(Qt::AlignTop | Qt::AlignLeft);
    connect(m_facts, &QLabel::linkActivated, this, [this](const QString& link) { deskLink::open(m_desk, link); });
    m_summaryJson = new JsonView(page);

    auto* names = new QVBoxLayout;
    names->setSpacing(0);
    names->addWidget(m_title);
    names->addWidget(m_subtitle);
    auto* top = new QHBoxLayout;
    top->setContentsMargins(px(Space::Medium), px(Space::Medium), px(Space::Medium), 0);
    top->setSpacing(px(Space::Small));
    top->addWidget(m_mark, 0, Qt::AlignTop);
    top->addLayout(names, 1);
    auto* facts = new QHBoxLayout;
    facts->setContentsMargins(px(Space::Medium), 0, px(Space::Medium), 0);
    facts->addWidget(m_facts);
    auto* column = new QVBoxLayout(page);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(px(Space::Small));
    column->addLayout(top);
    column->addWidget(m_note);
    column->addLayout(facts);
    column->addWidget(m_summaryJson, 1);
    return page;
}

QWidget* Inspector::makeDiff()
{
    auto* page = new QWidget(m_tabs);
    m_diffWords = new QLabel(page);
    m_diffWords->setWordWrap(true);
    m_diffWords->setTextFormat(Qt::PlainText);
    m_diffWords->setContentsMargins(px(Space::Medium), px(Space::Small), px(Space::Medium), px(Space::Small));
    m_diff = new DiffList(page);
    auto* column = new QVBoxLayout(page);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_diffWords);
    column->addWidget(m_diff, 1);
    return page;
}

void Inspector::showCause(CauseQuestion question)
{
    m_cause->ask(question);
    m_tabs->setCurrentIndex(CauseTab);
}

void Inspector::showRows() { m_tabs->setCurrentIndex(RowsTab); }

void Inspector::follow(const Selection& selection)
{
    m_selection = selection;
    if (selection.kind != Selection::Kind::None && !m_moving)
        m_history.visit(selection);
    refreshButtons();
    if (selection.kind == Selection::Kind::None) {
        m_inspected = {};
        m_empty->setTexts(tr("Nothing selected"),
                          tr("Select an event, an aggregate, a saga or a row anywhere, and its facts appear here."));
        m_stack->setCurrentWidget(m_empty);
        return;
    }
    if (isVisible())
        inspectNow();
}

void Inspector::inspectNow()
{
    if (m_selection.kind == Selection::Kind::None || !m_desk.isOpen())
        return;
    m_desk.ask<Inspected>(
        this,
        [selection = m_selection, position = m_desk.position(), live = m_desk.isLive()](api::Reader& reader) {
            return inspect(reader, selection, position, live);
        },
        [this](const Inspected& inspected) {
            if (inspected.selection == m_selection)
                show(inspected);
        });
}

void Inspector::show(const Inspected& inspected)
{
    m_inspected = inspected;
    m_diffLoaded = false;
    m_cause->setSelection(inspected.selection);
    m_rows->setSelection(inspected.selection);
    if (!inspected.found) {
        m_empty->setTexts(tr("Not there"), inspected.problem);
        m_stack->setCurrentWidget(m_empty);
        return;
    }
    m_stack->setCurrentWidget(m_tabs);
    m_title->setText(inspected.title);
    m_subtitle->setText(inspected.subtitle);
    m_subtitle->setToolTip(inspected.subtitle);
    m_subtitle->setVisible(inspected.subtitle != inspected.title && !inspected.subtitle.isEmpty());
    if (inspected.note.isEmpty())
        m_note->clear();
    else
        m_note->showMessage(MessageBar::Family::InjectedFault, tr("Broken on purpose"), inspected.note);
    m_summaryJson->setJson(inspected.payload);
    m_payload->setJson(inspected.payload);
    applyLook();
    loadTab();
}

void Inspector::loadTab()
{
    if (!m_inspected.found)
        return;
    if (m_tabs->currentIndex() == DiffTab && !m_diffLoaded)
        loadDiff();
}

void Inspector::loadDiff()
{
    m_diffLoaded = true;
    if (m_inspected.versionAfter <= 0) {
        m_diffWords->setText(tr("Only events and aggregates have a state before and after."));
        m_diff->clear();
        return;
    }
    m_desk.ask<DiffAnswer>(
        this,
        [id = m_inspected.aggregateId, before = m_inspected.versionBefore, after = m_inspected.versionAfter](api::Reader& reader) {
            DiffAnswer answer;
            QByteArray old;
            if (before > 0) {
                auto state = reader.aggregateAtVersion(id, before);
                if (!state) {
                    answer.problem = state.error().message;
                    return answer;
                }
                old = state->state;
            }
            auto state = reader.aggregateAtVersion(id, after);
            if (!state)
                answer.problem = state.error().message;
            else
                answer.changes = stateDiff(old, state->state);
            return answer;
        },
        [this, selection = m_selection](const DiffAnswer& answer) {
            if (!(selection == m_selection))
                return;
            if (!answer.problem.isEmpty())
                m_diffWords->setText(answer.problem);
            else if (answer.changes.isEmpty())
                m_diffWords->setText(tr("This event changed nothing in the state."));
            else
                m_diffWords->setText(tr("From version %2 to %3. Fields changed: %1.")
                                         .arg(answer.changes.size())
                                         .arg(m_inspected.versionBefore)
                                         .arg(m_inspected.versionAfter));
            m_diff->show(answer.changes, m_inspected.versionBefore, m_inspected.versionAfter);
        });
}

QString Inspector::factsHtml() const
{
    const QString muted = format::colour(Colour::MutedText).name();
    QString html = QStringLiteral("<table cellspacing=\"0\" cellpadding=\"2\">");
    for (const Inspected::Fact& fact : m_inspected.facts) {
        html += QStringLiteral("<tr><td style=\"color:%1; padding-right:%4px; white-space:nowrap\">%2</td><td>%3</td></tr>")
                    .arg(muted, fact.caption.toHtmlEscaped(), fact.html, QString::number(format::px(Space::Medium)));
    }
    html += QStringLiteral("</table>");
    return html;
}

void Inspector::refreshButtons()
{
    m_back->setEnabled(m_history.canGoBack());
    m_forward->setEnabled(m_history.canGoForward());
}

void Inspector::applyLook()
{
    if (QLabel* name = findChild<QLabel*>(QStringLiteral("inspectorName")))
        name->setFont(format::font(format::Type::Body, true));
    m_title->setFont(format::font(format::Type::Title, true));
    m_subtitle->setFont(format::font(format::Type::Small));
    QPalette muted = palette();
    muted.setColor(QPalette::WindowText, format::colour(Colour::MutedText));
    m_subtitle->setPalette(muted);
    m_diffWords->setPalette(muted);
    m_facts->setText(factsHtml());

    const qreal ratio = devicePixelRatioF();
    QPixmap picture(QSize(format::iconLarge, format::iconLarge) * ratio);
    picture.setDevicePixelRatio(ratio);
    picture.fill(Qt::transparent);
    QPainter painter(&picture);
    format::drawMark(painter, QRectF(0, 0, format::iconLarge, format::iconLarge), m_inspected.mark);
    painter.end();
    m_mark->setPixmap(picture);
}

QSize Inspector::minimumSizeHint() const { return {widthMin, 120}; }

QSize Inspector::sizeHint() const { return {widthUsual, 400}; }

void Inspector::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    if (!(m_inspected.selection == m_selection))
        inspectNow();
}

void Inspector::paintEvent(QPaintEvent*)
{
    // As an overlay it has an edge of its own; in the splitter the handle is the edge.
    if (qobject_cast<QSplitter*>(parentWidget()))
        return;
    QPainter painter(this);
    painter.fillRect(QRect(0, 0, 1, height()), format::colour(Colour::Outline));
}

void Inspector::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange)
        applyLook();
    QWidget::changeEvent(event);
}

}  // namespace replay::ui
