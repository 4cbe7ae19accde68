// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QHash>
#include <QList>
#include <QString>
#include <QStringList>

namespace replay::tidy {

/// A text file of the repository, split into lines.
struct SourceFile {
    QString path;       ///< from the repository root, with forward slashes
    QStringList lines;  ///< as they stand
    QStringList code;   ///< C++ only: the same lines with comments blanked; texts in quotes stay

    bool isCpp() const { return path.endsWith(QLatin1StringView(".cpp")) || isHeader(); }
    bool isHeader() const { return path.endsWith(QLatin1StringView(".h")); }
    bool isCMake() const { return path.endsWith(QLatin1StringView("CMakeLists.txt")); }
    bool isBelow(const QString& folder) const { return path.startsWith(QString(folder + u'/')); }
    QString folder() const { return path.section(u'/', 0, -2); }
    QString name() const { return path.section(u'/', -1); }
};

/// All text files of the repository that people write, loaded once.
class Tree {
public:
    /// What stands on disk; build folders, pictures and dot folders (except .ci) are left out.
    static Tree load(const QString& root);
    /// A made-up repository: path and text. For the self-tests of the rules.
    static Tree of(const QList<std::pair<QString, QString>>& files);

    const QList<SourceFile>& files() const { return m_files; }
    const SourceFile* find(const QString& path) const;
    bool has(const QString& path) const { return find(path) != nullptr; }
    /// The folders right below `parent` (empty: the root) that hold any file, at any depth.
    QStringList foldersIn(const QString& parent) const;

private:
    void add(const QString& path, const QString& text);

    QList<SourceFile> m_files;
    QHash<QString, qsizetype> m_index;
};

}  // namespace replay::tidy
