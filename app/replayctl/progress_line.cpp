// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/replayctl/progress_line.h"

#include <cstdio>
#include <unistd.h>

namespace replay::ctl {

ProgressLine::ProgressLine() : m_terminal(isatty(fileno(stderr)) == 1) {}

ProgressLine::~ProgressLine()
{
    if (m_width > 0)
        std::fprintf(stderr, "\r%*s\r", static_cast<int>(m_width), "");
}

void ProgressLine::show(double share, const QString& text)
{
    if (!m_terminal || (m_shown.isValid() && m_shown.elapsed() < everyMs))
        return;
    m_shown.start();
    const QString line = QStringLiteral("%1 %  %2").arg(share * 100.0, 5, 'f', 1).arg(text);
    std::fprintf(stderr, "\r%s", line.leftJustified(m_width).toUtf8().constData());
    std::fflush(stderr);
    m_width = line.size();
}

}  // namespace replay::ctl
