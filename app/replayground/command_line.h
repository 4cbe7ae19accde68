// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/base/result.h"

#include <QSize>
#include <QStringList>
#include <optional>

namespace replay::app {

/// What the program was asked on its command line.
struct CommandLine {
    enum class Theme { Settings, Light, Dark, HighContrast };

    bool help = false;
    bool version = false;
    bool demo = false;
    QString demoId;      ///< empty: the first demonstration
    QString workspace;   ///< a folder to open; empty: none
    QString screenshot;  ///< a PNG file to write, then the program ends; empty: none
    QString page;
    QSize size;  ///< of the window; empty: as it was
    Theme theme = Theme::Settings;
    int afterMs = 1'500;  ///< how long the picture waits after the workspace is open
    std::optional<qint64> position;
    bool selectFirst = false;

    static base::Result<CommandLine> parse(const QStringList& arguments);
    static QString helpText();
};

}  // namespace replay::app
