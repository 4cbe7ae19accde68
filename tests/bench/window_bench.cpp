// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/replayground/first_paint.h"
#include "core/base/random.h"
#include "core/log/central_log.h"
#include "core/runtime/workspace.h"
#include "core/storage/transaction.h"
#include "tests/bench/bench.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QMap>
#include <QProcess>
#include <chrono>
#include <cmath>
#include <limits>

namespace replay::bench {
namespace {

constexpr int patienceMs = 120'000;
constexpr int logEvents = 1'000'000;
using Told = QMap<QString, double>;

QString programFolder() { return QCoreApplication::applicationDirPath(); }

/// Runs a program of ours that shows a window; its figures by name.
Told show(const QString& program, const QStringList& arguments, const QString& platform)
{
    QProcess process;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    const QString home = scratchFolder() + QStringLiteral("/home");
    environment.insert(QStringLiteral("HOME"), home);
    environment.insert(QStringLiteral("XDG_CONFIG_HOME"), home);
    environment.insert(QStringLiteral("XDG_STATE_HOME"), home);
    environment.insert(QStringLiteral("QT_QPA_PLATFORM"), platform);
    const auto now = std::chrono::steady_clock::now().time_since_epoch();
    environment.insert(QString::fromLatin1(app::FirstPaint::variable),
                       QString::number(std::chrono::duration_cast<std::chrono::nanoseconds>(now).count()));
    process.setProcessEnvironment(environment);
    process.start(program, arguments);
    if (!process.waitForFinished(patienceMs) || process.exitCode() != 0)
        die(QStringLiteral("%1: %2").arg(program, QString::fromUtf8(process.readAllStandardError())));
    Told told;
    for (const QByteArray& line : process.readAllStandardOutput().split('\n')) {
        if (const auto tab = line.indexOf('\t'); tab > 0)
            told.insert(QString::fromUtf8(line.first(tab)), line.mid(tab + 1).toDouble());
    }
    return told;
}

QStringList platforms()
{
    QStringList all{QStringLiteral("offscreen")};
    if (qEnvironmentVariableIsSet("DISPLAY"))
        all << QStringLiteral("xcb");
    return all;
}

void startFigure(Report& report, const QString& platform)
{
    const QString bare = QStringLiteral("bare QMainWindow");
    Figure& figure = report.figure(QStringLiteral("G1"), QStringLiteral("start to first paint, %1").arg(platform), QStringLiteral("ms"));
    figure.atMost(3, bare);
    figure.atMost(2, bare, Stage::Later);
    const QString name = QStringLiteral("first paint");
    const QString product = programFolder() + QStringLiteral("/../../app/replayground/replayground");
    for (int round = 0; round < report.options().rounds + 1; ++round) {
        const double ours = show(product, {}, platform).value(name);
        const double least = show(programFolder() + QStringLiteral("/replay_bare_window"), {}, platform).value(name);
        if (round == 0)
            continue;  // it reads the libraries from the disk
        figure.ours(ours);
        figure.against(bare, least);
    }
    report.printNew();
}

/// A workspace whose log has a million events: appended by the product's own log, with positions, ids and the chain of hashes.
QString makeLog()
{
    const QString folder = freshFolder(QStringLiteral("events")) + QStringLiteral("/long.replay");
    sure(runtime::Workspace::create(folder, {}));
    sure(runtime::Workspace::open(folder, storage::Access::ReadWrite));
    const auto database =
        sure(storage::Database::open(folder + QStringLiteral("/log.db"), storage::Access::ReadWrite, storage::Durability::Normal));
    log::CentralLog log(*database);
    sure(log.open());
    const base::Random random(42);
    // No service listens to these: opening the workspace has nothing to catch up with.
    static const QString types[] = {QStringLiteral("ShelfCounted"), QStringLiteral("BasketChanged"), QStringLiteral("PriceSeen")};
    QUuid last;
    for (int from = 0; from < logEvents; from += 10'000) {
        storage::Transaction transaction(*database);
        std::vector<log::LoggedEvent> batch;
        for (int i = from; i < from + 10'000; ++i) {
            log::LoggedEvent event;
            const auto nth = static_cast<std::uint64_t>(i);
            event.eventId = random.uuid({i * 1'000LL}, "event", nth);
            event.aggregateId = random.uuid({0}, "aggregate", nth % 10'000);
            event.aggregateType = QStringLiteral("StockItem");
            event.version = i / 10'000 + 1;
            event.eventType = types[i % 3];
            event.json = QStringLiteral(R"({"on_hand":%1,"product_id":"%2"})").arg(i % 1'000).arg(base::idText(event.aggregateId)).toUtf8();
            event.occurredAt = {base::defaultStart.us + i * 1'000LL};
            event.appendedAt = event.occurredAt;
            event.correlationId = random.uuid({0}, "case", nth / 10);
            event.causationId = i % 10 == 0 ? event.correlationId : last;
            event.actor = QStringLiteral("user");
            event.service = QStringLiteral("inventory");
            last = event.eventId;
            batch.push_back(std::move(event));
        }
        sure(log.append(batch));
        sure(transaction.commit());
    }
    const auto workspace = sure(runtime::Workspace::open(folder, storage::Access::ReadWrite));
    while (sure(workspace->platform().project(50'000))) {
    }
    return folder;
}

void scrollFigures(Report& report, const QString& folder, const QString& platform)
{
    const QString limit = QStringLiteral("bare canvas");
    constexpr double none = std::numeric_limits<double>::quiet_NaN();
    struct Wanted {
        QString name;
        QString unit;
        double goal;  ///< at most
    };
    const Wanted wanted[] = {{QStringLiteral("open"), QStringLiteral("ms"), none},
                             {QStringLiteral("wheel p50"), QStringLiteral("ms"), none},
                             {QStringLiteral("wheel p95"), QStringLiteral("ms"), none},
                             {QStringLiteral("wheel p99"), QStringLiteral("ms"), 8},
                             {QStringLiteral("jump p50"), QStringLiteral("ms"), none},
                             {QStringLiteral("jump p95"), QStringLiteral("ms"), none},
                             {QStringLiteral("jump p99"), QStringLiteral("ms"), 16.7},
                             {QStringLiteral("jump longest"), QStringLiteral("ms"), none},
                             {QStringLiteral("last row"), QStringLiteral("ms"), none},
                             {QStringLiteral("memory"), QStringLiteral("MiB"), 25},
                             {QStringLiteral("memory of its own"), QStringLiteral("MiB"), none}};
    QList<Figure*> figures;
    for (const Wanted& each : wanted) {
        Figure& figure =
            report.figure(QStringLiteral("G2"), QStringLiteral("1 million events, %1: %2").arg(platform, each.name), each.unit);
        if (each.name == u"jump p99")
            figure.atMost(2, limit);
        if (each.name == u"open")
            figure.atMost(100);
        if (!std::isnan(each.goal))
            figure.atMost(each.goal, {}, platform == u"offscreen" ? Stage::FirstLight : Stage::Later);
        figures << &figure;
    }
    const QString program = programFolder() + QStringLiteral("/replay_events_window");
    for (int round = 0; round < std::min(3, report.options().rounds); ++round) {
        const Told ours = show(program, {QStringLiteral("page"), folder}, platform);
        const Told canvas = show(program, {QStringLiteral("canvas"), folder}, platform);
        for (qsizetype i = 0; i < figures.size(); ++i) {
            figures[i]->ours(ours.value(wanted[i].name));
            figures[i]->against(limit, canvas.value(wanted[i].name));
        }
    }
    report.printNew();
}

}  // namespace

void windowSection(Report& report)
{
    const bool start = report.options().wants(QStringLiteral("G1"));
    const bool scroll = report.options().wants(QStringLiteral("G2"));
    if ((start || scroll) && !QFileInfo::exists(programFolder() + QStringLiteral("/replay_bare_window"))) {
        report.note(QStringLiteral("G1, G2: the desktop was not built"));
        return;
    }
    for (const QString& platform : platforms()) {
        if (start)
            startFigure(report, platform);
    }
    if (!scroll)
        return;
    const QString folder = makeLog();
    for (const QString& platform : platforms())
        scrollFigures(report, folder, platform);
}

}  // namespace replay::bench
