// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/projections/projection_header.h"

#include "ui/format/tokens.h"
#include "ui/format/words.h"
#include "ui/models/projection_list_model.h"
#include "ui/pages/projections/stale_bridge.h"
#include "ui/widgets/status_pill.h"

#include <QActionGroup>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QProgressBar>
#include <QPushButton>
#include <QToolButton>
#include <QVBoxLayout>

namespace replay::ui {

using format::Space;

namespace {
constexpr int perMille = 1'000;
constexpr int nameMin = 4;  ///< letters: less of a name is none
}  // namespace

ProjectionHeader::ProjectionHeader(QWidget* parent) : QWidget(parent)
{
    m_title = new QLabel(this);
    m_title->setTextFormat(Qt::PlainText);
    m_name = new QLabel(this);
    m_name->setTextFormat(Qt::PlainText);
    m_name->setForegroundRole(QPalette::PlaceholderText);
    m_name->setMinimumWidth(0);
    m_name->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_name->installEventFilter(this);
    m_pill = new StatusPill(this);
    m_bridge = new StaleBridge(this);

    const auto button = [this](const QString& icon, const QString& text, const char* name) {
        auto* made = new QPushButton(format::icon(icon), text, this);
        made->setObjectName(QLatin1String(name));
        made->setIconSize({format::iconSmall, format::iconSmall});
        made->setEnabled(false);
        return made;
    };
    m_pause = button(QStringLiteral("pause"), tr("Pause"), "pauseProjection");
    m_resume = button(QStringLiteral("play"), tr("Resume"), "resumeProjection");
    m_rebuild = button(QStringLiteral("rebuild"), tr("Rebuild"), "rebuildProjection");
    m_verify = button(QStringLiteral("verify"), tr("Verify"), "verifyProjection");
    connect(m_pause, &QPushButton::clicked, this, &ProjectionHeader::pauseRequested);
    connect(m_resume, &QPushButton::clicked, this, &ProjectionHeader::resumeRequested);
    connect(m_rebuild, &QPushButton::clicked, this, &ProjectionHeader::rebuildRequested);
    connect(m_verify, &QPushButton::clicked, this, &ProjectionHeader::verifyRequested);

    auto* line = new QHBoxLayout;
    line->setSpacing(format::px(Space::Small));
    line->addWidget(m_title);
    line->addWidget(m_pill, 0, Qt::AlignVCenter);
    line->addWidget(m_name, 1);
    for (auto* one : {m_pause, m_resume, m_rebuild, m_verify})
        line->addWidget(one);
    buildMore();
    line->addWidget(m_more);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(format::px(Space::Small));
    column->addLayout(line);
    column->addWidget(m_bridge);

    m_rebuilding = new QWidget(this);
    m_rebuildingText = new QLabel(m_rebuilding);
    m_rebuildingBar = new QProgressBar(m_rebuilding);
    m_rebuildingBar->setObjectName(QStringLiteral("rebuildProgress"));
    m_rebuildingBar->setRange(0, perMille);
    m_rebuildingBar->setTextVisible(false);
    m_rebuildingBar->setAccessibleName(tr("Progress of the rebuild"));
    auto* progress = new QHBoxLayout(m_rebuilding);
    progress->setContentsMargins(0, 0, 0, 0);
    progress->setSpacing(format::px(Space::Medium));
    progress->addWidget(m_rebuildingText);
    progress->addWidget(m_rebuildingBar, 1);
    m_cancelRebuild = new QPushButton(tr("Cancel"), m_rebuilding);
    m_cancelRebuild->setObjectName(QStringLiteral("cancelRebuild"));
    connect(m_cancelRebuild, &QPushButton::clicked, this, &ProjectionHeader::cancelRebuildRequested);
    progress->addWidget(m_cancelRebuild);
    m_rebuilding->hide();
    column->addWidget(m_rebuilding);
    applyFonts();
}

void ProjectionHeader::setState(const api::ProjectionInfo& projection, api::Position head, const QString& denied)
{
    m_title->setText(projectionTitle(projection.name));
    m_nameText = projection.name;
    m_name->setToolTip(m_nameText);
    fitName();
    m_pill->setStatus(projectionStatusCode(projection.status));
    m_bridge->setState(head, projection);

    lookAtRebuild(projection);
    allowAll(projection, denied);
}

void ProjectionHeader::lookAtRebuild(const api::ProjectionInfo& projection)
{
    const bool rebuilding = projection.goal > 0;
    if (!rebuilding || m_rebuildOf != projection.name) {
        m_pace.restart();
        m_clock.restart();
        m_rebuildOf = rebuilding ? projection.name : QString();
    }
    if (rebuilding)
        m_pace.look(m_clock.elapsed(), projection.rebuilt);
    m_rebuilding->setVisible(rebuilding);
    m_rebuildingText->setText(rebuilding ? rebuildText(projection, m_pace) : QString());
    m_rebuildingBar->setValue(static_cast<int>(projection.progress * perMille));
}

void ProjectionHeader::allowAll(const api::ProjectionInfo& projection, const QString& denied)
{
    using Status = api::ProjectionStatus;
    const auto status = projection.status;
    const bool beside = status == Status::Rebuilding && !projection.inPlace;
    const QString rebuilding = beside                         ? tr("It is being rebuilt beside the live one.")
                               : status == Status::Rebuilding ? tr("It is being replayed in place.")
                                                              : QString();
    const auto unless = [&](const QString& reason) { return !denied.isEmpty() ? denied : reason; };
    allow(m_pause, tr("Stops this read model where it is, so that its lag grows"),
          unless(status == Status::Paused   ? tr("It is paused already.")
                 : status == Status::Failed ? tr("It stands still already, because its handler failed.")
                 : beside                   ? rebuilding
                                            : QString()));
    const bool stands = status == Status::Paused || status == Status::Failed || status == Status::Stalled;
    allow(m_resume, status == Status::Paused ? tr("Lets it catch up and follow the log again") : tr("Tries again what it could not do"),
          unless(stands                         ? QString()
                 : status == Status::Rebuilding ? rebuilding
                                                : tr("It is live already.")));
    allow(m_rebuild, tr("Builds it anew from the first event beside the live one, and switches over when it has caught up"),
          unless(rebuilding));
    allow(m_cancelRebuild, tr("Gives the rebuild up; the rows stay as they are"),
          unless(projection.inPlace ? tr("Its former rows are gone, so that there is nothing to go back to. Pause it to stop it.")
                                    : QString()));
    allow(m_verify, tr("Compares its rows with a fresh fold of the log"), m_verifying ? tr("The comparison is running.") : QString());
    m_more->setEnabled(denied.isEmpty());
    m_more->setToolTip(denied.isEmpty() ? tr("Replay in place, slow down") : denied);
    m_replay->setEnabled(rebuilding.isEmpty());
    for (QAction* action : m_slow->actions())
        action->setChecked(action->data().toLongLong() == projection.perSecond);
}

void ProjectionHeader::buildMore()
{
    m_more = new QToolButton(this);
    m_more->setObjectName(QStringLiteral("moreOfProjection"));
    m_more->setIcon(format::icon(QStringLiteral("more")));
    m_more->setAccessibleName(tr("More about this read model"));
    m_more->setPopupMode(QToolButton::InstantPopup);
    auto* menu = new QMenu(m_more);
    m_replay = menu->addAction(format::icon(QStringLiteral("reset")), tr("Replay in place: drop the rows and start again"));
    m_replay->setObjectName(QStringLiteral("replayProjection"));
    connect(m_replay, &QAction::triggered, this, &ProjectionHeader::replayRequested);
    m_slow = menu->addMenu(format::icon(QStringLiteral("speed")), tr("Speed"));
    auto* choices = new QActionGroup(m_slow);
    for (const qint64 perSecond : {0, 1, 10, 100, 1'000}) {
        auto* action =
            m_slow->addAction(perSecond == 0 ? tr("As fast as it can") : tr("At most %1 events a second").arg(format::number(perSecond)));
        action->setObjectName(QStringLiteral("slow%1").arg(perSecond));
        action->setCheckable(true);
        action->setData(perSecond);
        choices->addAction(action);
        connect(action, &QAction::triggered, this, [this, perSecond] { Q_EMIT slowRequested(perSecond); });
    }
    m_more->setMenu(menu);
}

void ProjectionHeader::setVerifying(bool verifying)
{
    m_verifying = verifying;
    allow(m_verify, tr("Compares its rows with a fresh fold of the log"), verifying ? tr("The comparison is running.") : QString());
}

void ProjectionHeader::allow(QPushButton* button, const QString& tip, const QString& denied)
{
    button->setEnabled(denied.isEmpty());
    button->setToolTip(denied.isEmpty() ? tip : denied);
    button->setStatusTip(denied.isEmpty() ? tip : denied);
}

void ProjectionHeader::applyFonts()
{
    m_title->setFont(format::font(format::Type::Title, true));
    m_name->setFont(format::fixedFont(format::Type::Small));
}

/// Shortened with dots and never cut: where it has no room at all, the title says it anyway.
void ProjectionHeader::fitName()
{
    const QString text = QFontMetrics(m_name->font()).elidedText(m_nameText, Qt::ElideRight, m_name->width());
    m_name->setText(text.size() < nameMin && text != m_nameText ? QString() : text);
}

bool ProjectionHeader::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_name && event->type() == QEvent::Resize)
        fitName();
    return QWidget::eventFilter(watched, event);
}

void ProjectionHeader::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::FontChange || event->type() == QEvent::ApplicationFontChange)
        applyFonts();
    QWidget::changeEvent(event);
}

}  // namespace replay::ui
