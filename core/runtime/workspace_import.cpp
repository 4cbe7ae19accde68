// SPDX-License-Identifier: GPL-3.0-or-later
// An exported log becomes a workspace: made beside the databases that are there, which it replaces when it is whole.
#include "core/runtime/workspace.h"

#include "core/runtime/log_import.h"

namespace replay::runtime {
namespace {

/// The parts of the whole work that are behind us when the file was checked, and when its events are stored.
constexpr double checkedShare = 0.3;
constexpr double storedShare = 0.85;

api::Progress part(const api::Progress& progress, double from, double to)
{
    if (!progress)
        return {};
    return [=](double share) { return progress(from + (to - from) * share); };
}

/// Draws the read models and looks whether the log is the end of the story: a platform that would go on from here was not at rest.
Result<QByteArray> settle(const QString& folder, qint64 events, const api::Progress& progress)
{
    REPLAY_ASSIGN(const auto made, Workspace::open(folder, storage::Access::ReadWrite));
    REPLAY_TRY(made->runUntilIdle(0, [&](const RunProgress& run) {
        return !progress || progress(static_cast<double>(run.status.projected) / static_cast<double>(events));
    }));
    if (made->status().head != events)
        return base::failed(QStringLiteral("the platform that the log tells of was not at rest: it would go on with %1 events")
                                .arg(made->status().head - events));
    return made->digest();
}

}  // namespace

Status Workspace::refuseUsed() const
{
    const auto happened = m_platform->gateway().database().integer(
        "SELECT (SELECT count(*) FROM inputs) + (SELECT count(*) FROM sources) + (SELECT count(*) FROM amendments)", 0);
    if (!happened)
        return happened.error();
    const api::Position head = m_platform->status().head;
    if (*happened == 0 && head == 0)
        return {};
    return base::failed(
        QStringLiteral("%1 has %2 events, and has run already: a log is imported into a new workspace").arg(m_folder).arg(head));
}

Result<LogImport> Workspace::importLog(const QString& path, std::optional<std::uint64_t> seed, const api::Progress& progress)
{
    REPLAY_TRY(refuseUsed());
    Manifest manifest = m_manifest;
    manifest.seed = seed.value_or(manifest.seed);
    REPLAY_ASSIGN(const CheckedLog checked, checkLogFile(path, manifest, part(progress, 0, checkedShare)));
    LogImport report = checked.report;
    const QString staging = stagingFolder(m_folder);
    const auto make = [&]() -> Status {
        REPLAY_TRY(beginStaging(m_folder, manifest));
        REPLAY_TRY(restoreLog(path, staging, manifest, checked, part(progress, checkedShare, storedShare)));
        REPLAY_ASSIGN(report.digest, settle(staging, report.events, part(progress, storedShare, 1)));
        return completeStaging(m_folder);
    };
    if (const Status made = make(); !made) {
        REPLAY_TRY(settleStaging(m_folder));
        return made.error();
    }
    m_platform.reset();
    REPLAY_TRY(reopen());
    return report;
}

}  // namespace replay::runtime
