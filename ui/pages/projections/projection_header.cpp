// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/projections/projection_header.h"

#include "ui/format/tokens.h"
#include "ui/format/words.h"
#include "ui/models/projection_list_model.h"
#include "ui/pages/projections/stale_bridge.h"
#include "ui/widgets/status_pill.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QVBoxLayout>
#include <algorithm>

namespace replay::ui {

using format::Space;

namespace {
constexpr int perMille = 1'000;
constexpr qint64 paceMsMin = 400;  ///< a rate over less is noise
constexpr qint64 msPerSecond = 1'000;
}

ProjectionHeader::ProjectionHeader(QWidget* parent) : QWidget(parent)
{
    m_title = new QLabel(this);
    m_title->setTextFormat(Qt::PlainText);
    m_name = new QLabel(this);
    m_name->setTextFormat(Qt::PlainText);
    m_name->setForegroundRole(QPalette::PlaceholderText);
    m_name->setMinimumWidth(0);
    m_name->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
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
    using Status = api::ProjectionStatus;
    const auto status = projection.status;
    m_title->setText(projectionTitle(projection.name));
    m_name->setText(projection.name);
    m_pill->setStatus(projectionStatusCode(status));
    m_bridge->setState(head, projection);

    const QString rebuilding = tr("Building it anew beside the live one, which keeps answering: %1 %").arg(static_cast<int>(projection.progress * 100));
    m_rebuilding->setVisible(status == Status::Rebuilding);
    if (status != Status::Rebuilding && m_paceOf == projection.name)
        m_paceOf.clear();
    m_rebuildingText->setText(status == Status::Rebuilding ? QString(rebuilding + paceText(projection)) : QString());
    allow(m_cancelRebuild, tr("Throws away what was rebuilt so far; the live rows stay as they are"), denied);
    m_rebuildingBar->setValue(static_cast<int>(projection.progress * perMille));
    allow(m_pause, tr("Stops this read model where it is, so that its lag grows"),
          !denied.isEmpty()              ? denied
          : status == Status::Paused     ? tr("It is paused already.")
          : status == Status::Failed     ? tr("It stands still already, because its handler failed.")
          : status == Status::Rebuilding ? rebuilding
                                         : QString());
    allow(m_resume, status == Status::Failed ? tr("Tries the event that failed again") : tr("Lets it catch up and follow the log again"),
          !denied.isEmpty()              ? denied
          : status == Status::Live       ? tr("It is live already.")
          : status == Status::Rebuilding ? rebuilding
                                         : QString());
    allow(m_rebuild, tr("Builds it anew from the first event beside the live one, and switches over when it has caught up"),
          !denied.isEmpty() ? denied : status == Status::Rebuilding ? rebuilding : QString());
    allow(m_verify, tr("Compares its rows with a fresh fold of the log"), m_verifying ? tr("The comparison is running.") : QString());
}

QString ProjectionHeader::paceText(const api::ProjectionInfo& projection)
{
    if (m_paceOf != projection.name || projection.rebuilt < m_paceFrom) {
        m_paceOf = projection.name;
        m_paceFrom = projection.rebuilt;
        m_paceSince.start();
        return {};
    }
    const qint64 ms = m_paceSince.elapsed();
    const qint64 rate = ms >= paceMsMin ? (projection.rebuilt - m_paceFrom) * msPerSecond / ms : 0;
    if (rate <= 0)
        return {};
    const qint64 leftUs = std::max<qint64>(0, projection.position - projection.rebuilt) * base::usPerSecond / rate;
    return tr(" · %1 events a second · about %2 left").arg(format::number(rate), format::duration(leftUs / base::usPerSecond * base::usPerSecond + base::usPerSecond));
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

void ProjectionHeader::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::FontChange || event->type() == QEvent::ApplicationFontChange)
        applyFonts();
    QWidget::changeEvent(event);
}

}  // namespace replay::ui
