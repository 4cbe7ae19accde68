// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "ui/widgets/page.h"

#include <QList>
#include <QString>
#include <functional>

namespace replay::ui {

/// One workspace of the rail: its code, how it is called, and how its page is made (on first show).
struct PageEntry {
    QString id;
    QString title;
    QString icon;
    bool needsWorkspace = true;
    std::function<Page*(Desk&, QWidget*)> make;
};

/// All pages, in the order of the rail. The one place that names them.
QList<PageEntry> pageTable();

}  // namespace replay::ui
