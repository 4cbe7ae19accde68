// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/replayctl/commands.h"
#include "app/replayctl/json_shapes.h"
#include "app/replayctl/opened.h"
#include "app/replayctl/progress_line.h"
#include "app/replayctl/runner.h"
#include "app/replayctl/stop_signal.h"

#include <QDir>
#include <QFileInfo>

namespace replay::ctl {
namespace {

Result<runtime::LogImport> takeUp(const Call& call)
{
    std::optional<std::uint64_t> seed;
    if (call.has("seed")) {
        REPLAY_ASSIGN(seed, call.seed(0));
    }
    REPLAY_ASSIGN(const Opened opened, openToWrite(call));
    ProgressLine line;
    return opened.workspace->importLog(call.argument(1), seed, [&](double share) {
        line.show(share, QStringLiteral("taking up %1").arg(call.argument(1)));
        return !stopWanted();
    });
}

void print(const runtime::LogImport& report, const api::PlatformStatus& status, Output& output)
{
    output.line(QStringLiteral("taken up     %1 events of %2, from %3 to %4")
                    .arg(report.events)
                    .arg(report.file, report.first.toString(), report.last.toString()));
    for (auto service = report.services.cbegin(); service != report.services.cend(); ++service)
        output.line(QStringLiteral("  %1 %2").arg(service.key(), -10).arg(*service, 7));
    output.line(QStringLiteral("users        %1, of whom %2 were erased").arg(report.users).arg(report.usersErased));
    for (auto attribute = report.leftOut.cbegin(); attribute != report.leftOut.cend(); ++attribute)
        output.line(
            QStringLiteral("left out     the attribute %1 of %2 events: the log has no place for it").arg(attribute.key()).arg(*attribute));
    printStatus(status, output);
    output.line(QStringLiteral("digest       %1").arg(QString::fromLatin1(report.digest)));
}

}  // namespace

Result<int> runImportLog(const Call& call, Output& output)
{
    for (const char* option : {"limit-invoices", "opening-stock", "fast"}) {
        if (call.has(option))
            return base::malformed(
                QStringLiteral("--%1: is for a file of orders; %2 is a log of events").arg(QLatin1StringView(option), call.argument(1)));
    }
    const bool fresh = !QFileInfo::exists(call.workspace());
    if (fresh) {
        REPLAY_ASSIGN(const std::uint64_t seed, call.seed(api::NewWorkspace().seed));
        REPLAY_TRY(runtime::Workspace::create(call.workspace(), {seed, false, {}}));
    }
    const Result<runtime::LogImport> report = takeUp(call);
    if (!report) {
        if (fresh)
            QDir(call.workspace()).removeRecursively();  // made here, and empty
        return report.error();
    }
    REPLAY_ASSIGN(const auto workspace, runtime::Workspace::open(call.workspace(), storage::Access::ReadWrite));
    const api::PlatformStatus status = workspace->status();
    if (!output.isJson()) {
        print(*report, status, output);
        return exitDone;
    }
    QJsonObject json = report->toJson();
    json.insert(QStringLiteral("seed"), static_cast<qint64>(status.seed));
    json.insert(QStringLiteral("fingerprint"), status.fingerprint);
    output.document(json);
    return exitDone;
}

}  // namespace replay::ctl
