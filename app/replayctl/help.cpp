// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/replayctl/help.h"

#include "app/replayctl/commands.h"

namespace replay::ctl {
namespace {

QString optionLine(const OptionSpec& option)
{
    const QString name = *option.value ? QStringLiteral("%1 %2").arg(QLatin1StringView(option.name), QLatin1StringView(option.value))
                                       : QString::fromLatin1(option.name);
    return QStringLiteral("  %1  %2%3\n")
        .arg(name, -24)
        .arg(QString::fromUtf8(option.help), option.repeatable ? QStringLiteral(" (repeatable)") : QString());
}

}  // namespace

QString helpText()
{
    QString text = QStringLiteral("replayctl: Replayground without a screen. W is a workspace folder.\n\n");
    for (const CommandSpec& spec : commandSpecs()) {
        text += QStringLiteral("  replayctl %1 %2\n      %3\n")
                    .arg(QLatin1StringView(spec.name), QLatin1StringView(spec.arguments), QString::fromUtf8(spec.summary));
    }
    text += QStringLiteral("\n`replayctl COMMAND --help` tells more. Each command takes --json: one JSON document on standard output.\n"
                           "Exit codes: 0 done, 1 failed or a check found a violation, 2 malformed call or input,\n"
                           "3 concurrency conflict, 4 the workspace cannot be opened.\n");
    return text;
}

QString helpText(const CommandSpec& spec)
{
    QString text = QStringLiteral("Usage: replayctl %1 %2 [OPTIONS]\n\n%3.\n")
                       .arg(QLatin1StringView(spec.name), QLatin1StringView(spec.arguments), QString::fromUtf8(spec.summary));
    if (*spec.help)
        text += QString(u'\n' % QString::fromUtf8(spec.help) % u'\n');
    text += QStringLiteral("\nOptions:\n");
    for (const OptionSpec& option : spec.options)
        text += optionLine(option);
    text += optionLine({"--json", "", "one JSON document on standard output"});
    text += optionLine({"--help", "", "this text"});
    return text;
}

}  // namespace replay::ctl
