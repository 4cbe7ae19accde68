// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QElapsedTimer>
#include <QString>

namespace replay::ctl {

/// One line on standard error that is written over and over, on a terminal only, a few times a second.
class ProgressLine {
public:
    ProgressLine();
    ~ProgressLine();
    ProgressLine(const ProgressLine&) = delete;
    ProgressLine& operator=(const ProgressLine&) = delete;

    void show(double share, const QString& text);

private:
    static constexpr qint64 everyMs = 200;
    bool m_terminal;
    qsizetype m_width = 0;
    QElapsedTimer m_shown;
};

}  // namespace replay::ctl
