// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/aggregates/version_bar.h"

#include "ui/format/tokens.h"
#include "ui/format/words.h"

#include <QAction>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QSpinBox>
#include <QToolButton>

namespace replay::ui {

using format::Space;

VersionBar::VersionBar(QWidget* parent) : QWidget(parent)
{
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(format::px(Space::Small));
    m_version = new QSpinBox(this);
    m_version->setAccessibleName(tr("Version"));
    m_version->setToolTip(tr("Show this version"));
    m_version->setPrefix(tr("v"));
    m_version->setKeyboardTracking(false);
    row->addWidget(m_version);
    m_time = new QLineEdit(this);
    m_time->setAccessibleName(tr("Time"));
    m_time->setToolTip(tr("Show the version at a model time (UTC), such as 08:12:30 or 2026-01-05 08:12"));
    m_problem = m_time->addAction(QIcon(), QLineEdit::TrailingPosition);
    m_problem->setVisible(false);
    row->addWidget(m_time, 4);
    m_atCursor = new QToolButton(this);
    m_atCursor->setToolTip(tr("Show the version at the global cursor and stay with it"));
    m_atCursor->setAutoRaise(true);
    m_atCursor->setCheckable(true);
    row->addWidget(m_atCursor);
    row->addStretch(1);
    connect(m_version, &QSpinBox::valueChanged, this, &VersionBar::versionTyped);
    connect(m_time, &QLineEdit::returnPressed, this, [this] { Q_EMIT timeTyped(m_time->text()); });
    connect(m_time, &QLineEdit::textEdited, this, [this] { setTimeProblem({}); });
    connect(m_atCursor, &QToolButton::clicked, this, &VersionBar::cursorWanted);
    applyLook();
}

void VersionBar::display(int version, int versions, base::ModelTime time, bool atCursor, bool live)
{
    const QSignalBlocker quiet(m_version);
    m_version->setRange(std::min(1, versions), versions);
    m_version->setValue(version);
    m_version->setSuffix(tr(" of %1").arg(format::number(versions)));
    if (!m_time->hasFocus() || !m_time->isModified()) {
        m_time->setText(time.us > 0 ? format::dateClock(time) : QString());
        m_time->setCursorPosition(0);
        setTimeProblem({});
    }
    m_atCursor->setChecked(atCursor);
    m_atCursor->setText(live ? tr("Newest") : tr("At the cursor"));
    fit();
}

void VersionBar::setTimeProblem(const QString& problem)
{
    m_problem->setVisible(!problem.isEmpty());
    m_problem->setToolTip(problem);
    m_time->setAccessibleDescription(problem);
    if (!problem.isEmpty())
        m_problem->setIcon(format::icon(QStringLiteral("cross")));
}

void VersionBar::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange)
        applyLook();
}

void VersionBar::applyLook()
{
    m_atCursor->setIcon(format::icon(QStringLiteral("pin")));
    const QFontMetrics metrics(format::font(format::Type::Body));
    m_version->setMinimumWidth(metrics.horizontalAdvance(QStringLiteral("v1,000 of 1,000")) + format::px(Space::Wide));
    const int whole = metrics.horizontalAdvance(QStringLiteral("2026-01-05 08:00:12.350"));
    m_time->setMinimumWidth(whole + format::px(Space::Wide));
    m_time->setMaximumWidth(whole + 2 * format::px(Space::Wide));
    fit();
}

/// Where it is narrow the button's words give way, and not the figures.
void VersionBar::fit()
{
    m_atCursor->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    const int wanted = m_version->minimumWidth() + m_time->minimumWidth() + m_atCursor->sizeHint().width() + 3 * format::px(Space::Small);
    if (width() < wanted)
        m_atCursor->setToolButtonStyle(Qt::ToolButtonIconOnly);
}

void VersionBar::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    fit();
}

}  // namespace replay::ui
