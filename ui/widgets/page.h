// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "ui/models/desk.h"

#include <QWidget>

namespace replay::ui {

/// One workspace of the rail (Events, Aggregates, …). A page knows the desk and no other page.
class Page : public QWidget {
    Q_OBJECT
public:
    Page(Desk& desk, QWidget* parent) : QWidget(parent), m_desk(desk) {}

    /// Opens the page on something (an id, a filter); empty: as it was left.
    virtual void open(const QString& argument) { Q_UNUSED(argument) }
    /// Ctrl+F in this page.
    virtual void find() {}
    /// Ctrl+E: exports what the page shows; the page asks for the file.
    virtual void exportView() {}
    virtual bool canExport() const { return false; }
    /// A number for the badge on the rail; 0: none.
    virtual int badge() const { return 0; }

Q_SIGNALS:
    void badgeChanged();
    /// A line for the status bar.
    void hint(const QString& text);

protected:
    Desk& desk() const { return m_desk; }

private:
    Desk& m_desk;
};

}  // namespace replay::ui
