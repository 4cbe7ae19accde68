// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QList>
#include <QString>
#include <functional>
#include <vector>

namespace replay::bench {

/// What one section of the benchmark found: rates of ours and of the raw limit, measured in turn in the same rounds, so that a
/// machine that drifts moves both. Only the ratio is worth quoting.
struct Comparison {
    QString name;
    QString unit;
    double goal = 0;                 ///< the ratio that the design asks for; 0: none, for information
    std::function<double()> ours;    ///< one round: a rate, more is better
    std::function<double()> against; ///< the same for what we are measured against
};

/// Runs the rounds and prints one line: medians, ratio (median of the rounds' ratios), spread, goal, reached or not.
void compare(const Comparison& comparison, int rounds);

double seconds(const std::function<void()>& work);
QString freshFolder(const QString& name);
/// About 200 bytes of JSON, different for each i.
const std::vector<QByteArray>& payloads();
/// Stops the program with the engine's words.
[[noreturn]] void die(const QString& what);

void appendSection(int rounds);
void readSection(int rounds);
void projectionSection(int rounds);
void sagaSection(int rounds);

}  // namespace replay::bench
