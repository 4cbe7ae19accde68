// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/replayground/command_line.h"

#include <QCoreApplication>
#include <QRegularExpression>

namespace replay::app {

namespace {

constexpr int afterMsMax = 600'000;
constexpr int sideMin = 320;
constexpr int sideMax = 16'384;

base::Result<QSize> parseSize(const QString& text)
{
    static const QRegularExpression form(QStringLiteral("^(\\d{1,5})x(\\d{1,5})$"));
    const QRegularExpressionMatch match = form.match(text);
    const QSize size(match.captured(1).toInt(), match.captured(2).toInt());
    if (!match.hasMatch() || size.width() < sideMin || size.height() < sideMin || size.width() > sideMax || size.height() > sideMax)
        return base::malformed(QStringLiteral("--size: \"%1\" is no size; expected WIDTHxHEIGHT, each from %2 to %3, such as 1366x768")
                                   .arg(text)
                                   .arg(sideMin)
                                   .arg(sideMax));
    return size;
}

base::Result<CommandLine::Theme> parseTheme(const QString& text)
{
    if (text == QLatin1String("light"))
        return CommandLine::Theme::Light;
    if (text == QLatin1String("dark"))
        return CommandLine::Theme::Dark;
    if (text == QLatin1String("contrast"))
        return CommandLine::Theme::HighContrast;
    return base::malformed(QStringLiteral("--theme: \"%1\" is no theme; expected light, dark or contrast").arg(text));
}

base::Result<qint64> parseWhole(const QString& option, const QString& text, qint64 high)
{
    bool ok = false;
    const qint64 value = text.toLongLong(&ok);
    if (!ok || value < 0 || value > high)
        return base::malformed(QStringLiteral("%1: \"%2\" is not a whole number from 0 to %3").arg(option, text).arg(high));
    return value;
}

}  // namespace

base::Result<CommandLine> CommandLine::parse(const QStringList& arguments)
{
    CommandLine line;
    for (qsizetype at = 1; at < arguments.size(); ++at) {
        QString option = arguments.at(at);
        // "--size=1366x768" is the same as "--size 1366x768".
        std::optional<QString> inlineValue;
        if (option.startsWith(QLatin1String("--")) && option.contains(QLatin1Char('='))) {
            inlineValue = option.section(QLatin1Char('='), 1);
            option = option.section(QLatin1Char('='), 0, 0);
        }
        const auto value = [&]() -> base::Result<QString> {
            if (inlineValue)
                return *inlineValue;
            if (at + 1 >= arguments.size())
                return base::malformed(QStringLiteral("%1: a value is missing after it").arg(option));
            return QString(arguments.at(++at));
        };
        if (option == QLatin1String("--help") || option == QLatin1String("-h")) {
            line.help = true;
        } else if (option == QLatin1String("--version")) {
            line.version = true;
        } else if (option == QLatin1String("--demo")) {
            line.demo = true;
            if (inlineValue)
                line.demoId = *inlineValue;
            else if (at + 1 < arguments.size() && !arguments.at(at + 1).startsWith(QLatin1Char('-')))
                line.demoId = arguments.at(++at);
        } else if (option == QLatin1String("--open")) {
            REPLAY_ASSIGN(line.workspace, value());
        } else if (option == QLatin1String("--screenshot")) {
            REPLAY_ASSIGN(line.screenshot, value());
        } else if (option == QLatin1String("--page")) {
            REPLAY_ASSIGN(line.page, value());
        } else if (option == QLatin1String("--size")) {
            REPLAY_ASSIGN(const QString text, value());
            REPLAY_ASSIGN(line.size, parseSize(text));
        } else if (option == QLatin1String("--theme")) {
            REPLAY_ASSIGN(const QString text, value());
            REPLAY_ASSIGN(line.theme, parseTheme(text));
        } else if (option == QLatin1String("--after")) {
            REPLAY_ASSIGN(const QString text, value());
            REPLAY_ASSIGN(const qint64 ms, parseWhole(option, text, afterMsMax));
            line.afterMs = static_cast<int>(ms);
        } else if (option == QLatin1String("--position")) {
            REPLAY_ASSIGN(const QString text, value());
            REPLAY_ASSIGN(line.position, parseWhole(option, text, std::numeric_limits<qint64>::max()));
        } else if (option == QLatin1String("--select-first")) {
            line.selectFirst = true;
        } else if (option.startsWith(QLatin1Char('-'))) {
            return base::malformed(QStringLiteral("%1: there is no such option; see replayground --help").arg(option));
        } else if (line.workspace.isEmpty()) {
            line.workspace = option;
        } else {
            return base::malformed(
                QStringLiteral("\"%1\": one workspace can be opened, and \"%2\" was named before").arg(option, line.workspace));
        }
    }
    if (line.demo && !line.workspace.isEmpty())
        return base::malformed(
            QStringLiteral("--demo makes a workspace of its own; \"%1\" cannot be opened at the same time").arg(line.workspace));
    return line;
}

QString CommandLine::helpText()
{
    return QStringLiteral("Usage: replayground [options] [WORKSPACE]\n"
                          "\n"
                          "An e-commerce platform of small services to watch, step, rewind and break on purpose.\n"
                          "Without arguments it begins with its Home page.\n"
                          "\n"
                          "  WORKSPACE, --open FOLDER  opens a workspace\n"
                          "  --demo [ID]               makes a new workspace of a demonstration and plays it\n"
                          "  --page NAME               home, events, aggregates, projections, sagas or commands\n"
                          "  --position N              looks at position N of the log\n"
                          "  --select-first            selects the first thing of the page\n"
                          "  --size WxH                the size of the window\n"
                          "  --theme NAME              light, dark or contrast, for this run\n"
                          "  --screenshot FILE         writes a picture of the window and ends\n"
                          "  --after MS                how long the picture waits for data (1500)\n"
                          "  --help                    prints this and ends\n"
                          "  --version                 prints the version and ends\n"
                          "\n"
                          "Exit codes: 0 done, 1 it failed, 2 the call is malformed, 4 the workspace cannot be opened.\n");
}

}  // namespace replay::app
