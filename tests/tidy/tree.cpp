// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/tidy/tree.h"

#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <algorithm>

namespace replay::tidy {
namespace {

using namespace Qt::StringLiterals;

const QStringList textSuffixes = {
    u".cpp"_s, u".h"_s, u".txt"_s, u".cmake"_s,   u".md"_s,   u".json"_s, u".sql"_s, u".yml"_s,           u".svg"_s,        u".xml"_s,
    u".in"_s,  u".1"_s, u".sh"_s,  u".desktop"_s, u".bash"_s, u"/dev"_s,  u"/run"_s, u"/.clang-format"_s, u"/.clang-tidy"_s};
const QStringList foldersLeftOut = {u".git"_s, u".cache"_s, u"build"_s, u"shots"_s};

bool isText(const QString& path)
{
    const QString rooted = u'/' + path;
    return std::any_of(textSuffixes.begin(), textSuffixes.end(), [&](const QString& suffix) { return rooted.endsWith(suffix); });
}

bool isLeftOut(const QString& path)
{
    const QString top = path.section(u'/', 0, 0);
    return foldersLeftOut.contains(top) || top.startsWith("cmake-build"_L1) || path.contains(".replay/"_L1);
}

/// Blanks comments, keeps texts: a state machine over C++ as this house writes it (raw strings are kept whole by line).
QStringList withoutComments(const QStringList& lines)
{
    QStringList code;
    code.reserve(lines.size());
    bool inBlock = false;
    for (const QString& line : lines) {
        QString kept;
        QChar quote;
        for (qsizetype i = 0; i < line.size(); ++i) {
            const QChar c = line[i];
            const QChar next = i + 1 < line.size() ? line[i + 1] : QChar();
            if (inBlock) {
                if (c == u'*' && next == u'/') {
                    inBlock = false;
                    ++i;
                }
                continue;
            }
            if (!quote.isNull()) {
                kept += c;
                if (c == u'\\' && !next.isNull()) {
                    kept += next;
                    ++i;
                } else if (c == quote) {
                    quote = QChar();
                }
                continue;
            }
            if (c == u'/' && next == u'/')
                break;
            if (c == u'/' && next == u'*') {
                inBlock = true;
                ++i;
                continue;
            }
            // A ' between digits groups them (1'000); anywhere else it opens a character.
            const bool groupsDigits = c == u'\'' && i > 0 && line[i - 1].isLetterOrNumber() && next.isLetterOrNumber() &&
                                      line[i - 1] != u'u' && line[i - 1] != u'L';
            if (c == u'"' || (c == u'\'' && !groupsDigits))
                quote = c;
            kept += c;
        }
        code << kept;
    }
    return code;
}

}  // namespace

void Tree::add(const QString& path, const QString& text)
{
    SourceFile file{path, text.split(u'\n'), {}};
    if (!file.lines.isEmpty() && file.lines.last().isEmpty())
        file.lines.removeLast();
    if (file.isCpp())
        file.code = withoutComments(file.lines);
    m_index.insert(path, m_files.size());
    m_files << std::move(file);
}

Tree Tree::load(const QString& root)
{
    const QDir base(root);
    QStringList paths;
    QDirIterator walk(root, QDir::Files | QDir::Hidden | QDir::NoSymLinks, QDirIterator::Subdirectories);
    while (walk.hasNext()) {
        const QString path = base.relativeFilePath(walk.next());
        if (isText(path) && !isLeftOut(path))
            paths << path;
    }
    paths.sort();
    Tree tree;
    for (const QString& path : paths) {
        QFile file(base.filePath(path));
        if (file.open(QIODevice::ReadOnly))
            tree.add(path, QString::fromUtf8(file.readAll()));
    }
    return tree;
}

Tree Tree::of(const QList<std::pair<QString, QString>>& files)
{
    Tree tree;
    for (const auto& [path, text] : files)
        tree.add(path, text);
    return tree;
}

const SourceFile* Tree::find(const QString& path) const
{
    const auto found = m_index.constFind(path);
    return found == m_index.constEnd() ? nullptr : &m_files[*found];
}

QStringList Tree::foldersIn(const QString& parent) const
{
    QStringList names;
    const qsizetype skip = parent.isEmpty() ? 0 : parent.size() + 1;
    for (const SourceFile& file : m_files) {
        if (!parent.isEmpty() && !file.isBelow(parent))
            continue;
        const QString rest = file.path.mid(skip);
        if (rest.contains(u'/') && !names.contains(rest.section(u'/', 0, 0)))
            names << rest.section(u'/', 0, 0);
    }
    names.sort();
    return names;
}

}  // namespace replay::tidy
