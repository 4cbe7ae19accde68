// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/replayctl/call_reader.h"
#include "app/replayctl/commands.h"
#include "app/replayctl/help.h"
#include "app/replayctl/output.h"
#include "app/replayctl/stop_signal.h"

#include <QCoreApplication>
#include <csignal>

namespace {

using namespace replay;
using namespace replay::ctl;

int complain(const base::Error& error)
{
    std::fprintf(stderr, "replayctl: %s\n", error.message.toUtf8().constData());
    return base::exitCode(error.kind);
}

int say(const QString& text)
{
    Output output(stdout, false);
    output.bytes(text.toUtf8());
    return output.finish() ? exitDone : exitFailed;
}

int runSpec(const CommandSpec& spec, const QStringList& words)
{
    const Result<Call> call = readCall(spec, words);
    if (!call)
        return complain(call.error());
    if (call->has("help"))
        return say(helpText(spec));
    Output output(stdout, call->has("json"));
    const Result<int> code = spec.run(*call, output);
    const bool written = output.finish();
    if (!code)
        return complain(code.error());
    if (!written)
        return complain(base::failed(QStringLiteral("standard output cannot be written: %1").arg(qt_error_string())));
    return *code;
}

int dispatch(const QStringList& words)
{
    const QString name = words.value(0);
    if (name == u"--help" || name == u"-h" || name == u"help")
        return say(helpText());
    if (name == u"--version")
        return say(QStringLiteral("replayctl %1\n").arg(QLatin1StringView(REPLAY_VERSION)));
    for (const CommandSpec& spec : commandSpecs()) {
        if (name == QLatin1StringView(spec.name))
            return runSpec(spec, words.mid(1));
    }
    if (name.isEmpty())
        return complain(base::malformed(QStringLiteral("which command? `replayctl --help` lists them")));
    return complain(base::malformed(QStringLiteral("there is no command \"%1\"; `replayctl --help` lists them").arg(name)));
}

}  // namespace

int main(int argc, char* argv[])
{
    // A reader that closes its end early (`| head`) is no reason to die without a word: writing fails and says so.
    std::signal(SIGPIPE, SIG_IGN);
    catchStopSignals();
    const QCoreApplication application(argc, argv);
    QCoreApplication::setApplicationName(QStringLiteral("replayctl"));
    QCoreApplication::setApplicationVersion(QStringLiteral(REPLAY_VERSION));
    return dispatch(QCoreApplication::arguments().mid(1));
}
