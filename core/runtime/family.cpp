// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/runtime/family.h"

#include "core/runtime/workspace_files.h"

#include <QDir>
#include <QFileInfo>
#include <QHash>
#include <QSet>

namespace replay::runtime {
namespace {

QString plain(const QString& folder) { return QDir::cleanPath(QDir(folder).absolutePath()); }

/// The original of a workspace, as far back as its parents are still there.
QString rootOf(const QString& folder)
{
    QString root = plain(folder);
    QSet<QString> seen{root};
    for (;;) {
        const auto manifest = readManifest(root);
        if (!manifest || !manifest->origin)
            return root;
        const QString parent = plain(manifest->origin->parent);
        if (seen.contains(parent) || !readManifest(parent))
            return root;
        seen.insert(parent);
        root = parent;
    }
}

struct Branches {
    QHash<QString, QList<api::BranchRow>> of;  ///< by the parent's folder, in the order of their names
    QSet<QString> known;
};

void addBranchesIn(const QString& place, Branches& branches)
{
    const QFileInfoList folders = QDir(place).entryInfoList(QDir::Dirs | QDir::NoDotAndDotDot, QDir::Name);
    for (const QFileInfo& info : folders) {
        const QString folder = plain(info.absoluteFilePath());
        if (branches.known.contains(folder))
            continue;
        branches.known.insert(folder);
        if (const auto manifest = readManifest(folder); manifest && manifest->origin)
            branches.of[plain(manifest->origin->parent)].append({folder, 0, manifest->origin});
    }
}

void follow(const QString& folder, int depth, Branches& branches, QList<api::BranchRow>& family)
{
    for (api::BranchRow& row : branches.of.take(folder)) {
        row.depth = depth;
        family.append(row);
        follow(row.folder, depth + 1, branches, family);
    }
}

}  // namespace

QList<api::BranchRow> familyOf(const QString& folder)
{
    const QString root = rootOf(folder);
    const auto manifest = readManifest(root);
    if (!manifest)
        return {};
    Branches branches;
    for (const QString& member : {root, plain(folder)})
        addBranchesIn(QFileInfo(member).absolutePath(), branches);
    QList<api::BranchRow> family{{root, 0, manifest->origin}};
    follow(root, 1, branches, family);
    return family;
}

}  // namespace replay::runtime
