// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "ui/shell/page_table.h"

#include <QHash>
#include <QWidget>

namespace replay::ui {

class RailButton;

/// The rail at the left: one button a page. Its words collapse in narrow windows.
class WorkspaceRail : public QWidget {
    Q_OBJECT
public:
    explicit WorkspaceRail(const QList<PageEntry>& pages, QWidget* parent = nullptr);

    void setCurrent(const QString& page);
    void setBadge(const QString& page, int count);
    void setCollapsed(bool collapsed);
    /// Pages that need a workspace are disabled while none is open.
    void setWorkspaceOpen(bool open);

Q_SIGNALS:
    void pageChosen(const QString& page);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QList<PageEntry> m_pages;
    QHash<QString, RailButton*> m_buttons;
};

}  // namespace replay::ui
