// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/bench.h"

#include "core/base/random.h"

#include <QDir>
#include <QElapsedTimer>
#include <QTemporaryDir>
#include <algorithm>
#include <cstdio>

namespace replay::bench {
namespace {

double median(std::vector<double> values)
{
    std::sort(values.begin(), values.end());
    return values[values.size() / 2];
}

}  // namespace

void compare(const Comparison& comparison, int rounds)
{
    std::vector<double> ours;
    std::vector<double> against;
    std::vector<double> ratios;
    for (int round = 0; round < rounds; ++round) {
        ours.push_back(comparison.ours());
        against.push_back(comparison.against());
        ratios.push_back(ours.back() / against.back());
    }
    const auto [least, most] = std::minmax_element(ratios.begin(), ratios.end());
    const double ratio = median(ratios);
    std::printf("%-58s %12.0f %12.0f %-9s %6.2f (%.2f..%.2f)", qPrintable(comparison.name), median(ours), median(against), qPrintable(comparison.unit),
                ratio, *least, *most);
    if (comparison.goal > 0)
        std::printf("  goal %.2f %s", comparison.goal, ratio >= comparison.goal ? "reached" : "MISSED");
    std::printf("\n");
    std::fflush(stdout);
}

double seconds(const std::function<void()>& work)
{
    QElapsedTimer timer;
    timer.start();
    work();
    return static_cast<double>(timer.nsecsElapsed()) / 1e9;
}

QString freshFolder(const QString& name)
{
    static const QTemporaryDir place(QDir::tempPath() + QStringLiteral("/replay-bench-XXXXXX"));
    QDir(place.filePath(name)).removeRecursively();
    QDir().mkpath(place.path());
    return place.filePath(name);
}

const std::vector<QByteArray>& payloads()
{
    static const std::vector<QByteArray> all = [] {
        std::vector<QByteArray> made;
        const base::Random random(7);
        for (std::uint64_t i = 0; i < 1'024; ++i) {
            const QUuid order = random.uuid({0}, "order", i);
            made.push_back(QStringLiteral(R"({"currency":"EUR","customerId":"cust-%1","note":"gift wrap, deliver after 6pm","orderId":"%2","quantity":%3,"sku":"SKU-%4","status":"line_added","unitPrice":"%5.50"})")
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
