// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/mode_ribbon.h"

#include "ui/format/tokens.h"
#include "ui/format/words.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QPushButton>

namespace replay::ui {

using format::Colour;
using format::Space;

namespace {
constexpr float stripeInk = 0.22F;
}

ModeRibbon::ModeRibbon(Desk& desk, QWidget* parent) : QWidget(parent), m_desk(desk)
{
    m_mode = new QLabel(this);
    m_detail = new QLabel(this);
    m_detail->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_detail->installEventFilter(this);
    m_live = new QPushButton(tr("Return to live"), this);
    m_live->setToolTip(tr("Back to the newest event (End)"));
    m_fork = new QPushButton(format::icon(QStringLiteral("branch")), tr("Fork here"), this);
    m_fork->setObjectName(QStringLiteral("forkHere"));
    m_fork->setToolTip(tr("A what-if branch from this position (F)"));
    connect(m_fork, &QPushButton::clicked, this, &ModeRibbon::forkRequested);
    m_pitfalls = new QPushButton(format::icon(QStringLiteral("warning")), QString(), this);
    m_pitfalls->setObjectName(QStringLiteral("pitfallsOn"));
    connect(m_pitfalls, &QPushButton::clicked, this, &ModeRibbon::pitfallsRequested);
    connect(m_live, &QPushButton::clicked, this, &ModeRibbon::liveRequested);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(format::px(Space::Medium), format::px(Space::Hair), format::px(Space::Medium), format::px(Space::Hair));
    row->setSpacing(format::px(Space::Medium));
    row->addWidget(m_mode);
    row->addWidget(m_detail, 1);
    row->addWidget(m_pitfalls);
    row->addWidget(m_fork);
    row->addWidget(m_live);
    connect(&m_desk, &Desk::cursorChanged, this, &ModeRibbon::refresh);
    connect(&m_desk, &Desk::statusChanged, this, &ModeRibbon::refresh);
    connect(&m_desk, &Desk::sessionChanged, this, &ModeRibbon::refresh);
    connect(&m_desk, &Desk::originChanged, this, &ModeRibbon::refresh);
    refresh();
}

void ModeRibbon::refresh()
{
    const api::PlatformStatus& status = m_desk.status();
    const bool past = m_desk.isOpen() && !m_desk.isLive();
    const bool readOnly = m_desk.isOpen() && status.readOnly;
    const bool gap = m_desk.isOpen() && m_desk.isLive() && !status.gap.isEmpty();
    const QStringList pitfalls = m_desk.isOpen() ? status.pitfalls : QStringList();
    const auto& origin = m_desk.origin();
    setVisible(past || readOnly || gap || origin || !pitfalls.isEmpty());
    if (!isVisibleTo(parentWidget()))
        return;
    m_live->setVisible(past);
    m_fork->setVisible(past);
    m_pitfalls->setVisible(!pitfalls.isEmpty());
    QStringList names;
    for (const QString& code : pitfalls)
        names << format::pitfall(code);
    m_pitfalls->setText(tr("Pitfalls on: %1").arg(format::number(pitfalls.size())));
    m_pitfalls->setToolTip(tr("%1\nClick to see and to switch them").arg(names.join(u'\n')));
    QStringList details;
    if (past) {
        m_mode->setText(tr("PAUSED AT %1").arg(format::number(m_desk.position())));
        const api::Position later = status.head - m_desk.position();
        details.append(status.running ? tr("%1 later events; the platform goes on").arg(format::number(later))
                                      : tr("%1 later events").arg(format::number(later)));
        details.append(tr("what would write waits until you return to live"));
    } else if (gap) {
        m_mode->setText(tr("IN A GAP"));
        details.append(format::gapLine(status.gap));
    } else {
        m_mode->setText(origin ? tr("WHAT-IF") : tr("LIVE"));
    }
    if (origin)
        details.append(
            tr("a branch of %1 from position %2: %3")
                .arg(format::workspaceName(origin->parent), format::number(origin->position), format::branchChanges(origin->changes)));
    if (!names.isEmpty())
        details.append(tr("naive on purpose: %1").arg(names.join(QStringLiteral(", "))));
    if (readOnly)
        details.append(status.readOnlyReason.isEmpty() ? tr("read-only") : tr("read-only: %1").arg(status.readOnlyReason));
    const QString text = details.join(QStringLiteral(" · "));
    m_detail->setToolTip(text);
    fitDetail();
    setAccessibleName(QString(m_mode->text() + QStringLiteral(". ") + text));
    m_mode->setFont(format::font(format::Type::Body, true));
    QPalette ink = palette();
    ink.setColor(QPalette::WindowText, format::textOn(Colour::Paused));
    m_mode->setPalette(ink);
    m_detail->setPalette(ink);
    update();
}

void ModeRibbon::fitDetail()
{
    m_detail->setText(m_detail->fontMetrics().elidedText(m_detail->toolTip(), Qt::ElideRight, m_detail->width()));
}

bool ModeRibbon::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_detail && event->type() == QEvent::Resize)
        fitDetail();
    return QWidget::eventFilter(watched, event);
}

void ModeRibbon::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.fillRect(rect(), format::colour(Colour::Paused));
    if (m_desk.origin()) {
        // Striped: what is seen here is not what happened.
        QColor stripe = format::textOn(Colour::Paused);
        stripe.setAlphaF(stripeInk);
        painter.fillRect(rect(), QBrush(stripe, Qt::BDiagPattern));
    }
    if (m_desk.isLive() && m_desk.status().gap.isEmpty())
        painter.fillRect(QRect(0, 0, format::px(Space::Hair), height()), format::colour(Colour::Live));
}

void ModeRibbon::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange)
        refresh();
    QWidget::changeEvent(event);
}

}  // namespace replay::ui
