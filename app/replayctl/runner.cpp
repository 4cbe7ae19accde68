// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/replayctl/runner.h"

#include "app/replayctl/progress_line.h"
#include "app/replayctl/stop_signal.h"

namespace replay::ctl {

base::Status runToEnd(runtime::Workspace& workspace, double speed, const QString& howToGoOn)
{
    base::Status ran;
    {
        ProgressLine line;
        ran = workspace.runUntilIdle(speed, [&](const runtime::RunProgress& progress) {
            const api::PlatformStatus& status = progress.status;
            line.show(progress.share, QStringLiteral("%1  position %2  sagas %3 done, %4 failed, %5 running")
                                          .arg(status.now.toString().left(19))
                                          .arg(status.head)
                                          .arg(status.sagasCompleted)
                                          .arg(status.sagasFailed)
                                          .arg(status.sagasRunning));
            return !stopWanted();
        });
    }
    if (ran || ran.error().kind != base::ErrorKind::Cancelled)
        return ran;
    const api::PlatformStatus status = workspace.status();
    return base::Error{base::ErrorKind::Cancelled, QStringLiteral("stopped at position %1 (%2); nothing is lost: `%3` goes on from here")
                                                       .arg(status.head)
                                                       .arg(status.now.toString(), howToGoOn)};
}

void printStatus(const api::PlatformStatus& status, Output& output)
{
    output.line(QStringLiteral("events       %1 (model time %2)").arg(status.head).arg(status.now.toString()));
    output.line(QStringLiteral("sagas        %1 started, %2 completed, %3 failed, %4 stuck, %5 running")
                    .arg(status.sagasStarted)
                    .arg(status.sagasCompleted)
                    .arg(status.sagasFailed)
                    .arg(status.sagasStuck)
                    .arg(status.sagasRunning));
    if (!status.fingerprint.isEmpty())
        output.line(QStringLiteral("fingerprint  %1").arg(status.fingerprint));
}

}  // namespace replay::ctl
