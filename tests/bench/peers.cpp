// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/peers.h"

#include <QDir>
#include <QFile>
#include <QProcess>

namespace replay::bench {
namespace {

constexpr int patienceMs = 600'000;

/// The events' data for the peer, in a folder that stays for the whole run.
QString peerFolder()
{
    static const QString folder = [] {
        QString made = freshFolder(QStringLiteral("emmett"));
        QFile file(made + QStringLiteral("/payloads.json"));
        if (!file.open(QIODevice::WriteOnly))
            die(file.errorString());
        QByteArray all("[");
        for (const QByteArray& payload : payloads())
            all += (all.size() > 1 ? "," : "") + payload;
        file.write(all + "]");
        return made;
    }();
    return folder;
}

}  // namespace

std::optional<double> emmettRound(Report& report, const QStringList& arguments)
{
    static bool isMissing = false;
    const QString script = report.options().peers + QStringLiteral("/emmett_sqlite.mjs");
    if (isMissing)
        return std::nullopt;
    const auto missing = [&](const QString& why) {
        isMissing = true;
        report.note(QStringLiteral("peer not available: %1: %2").arg(emmett, why));
        return std::nullopt;
    };
    if (report.options().peers.isEmpty() || !QFile::exists(script))
        return missing(QStringLiteral("it is not installed"));
    QProcess node;
    node.setWorkingDirectory(report.options().peers);
    node.setProcessChannelMode(QProcess::SeparateChannels);
    node.start(QStringLiteral("node"), QStringList{script} + arguments + QStringList{peerFolder()});
    if (!node.waitForFinished(patienceMs))
        return missing(node.errorString());
    bool good = false;
    const double rate = node.readAllStandardOutput().trimmed().split('\n').last().toDouble(&good);
    if (node.exitCode() != 0 || !good)
        return missing(QString::fromUtf8(node.readAllStandardError()).trimmed().section(QLatin1Char('\n'), 0, 3));
    return rate;
}

}  // namespace replay::bench
