// SPDX-License-Identifier: GPL-3.0-or-later
// The least that a Qt program can show: what our window's start is held against.
#include "app/replayground/first_paint.h"

#include <QApplication>
#include <QLabel>
#include <QMainWindow>
#include <QMenuBar>

int main(int argc, char** argv)
{
    const QApplication application(argc, argv);
    QMainWindow window;
    window.resize(1'000, 700);
    window.menuBar()->addMenu(QStringLiteral("File"))->addAction(QStringLiteral("Quit"));
    window.setCentralWidget(new QLabel(QStringLiteral("ready")));
    const replay::app::FirstPaint firstPaint;
    window.show();
    return QApplication::exec();
}
