// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/bench.h"

#include <QCoreApplication>
#include <QSysInfo>
#include <cstdio>
#include <sqlite3.h>

/// replay_bench [section …] [--rounds N]: figures, not verdicts; it always ends with 0 unless something broke.
int main(int argc, char** argv)
{
    const QCoreApplication application(argc, argv);
    QStringList sections = QCoreApplication::arguments().mid(1);
    int rounds = 3;
    if (const auto at = sections.indexOf(QStringLiteral("--rounds")); at >= 0 && at + 1 < sections.size()) {
        rounds = std::max(1, sections[at + 1].toInt());
        sections.remove(at, 2);
    }
    std::printf("SQLite %s, Qt %s, %s, synchronous=FULL unless said otherwise; medians of %d rounds, each against its limit in the same round\n\n",
                sqlite3_libversion(), qVersion(), qPrintable(QSysInfo::currentCpuArchitecture()), rounds);
    std::printf("%-58s %12s %12s %-9s %6s\n", "", "ours", "against", "", "ratio");
    using Section = void (*)(int);
    const std::pair<const char*, Section> all[] = {{"append", replay::bench::appendSection},
                                                   {"read", replay::bench::readSection},
                                                   {"projection", replay::bench::projectionSection},
                                                   {"saga", replay::bench::sagaSection}};
    for (const auto& [name, run] : all) {
        if (sections.isEmpty() || sections.contains(QLatin1StringView(name)))
            run(rounds);
    }
    return 0;
}
