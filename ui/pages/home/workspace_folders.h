// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QString>
#include <QStringList>

namespace replay::ui {

/// Where new workspaces are made: the setting "workspaces/root", else "Replayground" among the person's documents.
QString workspacesRoot();
/// A folder below `root` that does not exist yet: "stem.replay", "stem-2.replay", …
QString freshWorkspace(const QString& root, const QString& stem);
/// "first-order" for ".../first-order.replay".
QString workspaceName(const QString& folder);

/// The setting "recent/workspaces", newest first. The window writes it when a workspace opens; Home shows it and forgets.
QStringList recentWorkspaces();
void forgetWorkspace(const QString& folder);

bool isWorkspaceFolder(const QString& path);
bool isOrderFile(const QString& path);  ///< .csv or .csv.gz
bool isLogFile(const QString& path);    ///< .ndjson or .jsonl (exported CloudEvents), or one of them packed

}  // namespace replay::ui
