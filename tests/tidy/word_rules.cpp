// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/tidy/rule.h"

#include <QRegularExpression>

namespace replay::tidy {
namespace {

using namespace Qt::StringLiterals;

/// Something that is not written here, where, and what is written instead.
struct Word {
    enum class In { Code, Lines };  ///< C++ without its comments, or every line of every text file

    QString name;
    QString expression;
    In in = In::Code;
    QString below;  ///< only in this folder; empty: everywhere
    QString remedy;
    QString bad;   ///< a line that must be found
    QString good;  ///< a line that must pass
};

/// The rules' own words would find themselves.
const QString ownFolder = u"tests/tidy"_s;

QList<Finding> checkWord(const Word& word, const Tree& tree)
{
    const QRegularExpression expression(word.expression);
    QList<Finding> findings;
    for (const SourceFile& file : tree.files()) {
        if (file.isBelow(ownFolder) || (!word.below.isEmpty() && !file.isBelow(word.below)))
            continue;
        const QStringList& lines = word.in == Word::In::Code ? file.code : file.lines;
        for (qsizetype i = 0; i < lines.size(); ++i)
            if (const auto match = expression.match(lines[i]); match.hasMatch())
                findings << Finding{file.path, i + 1, u"writes \"%1\""_s.arg(match.captured().trimmed()), word.remedy};
    }
    return findings;
}

QList<Word> words()
{
    using In = Word::In;
    const QString core = u"core"_s;
    const QString clockRemedy = u"Time comes from the model clock (core/base/model_time.h), given by the runtime"_s;
    const QString chanceRemedy = u"Chance comes from the keyed streams of core/base/random.h, the same on every machine"_s;
    return {
        {u"nothing left to do"_s,
         u"\\b(FIXME|TODO|XXX|HACK)\\b"_s,
         In::Lines,
         {},
         u"Do it now, or write it into the issue tracker"_s,
         u"// TODO later"_s,
         u"// a to-do list"_s},
        {u"no wall clock in the core"_s,
         u"QDateTime::currentDateTime|currentMSecsSinceEpoch|currentSecsSinceEpoch|system_clock|QTime::currentTime|QDate::currentDate|(^|[^\\w.>])time\\((nullptr|NULL|0)\\)"_s,
         In::Code, core, clockRemedy, u"auto t = QDateTime::currentDateTimeUtc();"_s, u"auto t = clock.now();  // not system_clock"_s},
        {u"no chance but the keyed streams"_s,
         u"\\bqrand\\b|QRandomGenerator|std::(uniform_|normal_|bernoulli_|discrete_|exponential_|poisson_)|std::random_device|std::mt19937|\\bs?rand\\(|QUuid::createUuid\\("_s,
         In::Code, core, chanceRemedy, u"std::uniform_int_distribution<int> d(1, 6);"_s, u"stream.below(6);"_s},
        {u"windows by key, never by offset"_s, u"\\bOFFSET\\b"_s, In::Code, core,
         u"Ask for rows after the last key: WHERE position > ? ORDER BY position LIMIT ?"_s, u"u\"SELECT a FROM b LIMIT 5 OFFSET 10\""_s,
         u"u\"SELECT a FROM b WHERE a > ? LIMIT 5\""_s},
        {u"no Qt table models"_s,
         u"QSqlTableModel|QSqlQueryModel|QSqlRelationalTableModel"_s,
         In::Code,
         {},
         u"Take a windowed model of ui/models over an api::Reader"_s,
         u"QSqlTableModel model;"_s,
         u"LogModel model;"_s},
        {u"the core does not speak to people"_s, u"\\b(tr|qsTr|qtTrId)\\(|QCoreApplication::translate"_s, In::Code, core,
         u"Give a code or a plain value; ui/format puts it into words"_s, u"return tr(\"Done\");"_s, u"return str(x);"_s},
        {u"the core has no colours and no windows"_s,
         u"#\\s*include\\s*<(QColor|QIcon|QPixmap|QImage|QFont|QBrush|QPen|QPainter|QWidget|QApplication|QGuiApplication|QtGui|QtWidgets)[/>]"_s,
         In::Code, core, u"Such things belong to ui/"_s, u"#include <QColor>"_s, u"#include <QString>"_s},
        {u"SQLite is called in core/storage only"_s,
         u"#\\s*include\\s*<(sqlite3\\.h|QSql\\w*|QtSql)"_s,
         In::Code,
         {},
         u"Use storage::Database and storage::Statement"_s,
         u"#include <sqlite3.h>"_s,
         u"#include <zlib.h>"_s},
        {u"no singletons"_s,
         u"\\b(?!Q)[A-Za-z_]+::instance\\(\\)|\\bstatic\\s+\\w+\\s*&\\s*instance\\(\\)"_s,
         In::Code,
         {},
         u"What a thing needs is in its constructor"_s,
         u"Platform::instance().run();"_s,
         u"QCoreApplication::instance()->quit();"_s},
        {u"no paths of one machine"_s,
         u"(^|[\\s\"'`(=])/(work|home|root)/|/tmp/build"_s,
         In::Lines,
         {},
         u"Paths come from the caller, the environment or CMake"_s,
         u"cd /home/somebody/x"_s,
         u"#include \"ui/pages/home/home_page.h\""_s},
        {u"no pages that do not ship"_s,
         u"\\b(house|ui|cli|models|platform|performance|brief)\\.md\\b"_s,
         In::Lines,
         {},
         u"Say the reason here, or name ARCHITECTURE.md"_s,
         u"// see ui.md"_s,
         u"// see ARCHITECTURE.md"_s},
    };
}

/// Where a word belongs nevertheless: the engine is called in one folder, and by tests that harm a database on purpose.
bool isHome(const Word& word, const Finding& finding)
{
    const bool isEngine = word.name.startsWith("SQLite"_L1);
    return isEngine && (finding.file.startsWith("core/storage/"_L1) || finding.file.startsWith("tests/"_L1));
}

}  // namespace

QList<Rule> wordRules()
{
    QList<Rule> rules;
    for (const Word& word : words()) {
        const auto check = [word](const Tree& tree) {
            QList<Finding> findings = checkWord(word, tree);
            findings.removeIf([&](const Finding& finding) { return isHome(word, finding); });
            return findings;
        };
        const QString path = u"core/log/a.cpp"_s;
        rules << Rule{word.name, check, {Tree::of({{path, word.bad}})}, {Tree::of({{path, word.good}})}};
    }
    return rules;
}

}  // namespace replay::tidy
