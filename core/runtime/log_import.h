// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/api/reader.h"
#include "core/log/log_file.h"
#include "core/runtime/workspace_files.h"

#include <QMap>
#include <QSet>

namespace replay::runtime {

using base::Error;
using base::ModelTime;
using base::Result;
using base::Status;

/// What an exported log gave.
struct LogImport {
    QString file;
    QByteArray sha256;  ///< of its unpacked content
    qint64 events = 0;
    QMap<QString, qint64> services;
    QMap<QString, qint64> types;
    qint64 sagasCompleted = 0;
    qint64 sagasFailed = 0;
    qint64 users = 0;
    qint64 usersErased = 0;
    QMap<QString, qint64> leftOut;  ///< attributes that the log has no place for, with how many events carry each
    ModelTime first;
    ModelTime last;
    QByteArray digest;  ///< of the log that was made

    QJsonObject toJson() const;
};

/// A file that was read to its end and found whole.
struct CheckedLog {
    LogImport report;
    QSet<QUuid> erased;  ///< persons who were erased
    QString sagaStyle;   ///< who conducts purchases there; empty: there was none to tell by
};

/// Gives an event without a time of recording the one it would have had at the least: the log's times do not fall.
void completeTime(log::LoggedEvent& event, ModelTime last);

/// Reads a file of CloudEvents once and says whether a workspace can be made of it: every event whole and of a known type and
/// version, positions from 1 without a gap, each stream's versions too, no id twice, times that do not fall, every saga ended, and
/// what is personal readable with the seed of `manifest`. The error names the file, the line and the attribute. Writes nothing.
Result<CheckedLog> checkLogFile(const QString& path, const Manifest& manifest, const api::Progress& progress);

/// Makes the databases of a workspace out of a file that was checked, in a folder with that manifest and no databases (but a
/// gateway, perhaps): every service as it was when the log ended, and nothing left to do. Stopped half-way, the folder is worth nothing.
Status restoreLog(const QString& path, const QString& folder, const Manifest& manifest, const CheckedLog& checked,
                  const api::Progress& progress);

}  // namespace replay::runtime
