// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/api/session.h"

#include <QLockFile>
#include <memory>

namespace replay::runtime {

/// What a workspace folder says of itself in its `replayground.json`.
struct Manifest {
    static constexpr int formatNow = 1;
    int format = formatNow;
    std::uint64_t seed = 42;
    bool isPrivate = false;
    std::optional<api::BranchOrigin> origin;  ///< of a what-if branch
    QString sagaStyle = {};                   ///< as it was made; empty: what its scenario says
};

/// The setting of a workspace's gateway that says of which file its log is, where it was imported.
inline const QString settingImportedLog = QStringLiteral("imported_log");

/// The names of all database files of a workspace, without ".db".
QStringList databaseNames();

base::Status writeManifest(const QString& folder, const Manifest& manifest);
/// Makes the folder with its manifest; refuses one that exists.
base::Status createFolder(const QString& folder, const Manifest& manifest);
/// Reads and checks the manifest; errors are of kind Workspace: missing, a file, empty, foreign, newer.
base::Result<Manifest> readManifest(const QString& folder);
/// The lock that only one writing process has; null where another holds it, and `owner` then says who.
std::unique_ptr<QLockFile> lockFolder(const QString& folder, QString& owner);
/// Copies a workspace (with everything its write-ahead logs hold) to a new folder, as it is at one instant: also while another
/// process works in it.
base::Status copyWorkspace(const QString& from, const QString& to);
/// Removes the databases of a workspace, keeping folder and manifest.
base::Status removeDatabases(const QString& folder);

/// The folder within a workspace in which other databases are made for it.
QString stagingFolder(const QString& folder);
/// Makes it anew: with this manifest, and the gateway (faults that are armed, say) of the workspace.
base::Status beginStaging(const QString& folder, const Manifest& manifest);
/// What was made is whole: from here on it counts, whatever happens.
base::Status completeStaging(const QString& folder);
/// Puts whole databases into their place, also where that was stopped half-way; what is not whole is thrown away. Nobody may have
/// the workspace's databases open.
base::Status settleStaging(const QString& folder);
bool isStagingComplete(const QString& folder);

}  // namespace replay::runtime
