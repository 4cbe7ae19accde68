// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "ui/models/desk.h"

#include <QList>

namespace replay::ui {

/// Where the inspector has been: back and forward, like a browser's.
class SelectionHistory {
public:
    static constexpr int lengthMax = 100;

    void visit(const Selection& selection)
    {
        if (m_at >= 0 && m_visited.at(m_at) == selection)
            return;
        m_visited.resize(m_at + 1);
        m_visited.append(selection);
        if (m_visited.size() > lengthMax)
            m_visited.removeFirst();
        m_at = m_visited.size() - 1;
    }
    bool canGoBack() const { return m_at > 0; }
    bool canGoForward() const { return m_at + 1 < m_visited.size(); }
    Selection back() { return m_visited.at(--m_at); }
    Selection forward() { return m_visited.at(++m_at); }
    void clear()
    {
        m_visited.clear();
        m_at = -1;
    }

private:
    QList<Selection> m_visited;
    qsizetype m_at = -1;
};

}  // namespace replay::ui
