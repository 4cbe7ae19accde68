// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/replayground/first_paint.h"

#include <QCoreApplication>
#include <QEvent>
#include <QTextStream>
#include <chrono>

namespace replay::app {

FirstPaint::FirstPaint(QObject* parent) : QObject(parent)
{
    m_startedNs = qEnvironmentVariable(variable).toLongLong();
    if (m_startedNs > 0)
        QCoreApplication::instance()->installEventFilter(this);
}

bool FirstPaint::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::Paint) {
        QCoreApplication::instance()->removeEventFilter(this);
        // Queued: by then all of the window has been painted and handed to the screen.
        QMetaObject::invokeMethod(
            this,
            [this] {
                const auto now = std::chrono::steady_clock::now().time_since_epoch();
                const qint64 ns = std::chrono::duration_cast<std::chrono::nanoseconds>(now).count();
                QTextStream(stdout) << "first paint\t" << static_cast<double>(ns - m_startedNs) / 1e6 << '\n';
                QCoreApplication::exit(0);
            },
            Qt::QueuedConnection);
    }
    return QObject::eventFilter(watched, event);
}

}  // namespace replay::app
