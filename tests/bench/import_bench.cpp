// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/runtime/workspace.h"
#include "core/scenarios/retail_source.h"
#include "tests/bench/bench.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QFile>
#include <QMap>
#include <QProcess>
#include <cstdio>
#include <time.h>

namespace replay::bench {
namespace {

constexpr int patienceMs = 4 * 3'600 * 1'000;

double processorSeconds()
{
    timespec now{};
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) / 1e9;
}

double mebibytes(const char* line)
{
    QFile file(QStringLiteral("/proc/self/status"));
    if (!file.open(QIODevice::ReadOnly))
        return 0;
    for (const QByteArray& each : file.readAll().split('\n')) {
        if (each.startsWith(line))
            return each.mid(static_cast<qsizetype>(qstrlen(line))).replace("kB", "").trimmed().toDouble() / 1'024;
    }
    return 0;
}

/// What the child tells at the end of each stretch (a tenth of the orders, or a month of the whole year).
struct Stretch {
    QString name;
    double orders = 0;
    double events = 0;
    double tookS = 0;
    double processorS = 0;
    double memoryMib = 0;
};

struct Outcome {
    std::vector<Stretch> stretches;
    double orders = 0;
    double tookS = 0;
    double peakMib = 0;
    double rate() const { return orders / tookS; }
    /// The last stretch's rate over the first's. By processor time: the clock on the wall tells of the neighbours too.
    double flatness() const
    {
        const auto rate = [](const Stretch& each) { return each.orders / each.processorS; };
        return stretches.size() < 2 ? 1.0 : rate(stretches.back()) / rate(stretches.front());
    }
};

Outcome importOnce(const Options& options, int invoices, bool fast)
{
    QProcess child;
    child.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    child.start(QCoreApplication::applicationFilePath(),
                {QStringLiteral("import-child"), freshFolder(QStringLiteral("import")) + QStringLiteral("/shop.replay"), options.retail,
                 QString::number(invoices), fast ? QStringLiteral("fast") : QStringLiteral("full")});
    if (!child.waitForFinished(patienceMs) || child.exitCode() != 0)
        die(QStringLiteral("the import ended with %1").arg(child.exitCode()));
    Outcome outcome;
    for (const QByteArray& each : child.readAllStandardOutput().split('\n')) {
        const QList<QByteArray> cells = each.split('\t');
        if (cells.size() == 7 && cells[0] == "stretch")
            outcome.stretches.push_back({QString::fromUtf8(cells[1]), cells[2].toDouble(), cells[3].toDouble(), cells[4].toDouble(),
                                         cells[5].toDouble(), cells[6].toDouble()});
        else if (cells.size() == 4 && cells[0] == "all")
            outcome.orders = cells[1].toDouble(), outcome.tookS = cells[2].toDouble(), outcome.peakMib = cells[3].toDouble();
    }
    if (outcome.orders <= 0 || outcome.tookS <= 0)
        die(QStringLiteral("the import told nothing"));
    return outcome;
}

QString monthOf(const base::ModelTime& time) { return time.toString().left(7); }

/// One of the two ways to import: every commit on the disk, or --fast.
void importFigure(Report& report, bool fast)
{
    const Options& options = report.options();
    const QString how = fast ? QStringLiteral("import --fast") : QStringLiteral("import, FULL");
    const QString sagas = QStringLiteral("S2 of this round");
    const int invoices = options.fullYear ? 0 : options.quick ? 600 : 2'000;
    Figure& rate = report.figure(
        QStringLiteral("I1"),
        QStringLiteral("%1, %2").arg(how, invoices > 0 ? QStringLiteral("%1 invoices").arg(invoices) : QStringLiteral("whole year")),
        QStringLiteral("orders/s"));
    Figure& memory = report.figure(QStringLiteral("I1"), QStringLiteral("%1: peak memory").arg(how), QStringLiteral("MiB"));
    Figure& flatness = report.figure(QStringLiteral("I1"), QStringLiteral("%1: last stretch's rate over the first's").arg(how), QString());
    rate.atLeast(0.5, sagas, Stage::Later);
    memory.atMost(1'024);
    memory.atMost(300, {}, Stage::Later);
    flatness.atLeast(0.8, {}, options.fullYear ? Stage::FirstLight : Stage::Later);
    Outcome last;
    for (int round = 0; round < (options.fullYear || options.quick ? 1 : std::min(3, options.rounds)); ++round) {
        last = importOnce(options, invoices, fast);
        rate.ours(last.rate());
        rate.against(sagas, manySagasRate(640));
        memory.ours(last.peakMib);
        flatness.ours(last.flatness());
    }
    report.printNew();
    for (const Stretch& each : last.stretches)
        report.note(QStringLiteral("I1 %1 %2: %3 orders, %4 orders/s, %5 orders and %6 events a second of processor time, %7 MiB")
                        .arg(how, each.name)
                        .arg(each.orders)
                        .arg(each.orders / each.tookS, 0, 'f', 1)
                        .arg(each.orders / each.processorS, 0, 'f', 1)
                        .arg(each.events / each.processorS, 0, 'f', 0)
                        .arg(each.memoryMib, 0, 'f', 0));
}

}  // namespace

int runImportChild(const QStringList& arguments)
{
    const QString folder = arguments.value(0);
    const int invoices = arguments.value(2).toInt();
    sure(runtime::Workspace::create(folder, {}));
    const auto workspace = sure(runtime::Workspace::open(folder, storage::Access::ReadWrite));
    scenarios::RetailOptions options;
    options.path = arguments.value(1);
    options.invoiceLimit = invoices;
    auto source = sure(scenarios::RetailSource::open(options, workspace->platform().settings().seed,
                                                     [&](const QString& name) { return workspace->sourceBookmark(name); }));
    const auto orders = static_cast<double>(source->report().orders);
    const QString name = source->name();
    sure(workspace->addSource(std::move(source), name));
    if (arguments.value(3) == u"fast")
        sure(workspace->platform().setDurability(storage::Durability::Normal));

    Stretch stretch;
    double begunS = 0;
    double begunProcessorS = 0;
    qint64 ordersBefore = 0;
    api::Position headBefore = 0;
    QString current;
    const auto close = [&](double nowS, const api::PlatformStatus& status) {
        if (const qint64 here = status.sagasStarted - ordersBefore; here > 0 && !current.isEmpty())
            std::printf("stretch\t%s\t%lld\t%lld\t%f\t%f\t%f\n", qPrintable(current), static_cast<long long>(here),
                        static_cast<long long>(status.head - headBefore), nowS - begunS, processorSeconds() - begunProcessorS,
                        mebibytes("VmRSS:"));
        begunS = nowS;
        begunProcessorS = processorSeconds();
        ordersBefore = status.sagasStarted;
        headBefore = status.head;
    };
    QElapsedTimer clock;
    clock.start();
    const auto seconds = [&] { return static_cast<double>(clock.nsecsElapsed()) / 1e9; };
    double firstOrderS = 0;
    sure(workspace->runUntilIdle(0, [&](const runtime::RunProgress& progress) {
        const qint64 started = progress.status.sagasStarted;
        if (started == 0)
            return true;
        firstOrderS = firstOrderS > 0 ? firstOrderS : seconds();
        const int tenth = static_cast<int>(10 * static_cast<double>(started - 1) / orders);
        const QString now = invoices > 0 ? QStringLiteral("tenth %1").arg(tenth + 1) : monthOf(progress.status.now);
        if (now != current) {
            close(seconds(), progress.status);
            current = now;
        }
        return true;
    }));
    close(seconds(), workspace->status());
    std::printf("all\t%f\t%f\t%f\n", orders, seconds() - firstOrderS, mebibytes("VmHWM:"));
    return 0;
}

void importSection(Report& report)
{
    if (!report.options().wants(QStringLiteral("I1")))
        return;
    if (report.options().retail.isEmpty()) {
        report.note(QStringLiteral("I1: the UCI Online Retail file is not here; name it with --retail"));
        return;
    }
    importFigure(report, false);
    importFigure(report, true);
}

}  // namespace replay::bench
