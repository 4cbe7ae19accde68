// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/workspace_rail.h"

#include "ui/format/tokens.h"
#include "ui/shell/rail_button.h"

#include <QPainter>
#include <QVBoxLayout>

namespace replay::ui {

WorkspaceRail::WorkspaceRail(const QList<PageEntry>& pages, QWidget* parent) : QWidget(parent), m_pages(pages)
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, format::px(format::Space::Small), 1, format::px(format::Space::Small));
    column->setSpacing(2);
    int number = 1;
    for (const PageEntry& page : pages) {
        auto* button = new RailButton(page.title, page.icon, tr("Ctrl+%1").arg(number++), this);
        connect(button, &RailButton::clicked, this, [this, id = page.id] { Q_EMIT pageChosen(id); });
        column->addWidget(button);
        m_buttons.insert(page.id, button);
    }
    column->addStretch();
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Expanding);
    setAccessibleName(tr("Workspaces"));
}

void WorkspaceRail::setCurrent(const QString& page)
{
    if (RailButton* button = m_buttons.value(page))
        button->setChecked(true);
}

void WorkspaceRail::setBadge(const QString& page, int count)
{
    if (RailButton* button = m_buttons.value(page))
        button->setBadge(count);
}

void WorkspaceRail::setCollapsed(bool collapsed)
{
    for (RailButton* button : std::as_const(m_buttons))
        button->setCollapsed(collapsed);
}

void WorkspaceRail::setWorkspaceOpen(bool open)
{
    for (const PageEntry& page : std::as_const(m_pages)) {
        if (page.needsWorkspace)
            m_buttons.value(page.id)->setReason(open ? QString() : tr("no workspace is open; start a demonstration on Home"));
    }
}

void WorkspaceRail::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.fillRect(QRect(width() - 1, 0, 1, height()), format::colour(format::Colour::Hairline));
}

}  // namespace replay::ui
