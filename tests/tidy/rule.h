// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "tests/tidy/tree.h"

#include <functional>

namespace replay::tidy {

/// Where a rule is broken and how to mend it.
struct Finding {
    QString file;
    qsizetype line = 0;  ///< counted from 1; 0: the file as a whole
    QString what;
    QString remedy;

    QString toString() const
    {
        const QString where = line > 0 ? QStringLiteral("%1:%2").arg(file).arg(line) : file;
        return QStringLiteral("%1: %2. %3").arg(where, what, remedy);
    }
};

/// One rule of the house: a function over the tree, with repositories it must find fault with and such as it must let pass.
struct Rule {
    QString name;
    std::function<QList<Finding>(const Tree&)> check;
    QList<Tree> bad;
    QList<Tree> good;
};

QList<Rule> arrowRules();   ///< who may include whom
QList<Rule> formRules();    ///< sizes, blanks, first lines
QList<Rule> wordRules();    ///< what is not written here
QList<Rule> colourRules();  ///< colours and pixels have one home
QList<Rule> wholeRules();   ///< nothing dead, nothing unnamed, no gap in the migrations

/// Files with more lines than this are a smell, and are counted aloud …
inline constexpr qsizetype linesSmell = 300;
/// … and with more than this they fail.
inline constexpr qsizetype linesMax = 500;

}  // namespace replay::tidy
