// SPDX-License-Identifier: GPL-3.0-or-later
// replay_events_window page|canvas WORKSPACE: opens a long log and scrolls in it, as a person would; prints a figure a line.
#include "core/runtime/workspaces.h"
#include "tests/bench/canvas.h"
#include "ui/pages/events/events_page.h"
#include "ui/pages/events/log_view.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QFile>
#include <QMainWindow>
#include <QRandomGenerator>
#include <QScrollBar>
#include <algorithm>
#include <cstdio>

namespace {

using namespace replay;

constexpr int wheelFrames = 1'000;
constexpr int wheelRows = 3;
constexpr int jumps = 300;
constexpr int patienceMs = 30'000;

double mebibytes(const char* line)
{
    QFile file(QStringLiteral("/proc/self/status"));
    if (!file.open(QIODevice::ReadOnly))
        return 0;
    for (const QByteArray& each : file.readAll().split('\n')) {
        if (each.startsWith(line))
            return each.mid(static_cast<qsizetype>(qstrlen(line))).replace("kB", "").trimmed().toDouble() / 1'024;
    }
    return 0;
}

void tell(const char* what, double value) { std::printf("%s\t%f\n", what, value); }

void tell(const char* what, std::vector<double> values)
{
    std::sort(values.begin(), values.end());
    const auto at = [&](std::size_t percent) { return values[values.size() * percent / 100]; };
    std::printf("%s p50\t%f\n%s p95\t%f\n%s p99\t%f\n%s longest\t%f\n", what, at(50), what, at(95), what, at(99), what, values.back());
}

/// Scrolls and lets the event loop paint, as often as there are frames.
void scroll(QAbstractScrollArea& view)
{
    const auto frame = [&](int value) {
        QElapsedTimer timer;
        timer.start();
        view.verticalScrollBar()->setValue(value);
        QCoreApplication::processEvents();
        return static_cast<double>(timer.nsecsElapsed()) / 1e6;
    };
    std::vector<double> wheel;
    for (int i = 0; i < wheelFrames; ++i)
        wheel.push_back(frame(i * wheelRows));
    tell("wheel", wheel);
    QRandomGenerator random(4);
    std::vector<double> far;
    for (int i = 0; i < jumps; ++i)
        far.push_back(frame(random.bounded(view.verticalScrollBar()->maximum())));
    tell("jump", far);
    tell("last row", frame(view.verticalScrollBar()->maximum()));
}

}  // namespace

int main(int argc, char** argv)
{
    const QApplication application(argc, argv);
    QCoreApplication::setOrganizationName(QStringLiteral("replay-bench"));
    const QString folder = QCoreApplication::arguments().value(2);
    QMainWindow window;
    window.resize(1'200, 800);
    window.show();
    QCoreApplication::processEvents();
    const double before = mebibytes("VmRSS:");
    const double anonymousBefore = mebibytes("RssAnon:");
    QElapsedTimer timer;
    timer.start();
    if (QCoreApplication::arguments().value(1) == u"canvas") {
        auto* canvas = new bench::Canvas(folder + QStringLiteral("/log.db"));
        window.setCentralWidget(canvas);
        QCoreApplication::processEvents();
        canvas->viewport()->repaint();
        tell("open", static_cast<double>(timer.nsecsElapsed()) / 1e6);
        scroll(*canvas);
    } else {
        auto session = runtime::makeWorkspaces()->open(folder);
        if (!session) {
            std::fprintf(stderr, "%s\n", qPrintable(session.error().message));
            return 1;
        }
        tell("workspace", static_cast<double>(timer.nsecsElapsed()) / 1e6);
        timer.restart();
        ui::Desk desk;
        auto* page = new ui::EventsPage(desk);
        window.setCentralWidget(page);
        desk.setSession(std::move(*session));
        // How far the log reaches is told by the platform's thread.
        while (page->view().model()->rowCount() == 0 && timer.elapsed() < patienceMs)
            QCoreApplication::processEvents(QEventLoop::AllEvents, 1);
        page->view().viewport()->repaint();
        tell("open", static_cast<double>(timer.nsecsElapsed()) / 1e6);
        if (page->view().model()->rowCount() == 0) {
            std::fprintf(stderr, "the log stayed empty\n");
            return 1;
        }
        scroll(page->view());
        // What it still asked in the background (marks, counts) is answered before the memory is told.
        timer.restart();
        while (timer.elapsed() < 500)
            QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents | QEventLoop::AllEvents, 100);
        delete window.takeCentralWidget();
        tell("memory", mebibytes("VmHWM:") - before);
        tell("memory of its own", mebibytes("RssAnon:") - anonymousBefore);
        return 0;
    }
    tell("memory", mebibytes("VmHWM:") - before);
    tell("memory of its own", mebibytes("RssAnon:") - anonymousBefore);
    return 0;
}
