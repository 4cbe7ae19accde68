// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/base/result.h"
#include "tests/bench/report.h"

#include <QByteArray>
#include <functional>
#include <utility>

namespace replay::bench {

double seconds(const std::function<void()>& work);
/// A folder for everything this run writes; gone afterwards.
QString scratchFolder();
/// A folder of this name in it, empty.
QString freshFolder(const QString& name);
/// 1,024 events' data, about 200 bytes of JSON each.
const std::vector<QByteArray>& payloads();
/// Stops the program with the engine's words.
[[noreturn]] void die(const QString& what);

/// The value, or the end of the program.
template <typename T>
T sure(base::Result<T> result)
{
    if (!result)
        die(result.error().message);
    if constexpr (!std::is_void_v<T>)
        return std::move(*result);
}

/// How often this process has waited for the disk (fsync and fdatasync, the engine's included).
long syncsDone();

/// What a section measures; which of its figures is wanted it asks the report.
void appendSection(Report& report);
void readSection(Report& report);
void projectionSection(Report& report);
void sagaSection(Report& report);
void importSection(Report& report);
void windowSection(Report& report);

/// Order sagas a second, many at once, through the whole pipeline: what an import is held against.
double manySagasRate(int orders);
/// The import as a process of its own, so that its memory can be told: see import_bench.cpp.
int runImportChild(const QStringList& arguments);

}  // namespace replay::bench
