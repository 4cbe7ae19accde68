// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/replayground/command_line.h"
#include "app/replayground/first_paint.h"
#include "app/replayground/screenshot.h"
#include "core/runtime/workspaces.h"
#include "ui/shell/main_window.h"

#include <QApplication>
#include <QTextStream>
#include <cstdio>

namespace {

using replay::app::CommandLine;

/// Help, version and mistakes are answered before there is a screen.
std::optional<int> answerInText(const replay::base::Result<CommandLine>& line)
{
    if (!line) {
        QTextStream(stderr) << "replayground: " << line.error().message << '\n';
        return replay::base::exitCode(line.error().kind);
    }
    if (line->help) {
        QTextStream(stdout) << CommandLine::helpText();
        return 0;
    }
    if (line->version) {
        QTextStream(stdout) << "replayground " << REPLAY_VERSION << '\n';
        return 0;
    }
    return {};
}

QStringList plainArguments(int argc, char** argv)
{
    QStringList arguments;
    for (int at = 0; at < argc; ++at)
        arguments.append(QString::fromLocal8Bit(argv[at]));
    return arguments;
}

bool isForText(const QStringList& arguments)
{
    return arguments.contains(QLatin1String("--help")) || arguments.contains(QLatin1String("-h")) ||
           arguments.contains(QLatin1String("--version"));
}

void forceTheme(replay::ui::Theme& theme, CommandLine::Theme wanted)
{
    using Scheme = replay::ui::format::Scheme;
    switch (wanted) {
    case CommandLine::Theme::Light: theme.forceScheme(Scheme::Light); break;
    case CommandLine::Theme::Dark: theme.forceScheme(Scheme::Dark); break;
    case CommandLine::Theme::HighContrast: theme.forceScheme(Scheme::HighContrast); break;
    case CommandLine::Theme::Settings: break;
    }
}

}  // namespace

int main(int argc, char** argv)
{
    if (const QStringList early = plainArguments(argc, argv); isForText(early)) {
        if (const auto code = answerInText(CommandLine::parse(early)))
            return *code;
    }
    QApplication application(argc, argv);
    QCoreApplication::setOrganizationName(QStringLiteral("Replayground"));
    QCoreApplication::setApplicationName(QStringLiteral("replayground"));
    QCoreApplication::setApplicationVersion(QStringLiteral(REPLAY_VERSION));
    QGuiApplication::setApplicationDisplayName(QString());

    // Qt has taken its own options (-platform, -style) out by now.
    const auto line = CommandLine::parse(QCoreApplication::arguments());
    if (const auto code = answerInText(line))
        return *code;

    const auto workspaces = replay::runtime::makeWorkspaces();
    replay::ui::Settings settings;
    replay::ui::Theme theme(settings);
    forceTheme(theme, line->theme);
    replay::ui::MainWindow window(*workspaces, settings, theme);
    if (!line->size.isEmpty())
        window.resize(line->size);
    replay::app::Screenshot screenshot(window, *line);
    const replay::app::FirstPaint firstPaint;

    const bool picture = !line->screenshot.isEmpty();
    std::optional<replay::base::Error> refused;
    QObject::connect(&window.door(), &replay::ui::WorkspaceDoor::failed, &screenshot,
                     [&refused](const QString&, const replay::base::Error& error) { refused = error; });
    window.show();
    // The window is painted before the workspace is opened: opening may take a moment.
    QTimer::singleShot(0, &window, [&] {
        bool opened = true;
        if (line->demo)
            opened = window.door().startDemonstration(line->demoId);
        else if (!line->workspace.isEmpty())
            opened = window.door().open(line->workspace);
        if (!opened && picture) {
            QTextStream(stderr) << "replayground: " << (refused ? refused->message : QString()) << '\n';
            QCoreApplication::exit(refused ? replay::base::exitCode(refused->kind) : 1);
            return;
        }
        if (opened && window.desk().isOpen() && line->page.isEmpty())
            window.showPage(line->demo ? QStringLiteral("sagas") : QStringLiteral("events"));
        screenshot.begin();
    });
    return QApplication::exec();
}
