// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/tidy/rule.h"

#include <QDir>
#include <QRegularExpression>
#include <QSet>

namespace replay::tidy {
namespace {

using namespace Qt::StringLiterals;

const QStringList codeFolders = {u"core"_s, u"ui"_s, u"app"_s, u"tests"_s};
const QString architecture = u"ARCHITECTURE.md"_s;

bool isOurCode(const SourceFile& file) { return file.isCpp() && codeFolders.contains(file.path.section(u'/', 0, 0)); }

/// The files that CMake lists: by path, and as expressions where a variable in a name stands for anything.
struct Listed {
    QSet<QString> paths;
    QList<QRegularExpression> expressions;

    bool has(const QString& path) const
    {
        const auto fits = [&](const QRegularExpression& expression) { return expression.match(path).hasMatch(); };
        return paths.contains(path) || std::any_of(expressions.begin(), expressions.end(), fits);
    }
};

void readListed(const SourceFile& cmake, Listed& listed)
{
    static const QRegularExpression separators(u"[\\s()\"]+"_s);
    static const QRegularExpression variable(u"\\\\\\$\\\\\\{\\w+\\\\\\}"_s);
    for (const QString& line : cmake.lines) {
        for (QString word : line.section(u'#', 0, 0).split(separators, Qt::SkipEmptyParts)) {
            if (!word.endsWith(".cpp"_L1) && !word.endsWith(".h"_L1))
                continue;
            if (word.startsWith("${CMAKE_SOURCE_DIR}/"_L1))
                word = word.section(u'/', 1);
            else
                word = QDir::cleanPath(QString(cmake.folder() + u'/' + word.remove(u"${CMAKE_CURRENT_SOURCE_DIR}/"_s)));
            if (word.contains("${"_L1)) {
                const QString expression = QRegularExpression::escape(word).replace(variable, u"[^/]+"_s);
                listed.expressions << QRegularExpression(QRegularExpression::anchoredPattern(expression));
            } else {
                listed.paths << word;
            }
        }
    }
}

QList<Finding> checkListed(const Tree& tree)
{
    Listed listed;
    for (const SourceFile& file : tree.files())
        if (file.isCMake())
            readListed(file, listed);
    QList<Finding> findings;
    for (const SourceFile& file : tree.files())
        if (isOurCode(file) && !listed.has(file.path))
            findings << Finding{file.path, 0, u"is listed in no CMakeLists.txt"_s, u"List it in its folder's, or remove it"_s};
    return findings;
}

QList<Finding> checkIncluded(const Tree& tree)
{
    static const QRegularExpression include(u"^\\s*#\\s*include\\s+[\"<]([^\">]+)[\">]"_s);
    QSet<QString> included;
    for (const SourceFile& file : tree.files())
        if (file.isCpp())
            for (const QString& line : file.code)
                if (const auto match = include.match(line); match.hasMatch())
                    included << match.captured(1);
    QList<Finding> findings;
    for (const SourceFile& file : tree.files())
        if (isOurCode(file) && file.isHeader() && !included.contains(file.path))
            findings << Finding{file.path, 0, u"is included by nobody"_s, u"Use it or remove it"_s};
    return findings;
}

/// Folders that ARCHITECTURE.md must name: those at the top, and those right below where code and data live.
QStringList foldersToName(const Tree& tree)
{
    QStringList folders;
    for (const QString& top : tree.foldersIn({})) {
        if (!top.startsWith(u'.'))
            folders << top;
    }
    for (const QString& top : {u"app"_s, u"core"_s, u"ui"_s, u"tests"_s, u"resources"_s, u"packaging"_s})
        for (const QString& name : tree.foldersIn(top))
            folders << QString(top + u'/' + name);
    return folders;
}

QList<Finding> checkNamed(const Tree& tree)
{
    const SourceFile* page = tree.find(architecture);
    const QString text = page ? page->lines.join(u'\n') : QString();
    QList<Finding> findings;
    for (const QString& folder : foldersToName(tree))
        if (!text.contains(u"`%1`"_s.arg(folder)))
            findings << Finding{architecture, 0, u"does not name the folder %1"_s.arg(folder),
                                u"Say in one line what it is for: `%1`"_s.arg(folder)};
    return findings;
}

QList<Finding> checkNamedExist(const Tree& tree)
{
    static const QRegularExpression row(u"^\\| `([a-z/]+)` \\|"_s);
    const SourceFile* page = tree.find(architecture);
    QList<Finding> findings;
    for (qsizetype i = 0; page && i < page->lines.size(); ++i) {
        const auto match = row.match(page->lines[i]);
        const QString folder = match.captured(1);
        const auto isThere = [&](const SourceFile& file) { return file.isBelow(folder); };
        if (match.hasMatch() && std::none_of(tree.files().begin(), tree.files().end(), isThere))
            findings << Finding{architecture, i + 1, u"names the folder %1, which does not exist"_s.arg(folder), u"Take the line out"_s};
    }
    return findings;
}

QList<Finding> checkMigrations(const Tree& tree)
{
    static const QRegularExpression form(u"^(\\d{3})_[a-z]+(_[a-z0-9]+)+(\\.postgres)?\\.sql$"_s);
    QList<Finding> findings;
    QHash<QString, QSet<int>> numbers;
    for (const SourceFile& file : tree.files()) {
        if (!file.isBelow(u"db"_s) || !file.path.endsWith(".sql"_L1))
            continue;
        const auto match = form.match(file.name());
        if (match.hasMatch())
            numbers[file.folder()] << match.captured(1).toInt();
        else
            findings << Finding{file.path, 0, u"is no name of a migration"_s, u"NNN_verb_noun.sql, such as 002_add_reviews.sql"_s};
    }
    for (auto folder = numbers.cbegin(); folder != numbers.cend(); ++folder)
        for (int number = 1; number <= folder->size(); ++number)
            if (!folder->contains(number))
                findings << Finding{folder.key(), 0, u"has no migration number %1"_s.arg(number, 3, 10, QLatin1Char('0')),
                                    u"Number them from 001 without a gap"_s};
    return findings;
}

/// A picture that is asked for and is not there leaves an empty button.
QList<Finding> checkIcons(const Tree& tree)
{
    static const QRegularExpression asked(u"\\bicon\\(QStringLiteral\\(\"([\\w-]+)\"\\)"_s);
    QList<Finding> findings;
    for (const SourceFile& file : tree.files()) {
        for (qsizetype i = 0; file.isBelow(u"ui"_s) && i < file.code.size(); ++i) {
            for (const auto& match : asked.globalMatch(file.code[i])) {
                const QString icon = u"resources/icons/%1.svg"_s.arg(match.captured(1));
                if (!tree.has(icon))
                    findings << Finding{file.path, i + 1, u"asks for %1, which does not exist"_s.arg(icon), u"Draw it or name another"_s};
            }
        }
    }
    return findings;
}

/// The options of replayctl, from its table of commands, against its manual page and its completion.
QList<Finding> checkManual(const Tree& tree)
{
    static const QRegularExpression option(u"\\{\"--([a-z-]+)\""_s);
    const SourceFile* commands = tree.find(u"app/replayctl/commands.cpp"_s);
    QList<Finding> findings;
    for (const QString& path : {u"packaging/linux/replayctl.1"_s, u"packaging/linux/replayctl.bash"_s}) {
        const SourceFile* page = tree.find(path);
        const QString text = page ? page->lines.join(u'\n').remove(u'\\') : QString();
        for (qsizetype i = 0; commands && i < commands->code.size(); ++i) {
            for (const auto& match : option.globalMatch(commands->code[i])) {
                if (!text.contains(u"--%1"_s.arg(match.captured(1))))
                    findings << Finding{path, 0, u"does not name --%1 (%2:%3)"_s.arg(match.captured(1), commands->path).arg(i + 1),
                                        u"Say there what it does"_s};
            }
        }
    }
    return findings;
}

}  // namespace

QList<Rule> wholeRules()
{
    const std::pair<QString, QString> cmake{u"core/CMakeLists.txt"_s, u"replay_library(a SOURCES a.cpp x_${kind}.cpp)  # b.cpp"_s};
    const std::pair<QString, QString> header{u"core/base/a.h"_s, u"#pragma once"_s};
    const auto manual = [](const QString& page) {
        return Tree::of({{u"app/replayctl/commands.cpp"_s, u"{{\"--seed\", \"N\"}}"_s},
                         {u"packaging/linux/replayctl.1"_s, page},
                         {u"packaging/linux/replayctl.bash"_s, u"--seed"_s}});
    };
    const auto migrations = [](const QStringList& names) {
        QList<std::pair<QString, QString>> files;
        for (const QString& name : names)
            files.emplaceBack(QString(u"db/order/"_s + name), u"-- rows"_s);
        return Tree::of(files);
    };
    return {
        {u"every source file is built"_s,
         checkListed,
         {Tree::of({cmake, {u"core/b.cpp"_s, {}}})},
         {Tree::of({cmake, {u"core/a.cpp"_s, {}}, {u"core/x_y.cpp"_s, {}}})}},
        {u"every header is included"_s,
         checkIncluded,
         {Tree::of({header, {u"core/base/a.cpp"_s, u"// #include \"core/base/a.h\""_s}})},
         {Tree::of({header, {u"core/base/a.cpp"_s, u"#include \"core/base/a.h\""_s}})}},
        {u"ARCHITECTURE.md names every folder"_s,
         checkNamed,
         {Tree::of({header, {architecture, u"| `core` | all |"_s}})},
         {Tree::of({header, {architecture, u"| `core` | all |\n| `core/base` | words |"_s}})}},
        {u"ARCHITECTURE.md names only what exists"_s,
         checkNamedExist,
         {Tree::of({header, {architecture, u"| `core/gone` | words |"_s}})},
         {Tree::of({header, {architecture, u"| `core/base` | words |"_s}})}},
        {u"every icon that is asked for exists"_s,
         checkIcons,
         {Tree::of({{u"ui/shell/a.cpp"_s, u"icon(QStringLiteral(\"more\"))"_s}})},
         {Tree::of({{u"ui/shell/a.cpp"_s, u"icon(QStringLiteral(\"more\"))"_s}, {u"resources/icons/more.svg"_s, u"<svg/>"_s}})}},
        {u"the manual and the completion name every option"_s, checkManual, {manual(u".B seed"_s)}, {manual(u".B \\-\\-seed"_s)}},
        {u"migrations are numbered and named by what they do"_s,
         checkMigrations,
         {migrations({u"001_create_orders.sql"_s, u"003_add_notes.sql"_s}), migrations({u"002_create_orders.sql"_s}),
          migrations({u"1.sql"_s})},
         {migrations({u"001_create_orders.sql"_s, u"001_create_orders.postgres.sql"_s, u"002_add_notes.sql"_s})}},
    };
}

}  // namespace replay::tidy
