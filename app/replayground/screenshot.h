// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/replayground/command_line.h"

#include <QObject>
#include <QTimer>

namespace replay::ui {
class MainWindow;
}

namespace replay::app {

/// Brings the window to what the command line asked to see and, where it asked for a picture, writes it and ends.
class Screenshot : public QObject {
    Q_OBJECT
public:
    Screenshot(ui::MainWindow& window, const CommandLine& line, QObject* parent = nullptr);

    void begin();

private:
    void showWhatWasAsked();
    void selectFirst();
    void take();

    ui::MainWindow& m_window;
    CommandLine m_line;
};

}  // namespace replay::app
