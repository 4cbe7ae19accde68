// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/home/now_panel.h"

#include "ui/format/tokens.h"
#include "ui/format/words.h"
#include "ui/pages/home/outcome_chart.h"
#include "ui/pages/home/workspace_folders.h"

#include <QDir>
#include <QEvent>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QPushButton>
#include <QVBoxLayout>

namespace replay::ui {

using format::Colour;
using format::Space;

NowPanel::NowPanel(Desk& desk, QWidget* parent) : QFrame(parent), m_desk(desk)
{
    m_name = new QLabel(this);
    m_name->setObjectName(QStringLiteral("workspaceName"));
    m_name->setTextFormat(Qt::PlainText);
    m_state = new QLabel(this);
    m_state->setForegroundRole(QPalette::PlaceholderText);
    m_chart = new OutcomeChart(this);
    m_continue = new QPushButton(tr("Continue"), this);
    m_continue->setObjectName(QStringLiteral("continueWorkspace"));
    m_continue->setToolTip(tr("Back to the events of this workspace"));
    m_continue->setDefault(true);
    connect(m_continue, &QPushButton::clicked, this, &NowPanel::continueRequested);

    auto* title = new QVBoxLayout;
    title->setSpacing(2);
    title->addWidget(m_name);
    title->addWidget(m_state);
    m_figures = new QHBoxLayout;
    m_figures->setSpacing(format::px(Space::Wide));
    m_position = addFigure(m_figures, tr("events"), false);
    m_clock = addFigure(m_figures, tr("model time"), false);
    m_seed = addFigure(m_figures, tr("seed"), false);
    m_fingerprint = addFigure(m_figures, tr("fingerprint"), true);
    m_fingerprint->setToolTip(
        tr("Six letters that stand for the whole log. The same scenario and seed give the same letters on every machine."));

    m_head = new QGridLayout;
    m_head->setHorizontalSpacing(format::px(Space::Wide));
    m_head->setVerticalSpacing(format::px(Space::Medium));
    m_head->setColumnStretch(0, 1);
    m_head->addLayout(title, 0, 0);
    m_head->addLayout(m_figures, 0, 1);
    m_head->addWidget(m_continue, 0, 2, Qt::AlignVCenter);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(format::px(Space::Wide), format::px(Space::Large), format::px(Space::Wide), format::px(Space::Large));
    column->setSpacing(format::px(Space::Medium));
    column->addLayout(m_head);
    column->addWidget(m_chart);
    applyFonts();

    connect(&desk, &Desk::sessionChanged, this, &NowPanel::refresh);
    connect(&desk, &Desk::statusChanged, this, &NowPanel::refresh);
    refresh();
}

void NowPanel::setNarrow(bool narrow)
{
    m_head->removeItem(m_figures);
    if (narrow)
        m_head->addLayout(m_figures, 1, 0, 1, 3, Qt::AlignLeft);
    else
        m_head->addLayout(m_figures, 0, 1);
}

QLabel* NowPanel::addFigure(QHBoxLayout* line, const QString& caption, bool fixed)
{
    auto* figure = new QLabel(this);
    figure->setProperty("fixed", fixed);
    figure->setTextInteractionFlags(Qt::TextSelectableByMouse);
    auto* below = new QLabel(caption, this);
    below->setForegroundRole(QPalette::PlaceholderText);
    m_captions.append(below);
    auto* column = new QVBoxLayout;
    column->setSpacing(0);
    column->addWidget(figure);
    column->addWidget(below);
    line->addLayout(column);
    return figure;
}

void NowPanel::refresh()
{
    setVisible(m_desk.isOpen());
    if (!m_desk.isOpen())
        return;
    const auto& status = m_desk.status();
    const QString folder = m_desk.session()->folder();
    m_name->setText(status.scenario.isEmpty() ? workspaceName(folder) : status.scenario);
    m_name->setToolTip(QDir::toNativeSeparators(folder));
    QStringList state;
    if (!status.error.isEmpty())
        state.append(tr("stopped: %1").arg(status.error));
    else if (status.running)
        state.append(tr("running"));
    else
        state.append(status.idle ? tr("nothing left to do") : tr("paused"));
    if (status.readOnly)
        state.append(tr("read-only"));
    m_state->setText(state.join(QStringLiteral(" · ")));
    m_seed->setText(QString::number(status.seed));
    m_fingerprint->setText(status.fingerprint);
    m_position->setText(format::number(status.head));
    m_clock->setText(format::dateClock(status.now).left(19));
    m_chart->setStatus(status);
}

void NowPanel::applyFonts()
{
    m_name->setFont(format::font(format::Type::Title, true));
    for (auto* figure : {m_seed, m_fingerprint, m_position, m_clock})
        figure->setFont(figure->property("fixed").toBool() ? format::fixedFont(format::Type::Body)
                                                           : format::font(format::Type::Body, true));
    m_state->setFont(format::font(format::Type::Small));
    for (auto* caption : std::as_const(m_captions))
        caption->setFont(format::font(format::Type::Small));
}

void NowPanel::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(format::colour(Colour::Accent), 1));
    painter.setBrush(format::colour(Colour::Base));
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 2 * format::cornerRadius, 2 * format::cornerRadius);
}

void NowPanel::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::ApplicationFontChange || event->type() == QEvent::PaletteChange)
        applyFonts();
    QFrame::changeEvent(event);
}

}  // namespace replay::ui
