// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/tidy/rule.h"

#include <QRegularExpression>
#include <optional>

namespace replay::tidy {
namespace {

using namespace Qt::StringLiterals;

const QString arrowsPath = u"tests/tidy/arrows.txt"_s;

/// One line of arrows.txt: what lies below `from` may include what lies below any of `to` (and its own folder).
/// A name is a folder with all below it, a folder's own files (with a slash at the end) or the start of a file's path; a star
/// in it stands for one name.
struct Arrow {
    QString from;
    QStringList to;
};

bool covers(const QString& pattern, const QString& path)
{
    if (pattern == "*"_L1)
        return true;
    QString expression = QRegularExpression::escape(pattern);
    expression.replace("\\*"_L1, "[^/]+"_L1);
    const QString rest = pattern.endsWith(u'/') ? u"[^/]+$"_s : u"(/|[^/]*$)"_s;
    return QRegularExpression(QString(u"^"_s + expression + rest)).match(path).hasMatch();
}

QList<Arrow> readArrows(const SourceFile& file)
{
    QList<Arrow> arrows;
    for (const QString& line : file.lines) {
        const QString text = line.section(u'#', 0, 0).trimmed();
        if (!text.isEmpty())
            arrows << Arrow{text.section(u':', 0, 0).trimmed(), text.section(u':', 1).simplified().split(u' ', Qt::SkipEmptyParts)};
    }
    return arrows;
}

/// The narrowest line that speaks of a file.
std::optional<Arrow> arrowOf(const QList<Arrow>& arrows, const QString& path)
{
    std::optional<Arrow> best;
    for (const Arrow& arrow : arrows)
        if (covers(arrow.from, path) && (!best || arrow.from.size() > best->from.size()))
            best = arrow;
    return best;
}

bool isAllowed(const Arrow& arrow, const QString& includer, const QString& included)
{
    const bool isOwnFolder = included.section(u'/', 0, -2) == includer.section(u'/', 0, -2);
    return isOwnFolder || std::any_of(arrow.to.begin(), arrow.to.end(), [&](const QString& to) { return covers(to, included); });
}

QList<Finding> checkArrows(const Tree& tree)
{
    static const QRegularExpression include(u"^\\s*#\\s*include\\s+\"([^\"]+)\""_s);
    const SourceFile* table = tree.find(arrowsPath);
    if (!table)
        return {{arrowsPath, 0, u"is missing"_s, u"It says which folder may include which"_s}};
    const QList<Arrow> arrows = readArrows(*table);

    QList<Finding> findings;
    for (const SourceFile& file : tree.files()) {
        if (!file.isCpp())
            continue;
        const std::optional<Arrow> arrow = arrowOf(arrows, file.path);
        if (!arrow) {
            findings << Finding{file.path, 0, u"its folder has no line in %1"_s.arg(arrowsPath), u"Say there what it may include"_s};
            continue;
        }
        for (qsizetype i = 0; i < file.lines.size(); ++i) {
            const QRegularExpressionMatch match = include.match(file.lines[i]);
            const QString target = match.captured(1);
            if (!match.hasMatch() || target.endsWith(".moc"_L1) || isAllowed(*arrow, file.path, target))
                continue;
            if (!target.contains(u'/')) {
                findings << Finding{file.path, i + 1, u"includes \"%1\" without its folder"_s.arg(target),
                                    u"Write the path from the repository root"_s};
            } else {
                findings << Finding{
                    file.path, i + 1, u"%1 may not include \"%2\""_s.arg(arrow->from, target),
                    u"It may include: %1. Move the shared part down, or take it through core/api"_s.arg(arrow->to.join(u' '))};
            }
        }
    }
    return findings;
}

QList<Finding> checkArrowTable(const Tree& tree)
{
    QList<Finding> findings;
    const SourceFile* table = tree.find(arrowsPath);
    for (const Arrow& arrow : table ? readArrows(*table) : QList<Arrow>()) {
        const auto isThere = [&](const SourceFile& file) { return covers(arrow.from, file.path); };
        if (std::none_of(tree.files().begin(), tree.files().end(), isThere))
            findings << Finding{arrowsPath, 0, u"speaks of %1, which does not exist"_s.arg(arrow.from), u"Take the line out"_s};
    }
    return findings;
}

/// Whether the arrows lead from `folder` back to `target`; what may include everything leads nowhere.
bool leadsTo(const QList<Arrow>& arrows, const QString& folder, const QString& target, QStringList& path)
{
    for (const Arrow& arrow : arrows) {
        if (arrow.from != folder)
            continue;
        for (const QString& to : arrow.to) {
            if (path.contains(to))
                continue;
            path << to;
            if (to == target || leadsTo(arrows, to, target, path))
                return true;
            path.removeLast();
        }
    }
    return false;
}

QList<Finding> checkCycles(const Tree& tree)
{
    QList<Finding> findings;
    const SourceFile* table = tree.find(arrowsPath);
    const QList<Arrow> arrows = table ? readArrows(*table) : QList<Arrow>();
    for (const Arrow& arrow : arrows) {
        QStringList path;
        if (leadsTo(arrows, arrow.from, arrow.from, path))
            findings << Finding{arrowsPath, 0, u"leads in a circle: %1 → %2"_s.arg(arrow.from, path.join(u" → "_s)),
                                u"Move what both need into a folder below"_s};
    }
    return findings;
}

}  // namespace

QList<Rule> arrowRules()
{
    const auto with = [](const QString& path, const QString& text) {
        return Tree::of({{arrowsPath, u"core/base:\ncore/api: core/base\nui/pages/*: core/api\n"_s}, {path, text}});
    };
    const auto table = [](const QString& text) { return Tree::of({{arrowsPath, text}, {u"core/base/a.h"_s, {}}}); };
    return {
        {u"includes follow the arrows"_s,
         checkArrows,
         {with(u"core/base/a.h"_s, u"#include \"core/api/b.h\""_s), with(u"ui/pages/home/a.h"_s, u"#include \"ui/pages/events/b.h\""_s),
          with(u"core/other/a.h"_s, u"// a folder without an arrow"_s), with(u"core/base/a.cpp"_s, u"#include \"a.h\""_s)},
         {with(u"core/api/a.h"_s, u"#include \"core/base/b.h\"\n#include \"core/api/c.h\""_s),
          with(u"ui/pages/home/a.cpp"_s, u"#include \"ui/pages/home/b.h\"\n#include \"a.moc\"\n#include <QString>"_s)}},
        {u"the arrows speak of what exists"_s, checkArrowTable, {table(u"core/gone:"_s)}, {table(u"core/base:  # words"_s)}},
        {u"the arrows never lead in a circle"_s,
         checkCycles,
         {table(u"a: b\nb: c\nc: a"_s), table(u"a: b\nb: a"_s)},
         {table(u"a: b c\nb: c\nc:\napp: *"_s)}},
    };
}

}  // namespace replay::tidy
