// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QByteArray>
#include <QJsonArray>
#include <QJsonObject>
#include <QString>
#include <QStringList>
#include <QTemporaryDir>

namespace replay::cli {

/// What a call of replayctl said and how it ended.
struct Said {
    int code = -1;  ///< -1: it did not start, hung or crashed
    QByteArray out;
    QByteArray err;

    /// The one JSON document of standard output.
    QJsonObject object() const;
    QJsonArray array() const;
    /// Its lines, each a JSON object.
    QList<QJsonObject> lines() const;
    /// For the message of a failing check.
    QByteArray all() const;
};

/// A folder for one test, and replayctl called in it.
class Ctl {
public:
    Ctl();
    Said operator()(const QStringList& arguments) const;
    /// Ends the call with SIGINT as soon as the workspace's log has something in it.
    Said interrupted(const QStringList& arguments, const QString& workspace) const;

    /// Kills the call after so long; whether it had ended by itself.
    bool killed(const QStringList& arguments, int afterMs) const;

    QString path(const QString& name) const { return m_folder.filePath(name); }
    QString write(const QString& name, const QByteArray& content) const;
    /// Every file below a folder with its content's hash: what "left as it was" is measured by.
    QStringList snapshot(const QString& folder) const;

private:
    QTemporaryDir m_folder;
};

}  // namespace replay::cli
