// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/bench.h"

#include "core/base/random.h"

#include <QDir>
#include <QElapsedTimer>
#include <QTemporaryDir>
#include <atomic>
#include <cstdio>
#include <sys/syscall.h>
#include <unistd.h>

namespace {
std::atomic<long> syncs = 0;
}

// The engine's calls end here, since a program's own symbols come before its libraries'.
extern "C" int fsync(int file)
{
    ++syncs;
    return static_cast<int>(syscall(SYS_fsync, file));
}
extern "C" int fdatasync(int file)
{
    ++syncs;
    return static_cast<int>(syscall(SYS_fdatasync, file));
}

namespace replay::bench {

long syncsDone() { return syncs; }

double seconds(const std::function<void()>& work)
{
    QElapsedTimer timer;
    timer.start();
    work();
    return static_cast<double>(timer.nsecsElapsed()) / 1e9;
}

QString scratchFolder()
{
    static const QTemporaryDir place(QDir::tempPath() + QStringLiteral("/replay-bench-XXXXXX"));
    return place.path();
}

QString freshFolder(const QString& name)
{
    QDir place(scratchFolder());
    QDir(place.filePath(name)).removeRecursively();
    place.mkpath(name);
    return place.filePath(name);
}

const std::vector<QByteArray>& payloads()
{
    static const std::vector<QByteArray> all = [] {
        std::vector<QByteArray> made;
        const base::Random random(7);
        for (std::uint64_t i = 0; i < 1'024; ++i) {
            const QUuid order = random.uuid({0}, "order", i);
            made.push_back(
                QStringLiteral(
                    R"({"currency":"EUR","customerId":"cust-%1","note":"gift wrap, deliver after 6pm","orderId":"%2","quantity":%3,"sku":"SKU-%4","status":"line_added","unitPrice":"%5.50"})")
                    .arg(i, 6, 10, QLatin1Char('0'))
                    .arg(base::idText(order))
                    .arg(i % 9 + 1)
                    .arg(i * 37 % 100'000, 5, 10, QLatin1Char('0'))
                    .arg(i % 900 + 1)
                    .toUtf8());
        }
        return made;
    }();
    return all;
}

void die(const QString& what)
{
    std::fprintf(stderr, "bench: %s\n", qPrintable(what));
    std::exit(1);
}

}  // namespace replay::bench
