// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/bench.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QFileInfo>

namespace {

using namespace replay::bench;

constexpr int roundsQuick = 3;
constexpr int roundsFull = 7;

QCommandLineOption option(const char* name, const char* text, const char* value = "")
{
    return QCommandLineOption(QString::fromLatin1(name), QString::fromLatin1(text), QString::fromLatin1(value));
}

Options optionsOf(const QCoreApplication& application)
{
    const auto quick = option("quick", "fewer rounds of less work");
    const auto only = option("only", "only these figures, such as A1,S2", "ids");
    const auto rounds = option("rounds", "so many rounds", "n");
    const auto fullYear = option("full-year", "I1 imports the whole file instead of its first invoices");
    const auto json = option("json", "writes the figures to this file", "file");
    const auto peers = option("peers", "where the peers are installed", "folder");
    const auto retail = option("retail", "the UCI Online Retail file", "file");
    QCommandLineParser parser;
    parser.setApplicationDescription(QStringLiteral(
        "Measures Replayground against the raw engine and against peers. Figures, not verdicts: it ends with 0 unless something broke."));
    parser.addHelpOption();
    parser.addOptions({quick, only, rounds, fullYear, json, peers, retail});
    parser.process(application);
    if (!parser.positionalArguments().isEmpty())
        die(QStringLiteral("\"%1\": there is no such argument; see --help").arg(parser.positionalArguments().first()));
    Options options;
    options.quick = parser.isSet(quick);
    options.rounds = options.quick ? roundsQuick : roundsFull;
    if (parser.isSet(rounds) && (options.rounds = parser.value(rounds).toInt()) < 1)
        die(QStringLiteral("--rounds: \"%1\" is no number of rounds").arg(parser.value(rounds)));
    options.only = parser.value(only).split(QLatin1Char(','), Qt::SkipEmptyParts);
    options.fullYear = parser.isSet(fullYear);
    options.json = parser.value(json);
    options.peers = parser.value(peers);
    options.retail = parser.value(retail);
    if (!QFileInfo::exists(options.retail))
        options.retail.clear();
    const QStringList known{QStringLiteral("A1"), QStringLiteral("A2"), QStringLiteral("A3"), QStringLiteral("R1"), QStringLiteral("P1"),
                            QStringLiteral("S1"), QStringLiteral("S2"), QStringLiteral("I1"), QStringLiteral("G1"), QStringLiteral("G2")};
    for (const QString& id : std::as_const(options.only)) {
        if (!known.contains(id))
            die(QStringLiteral("--only: there is no figure %1; known are %2").arg(id, known.join(QStringLiteral(", "))));
    }
    return options;
}

}  // namespace

int main(int argc, char** argv)
{
    const QCoreApplication application(argc, argv);
    if (argc > 1 && QCoreApplication::arguments().at(1) == u"import-child")
        return runImportChild(QCoreApplication::arguments().mid(2));
    Report report(optionsOf(application));
    for (const auto section : {appendSection, readSection, projectionSection, sagaSection, importSection, windowSection})
        section(report);
    report.finish();
    return 0;
}
