// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/home/home_page.h"

#include "ui/format/tokens.h"
#include "ui/pages/home/appearance_controls.h"
#include "ui/pages/home/demonstration_button.h"
#include "ui/pages/home/free_play_card.h"
#include "ui/pages/home/import_card.h"
#include "ui/pages/home/import_panel.h"
#include "ui/pages/home/now_panel.h"
#include "ui/pages/home/open_card.h"
#include "ui/pages/home/workspace_folders.h"

#include <QDir>
#include <QDragEnterEvent>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLabel>
#include <QMimeData>
#include <QPainter>
#include <QScrollArea>
#include <QVBoxLayout>

namespace replay::ui {

using format::Colour;
using format::Space;
using format::Type;

namespace {

constexpr int contentMost = 1'180;
constexpr int lettersWide = 118;  // with room for fewer, what stood side by side stands one below the other

bool showsPitfall(const api::Workspaces::Demonstration& demonstration)
{
    return !QJsonDocument::fromJson(demonstration.scenario).object().value(QLatin1String("pitfalls")).toArray().isEmpty();
}

/// Shown over the page while something that fits is dragged over it.
class DropFrame : public QWidget {
public:
    using QWidget::QWidget;

protected:
    void paintEvent(QPaintEvent*) override
    {
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        QColor veil = format::colour(Colour::Base);
        veil.setAlphaF(0.85F);
        painter.fillRect(rect(), veil);
        painter.setPen(QPen(format::colour(Colour::Accent), 2, Qt::DashLine));
        painter.drawRoundedRect(rect().adjusted(12, 12, -12, -12), 2 * format::cornerRadius, 2 * format::cornerRadius);
        painter.setFont(format::font(Type::Heading, true));
        painter.setPen(format::colour(Colour::Text));
        painter.drawText(rect(), Qt::AlignCenter, HomePage::tr("Drop it here to open it"));
    }
};

}  // namespace

HomePage::HomePage(Desk& desk, QWidget* parent) : Page(desk, parent)
{
    setAcceptDrops(true);
    m_content = new QWidget;
    auto* column = new QVBoxLayout(m_content);
    column->setContentsMargins(format::px(Space::Wide), format::px(Space::Wide), format::px(Space::Wide), format::px(Space::Wide));
    column->setSpacing(format::px(Space::Wide));
    m_content->setMaximumWidth(contentMost);

    auto* middle = new QWidget;
    auto* centred = new QHBoxLayout(middle);
    centred->setContentsMargins(0, 0, 0, 0);
    centred->addStretch(1);
    centred->addWidget(m_content, 1'000);
    centred->addStretch(1);
    m_scroll = new QScrollArea(this);
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setWidgetResizable(true);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_scroll->setWidget(middle);
    m_scroll->viewport()->setAcceptDrops(false);
    auto* whole = new QVBoxLayout(this);
    whole->setContentsMargins(0, 0, 0, 0);
    whole->addWidget(m_scroll);

    buildHead(column);
    m_now = new NowPanel(desk, m_content);
    m_importing = new ImportPanel(desk, m_content);
    column->addWidget(m_now);
    column->addWidget(m_importing);
    buildCards(column);
    column->addStretch();
    m_dropFrame = new DropFrame(this);
    m_dropFrame->hide();

    connect(m_now, &NowPanel::continueRequested, this, [this] { this->desk().navigate(QStringLiteral("events")); });
    connect(m_importing, &ImportPanel::runningChanged, m_import, &ImportCard::setBusy);
    connect(&desk, &Desk::sessionChanged, m_open, &OpenCard::refresh);
    setWorkspacesRoot(workspacesRoot());
    applyFonts();
    arrange();
}

void HomePage::buildHead(QVBoxLayout* column)
{
    m_title = new QLabel(QStringLiteral("Replayground"), m_content);
    m_claim = new QLabel(
        tr("A shop of small services, each with a real database of its own. Run it, rewind it, break it on purpose, and see why."),
        m_content);
    m_claim->setWordWrap(true);
    m_claim->setForegroundRole(QPalette::PlaceholderText);
    m_appearance = new AppearanceControls(m_content);
    connect(m_appearance, &AppearanceControls::themeChosen, this, &HomePage::themeChosen);
    connect(m_appearance, &AppearanceControls::textScaleChosen, this, &HomePage::textScaleChosen);
    m_headGrid = new QGridLayout;
    m_headGrid->setHorizontalSpacing(format::px(Space::Wide));
    m_headGrid->setVerticalSpacing(format::px(Space::Hair));
    m_headGrid->setColumnStretch(0, 1);
    column->addLayout(m_headGrid);
}

void HomePage::buildCards(QVBoxLayout* column)
{
    m_demonstrationsTitle = new QLabel(tr("Run a demonstration"), m_content);
    m_demonstrationsGrid = new QGridLayout;
    m_demonstrationsGrid->setSpacing(format::px(Space::Large));
    m_lines = new QWidget(m_content);
    m_linesColumn = new QVBoxLayout(m_lines);
    m_linesColumn->setContentsMargins(0, 0, 0, 0);
    m_linesColumn->setSpacing(format::px(Space::Hair));
    auto* demonstrations = new QVBoxLayout;
    demonstrations->setSpacing(format::px(Space::Medium));
    demonstrations->addWidget(m_demonstrationsTitle);
    demonstrations->addLayout(m_demonstrationsGrid);
    column->addLayout(demonstrations);

    m_pitfallsTitle = new QLabel(tr("Or see what a naive implementation breaks"), m_content);
    m_pitfalls = new QWidget(m_content);
    m_pitfallsGrid = new QGridLayout(m_pitfalls);
    m_pitfallsGrid->setContentsMargins(0, 0, 0, 0);
    m_pitfallsGrid->setHorizontalSpacing(format::px(Space::Large));
    m_pitfallsGrid->setVerticalSpacing(format::px(Space::Hair));
    auto* pitfalls = new QVBoxLayout;
    pitfalls->setSpacing(format::px(Space::Medium));
    pitfalls->addWidget(m_pitfallsTitle);
    pitfalls->addWidget(m_pitfalls);
    column->addLayout(pitfalls);

    m_ownTitle = new QLabel(tr("Or make it your own"), m_content);
    m_cardsGrid = new QGridLayout;
    m_cardsGrid->setSpacing(format::px(Space::Large));
    m_freePlay = new FreePlayCard(m_content);
    m_open = new OpenCard(m_content);
    m_import = new ImportCard(m_content);
    m_place = new QLabel(m_content);
    m_place->setForegroundRole(QPalette::PlaceholderText);
    m_place->setWordWrap(true);
    auto* own = new QVBoxLayout;
    own->setSpacing(format::px(Space::Medium));
    own->addWidget(m_ownTitle);
    own->addLayout(m_cardsGrid);
    own->addWidget(m_place);
    column->addLayout(own);

    connect(m_freePlay, &FreePlayCard::startRequested, this, [this](const api::NewWorkspace& options) {
        const QString stem = QStringLiteral("free-play-%1").arg(options.seed);
        Q_EMIT createRequested(freshWorkspace(m_root, stem), options, false);
    });
    connect(m_open, &OpenCard::openRequested, this, &HomePage::openRequested);
    connect(m_import, &ImportCard::importRequested, this, &HomePage::importRequested);
}

void HomePage::setWorkspaces(api::Workspaces* workspaces)
{
    delete m_first;
    m_first = nullptr;
    for (QWidget* place : {m_lines, m_pitfalls})
        qDeleteAll(place->findChildren<DemonstrationButton*>());
    const auto demonstrations = workspaces ? workspaces->demonstrations() : QList<api::Workspaces::Demonstration>();
    for (const auto& demonstration : demonstrations) {
        const auto shape = m_first ? DemonstrationButton::Shape::Line : DemonstrationButton::Shape::Large;
        auto* button = new DemonstrationButton(demonstration, shape, m_content);
        connect(button, &DemonstrationButton::clicked, this, [this, demonstration] { run(demonstration); });
        if (!m_first)
            m_first = button;
        else if (showsPitfall(demonstration))
            button->setParent(m_pitfalls);
        else
            m_linesColumn->addWidget(button);
    }
    m_demonstrationsTitle->setVisible(m_first != nullptr);
    m_lines->setVisible(m_linesColumn->count() > 0);
    const bool pitfalls = m_pitfalls->findChild<DemonstrationButton*>() != nullptr;
    m_pitfallsTitle->setVisible(pitfalls);
    m_pitfalls->setVisible(pitfalls);
    arrange();
}

void HomePage::setWorkspacesRoot(const QString& root)
{
    m_root = root;
    m_open->setBrowseFrom(root);
    m_place->setText(tr("New workspaces are kept in %1. Nothing leaves this computer.").arg(QDir::toNativeSeparators(m_root)));
}

void HomePage::setAppearance(const QString& theme, double textScale) { m_appearance->setCurrent(theme, textScale); }

void HomePage::run(const api::Workspaces::Demonstration& demonstration)
{
    api::NewWorkspace options;
    options.scenario = demonstration.scenario;
    // The scenario's own seed, so that everybody who runs it gets the same fingerprint.
    const auto seed = QJsonDocument::fromJson(demonstration.scenario).object().value(QLatin1String("seed"));
    if (seed.isDouble())
        options.seed = static_cast<quint64>(seed.toInteger());
    Q_EMIT createRequested(freshWorkspace(m_root, demonstration.id), options, true);
}

void HomePage::arrange()
{
    m_narrow = isTooNarrow();
    for (auto* grid : {m_headGrid, m_demonstrationsGrid, m_pitfallsGrid, m_cardsGrid})
        while (grid->count() > 0)
            delete grid->takeAt(0);
    m_headGrid->addWidget(m_title, 0, 0);
    m_headGrid->addWidget(m_claim, 1, 0, 1, 2);
    m_headGrid->addWidget(m_appearance, m_narrow ? 2 : 0, m_narrow ? 0 : 1, m_narrow ? Qt::AlignLeft : Qt::AlignVCenter);
    m_now->setNarrow(m_narrow);
    if (m_first) {
        m_demonstrationsGrid->addWidget(m_first, 0, 0);
        m_demonstrationsGrid->addWidget(m_lines, m_narrow ? 1 : 0, m_narrow ? 0 : 1);
    }
    m_demonstrationsGrid->setColumnStretch(0, 2);
    m_demonstrationsGrid->setColumnStretch(1, m_narrow ? 0 : 3);
    int pitfall = 0;
    const auto pitfalls = m_pitfalls->findChildren<DemonstrationButton*>();
    for (DemonstrationButton* button : pitfalls) {
        m_pitfallsGrid->addWidget(button, m_narrow ? pitfall : pitfall / 2, m_narrow ? 0 : pitfall % 2);
        ++pitfall;
    }
    m_pitfallsGrid->setColumnStretch(0, 1);
    m_pitfallsGrid->setColumnStretch(1, m_narrow ? 0 : 1);
    int place = 0;
    for (auto* card : std::initializer_list<QWidget*>{m_freePlay, m_open, m_import}) {
        m_cardsGrid->addWidget(card, m_narrow ? place : 0, m_narrow ? 0 : place);
        m_cardsGrid->setColumnStretch(place, m_narrow && place > 0 ? 0 : 1);
        ++place;
    }
}

bool HomePage::isTooNarrow() const { return width() < lettersWide * QFontMetrics(format::font(Type::Body)).averageCharWidth(); }

void HomePage::applyFonts()
{
    m_title->setFont(format::font(Type::Display, true));
    for (auto* title : {m_demonstrationsTitle, m_pitfallsTitle, m_ownTitle})
        title->setFont(format::font(Type::Heading));
    m_place->setFont(format::font(Type::Small));
}

void HomePage::showEvent(QShowEvent* event)
{
    Page::showEvent(event);
    m_open->refresh();
}

void HomePage::resizeEvent(QResizeEvent* event)
{
    Page::resizeEvent(event);
    m_dropFrame->setGeometry(rect());
    if (isTooNarrow() != m_narrow)
        arrange();
}

void HomePage::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::FontChange || event->type() == QEvent::ApplicationFontChange) {
        applyFonts();
        arrange();
    }
    Page::changeEvent(event);
}

QString HomePage::droppable(const QMimeData* data)
{
    const auto urls = data->urls();
    if (urls.size() != 1 || !urls.first().isLocalFile())
        return {};
    const QString path = QDir::cleanPath(urls.first().toLocalFile());
    return isWorkspaceFolder(path) || isOrderFile(path) || isLogFile(path) ? path : QString();
}

void HomePage::dragEnterEvent(QDragEnterEvent* event)
{
    if (droppable(event->mimeData()).isEmpty())
        return;
    event->acceptProposedAction();
    m_dropFrame->show();
    m_dropFrame->raise();
}

void HomePage::dragLeaveEvent(QDragLeaveEvent*) { m_dropFrame->hide(); }

void HomePage::dropEvent(QDropEvent* event)
{
    m_dropFrame->hide();
    const QString path = droppable(event->mimeData());
    if (path.isEmpty())
        return;
    event->acceptProposedAction();
    if (isWorkspaceFolder(path)) {
        Q_EMIT openRequested(path);
        return;
    }
    m_import->setFile(path);
    m_scroll->ensureWidgetVisible(m_import);
    m_import->setFocus();
}

}  // namespace replay::ui
