// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/replayctl/call_reader.h"

namespace replay::ctl {
namespace {

constexpr OptionSpec jsonOption{"--json", "", "", false};
constexpr OptionSpec helpOption{"--help", "", "", false};

const OptionSpec* findOption(const CommandSpec& spec, const QString& name)
{
    for (const OptionSpec& option : spec.options) {
        if (name == QLatin1StringView(option.name))
            return &option;
    }
    for (const OptionSpec* option : {&jsonOption, &helpOption}) {
        if (name == QLatin1StringView(option->name))
            return option;
    }
    return nullptr;
}

base::Error unknownOption(const CommandSpec& spec, const QString& name)
{
    QStringList known;
    for (const OptionSpec& option : spec.options)
        known << QString::fromLatin1(option.name);
    known << QStringLiteral("--json") << QStringLiteral("--help");
    return base::malformed(
        QStringLiteral("%1: unknown option %2; known are %3").arg(QLatin1StringView(spec.name), name, known.join(QStringLiteral(", "))));
}

// One option at `at`, which moves on over its value.
Status takeOption(const CommandSpec& spec, const QStringList& words, qsizetype& at, Call& call)
{
    const QString word = words[at];
    const qsizetype equals = word.indexOf(u'=');
    const QString name = equals < 0 ? word : word.left(equals);
    const OptionSpec* option = findOption(spec, name);
    if (!option)
        return unknownOption(spec, name);
    const bool isFlag = *option->value == '\0';
    if (isFlag && equals >= 0)
        return base::malformed(QStringLiteral("%1: %2 takes no value").arg(QLatin1StringView(spec.name), name));
    QStringList& values = call.options[name.mid(2)];
    if (isFlag)
        return {};
    if (equals < 0 && at + 1 == words.size())
        return base::malformed(
            QStringLiteral("%1: %2 needs a value: %3").arg(QLatin1StringView(spec.name), name, QLatin1StringView(option->value)));
    if (!values.isEmpty() && !option->repeatable)
        return base::malformed(QStringLiteral("%1: %2 is given twice").arg(QLatin1StringView(spec.name), name));
    values << (equals < 0 ? words[++at] : word.mid(equals + 1));
    return {};
}

}  // namespace

Result<Call> readCall(const CommandSpec& spec, const QStringList& words)
{
    Call call;
    call.command = QString::fromLatin1(spec.name);
    bool optionsEnded = false;
    for (qsizetype at = 0; at < words.size(); ++at) {
        if (!optionsEnded && words[at] == u"--")
            optionsEnded = true;
        else if (!optionsEnded && words[at] == u"-h")
            call.options.insert(QStringLiteral("help"), {});
        else if (!optionsEnded && words[at].startsWith(u'-') && words[at].size() > 1)
            REPLAY_TRY(takeOption(spec, words, at, call));
        else
            call.positional << words[at];
    }
    if (call.has("help"))
        return call;
    const QString usage = QStringLiteral("replayctl %1 %2").arg(QLatin1StringView(spec.name), QLatin1StringView(spec.arguments));
    if (call.positional.size() < spec.positionalMin)
        return base::malformed(QStringLiteral("%1: something is missing; expected %2").arg(QLatin1StringView(spec.name), usage));
    if (call.positional.size() > spec.positionalMax)
        return base::malformed(QStringLiteral("%1: \"%2\" is one word too many; expected %3")
                                   .arg(QLatin1StringView(spec.name), call.positional[spec.positionalMax], usage));
    return call;
}

}  // namespace replay::ctl
