// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/tidy/rule.h"

#include <QRegularExpression>

namespace replay::tidy {
namespace {

using namespace Qt::StringLiterals;

const QString licenceLine = u"// SPDX-License-Identifier: GPL-3.0-or-later"_s;

QList<Finding> checkSize(const Tree& tree)
{
    QList<Finding> findings;
    for (const SourceFile& file : tree.files())
        if (file.isCpp() && file.lines.size() > linesMax)
            findings << Finding{file.path, linesMax + 1, u"has %1 lines, more than %2"_s.arg(file.lines.size()).arg(linesMax),
                                u"One file, one type, one idea: split it"_s};
    return findings;
}

QList<Finding> checkBlanks(const Tree& tree)
{
    static const QRegularExpression trailing(u"[ \\t]+$"_s);
    QList<Finding> findings;
    for (const SourceFile& file : tree.files()) {
        for (qsizetype i = 0; i < file.lines.size(); ++i) {
            if (file.lines[i].contains(u'\t'))
                findings << Finding{file.path, i + 1, u"holds a tab"_s, u"Indent by four spaces; write \\t in a text"_s};
            if (file.lines[i].contains(trailing))
                findings << Finding{file.path, i + 1, u"ends in blanks"_s, u"Remove them (./dev format)"_s};
            if (file.lines[i].endsWith(u'\r'))
                findings << Finding{file.path, i + 1, u"ends in a carriage return"_s, u"Save it with Unix line ends"_s};
        }
    }
    return findings;
}

QList<Finding> checkFirstLine(const Tree& tree)
{
    QList<Finding> findings;
    for (const SourceFile& file : tree.files())
        if (file.isCpp() && file.lines.value(0) != licenceLine)
            findings << Finding{file.path, 1, u"does not begin with its licence"_s, u"First line: %1"_s.arg(licenceLine)};
    return findings;
}

QList<Finding> checkGuard(const Tree& tree)
{
    QList<Finding> findings;
    for (const SourceFile& file : tree.files())
        if (file.isHeader() && !file.lines.contains(u"#pragma once"_s))
            findings << Finding{file.path, 2, u"has no guard"_s, u"Second line: #pragma once"_s};
    return findings;
}

}  // namespace

QList<Rule> formRules()
{
    const QString path = u"core/base/a.h"_s;
    return {
        {u"files stay below %1 lines"_s.arg(linesMax),
         checkSize,
         {Tree::of({{path, QString(linesMax + 1, u'\n')}})},
         {Tree::of({{path, QString(linesMax, u'\n')}})}},
        {u"no tabs, no trailing blanks"_s, checkBlanks, {Tree::of({{path, u"int a; \n"_s}})}, {Tree::of({{path, u"int a;\n"_s}})}},
        {u"every source file names its licence"_s,
         checkFirstLine,
         {Tree::of({{path, u"#pragma once\n"_s}})},
         {Tree::of({{path, QString(licenceLine + u"\n#pragma once\n"_s)}})}},
        {u"headers are guarded"_s,
         checkGuard,
         {Tree::of({{path, QString(licenceLine + u"\n"_s)}})},
         {Tree::of({{path, QString(licenceLine + u"\n#pragma once\n"_s)}})}},
    };
}

}  // namespace replay::tidy
