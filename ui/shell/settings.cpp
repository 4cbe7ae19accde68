// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/settings.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QStandardPaths>
#include <algorithm>

namespace replay::ui {

namespace {

const QString themeKey = QStringLiteral("look/theme");
const QString scaleKey = QStringLiteral("look/textScale");
const QString motionKey = QStringLiteral("look/reducedMotion");
const QString lettersKey = QStringLiteral("keys/letters");
const QString recentKey = QStringLiteral("recent/workspaces");
const QString rootKey = QStringLiteral("workspaces/root");
const QString layoutGroup = QStringLiteral("layout/");
const QString flagGroup = QStringLiteral("layout/flag/");

QString besideExecutable(const QString& name) { return QDir(QCoreApplication::applicationDirPath()).filePath(name); }

}  // namespace

Settings::Settings(QObject* parent) : QObject(parent)
{
    if (isPortable()) {
        // Every QSettings of the program then lies beside the executable, and so do the workspaces.
        QSettings::setDefaultFormat(QSettings::IniFormat);
        QSettings::setPath(QSettings::IniFormat, QSettings::UserScope, besideExecutable(QStringLiteral("settings")));
    }
    m_store = std::make_unique<QSettings>();
    if (isPortable())
        m_store->setValue(rootKey, workspacesFolder());
}

Settings::~Settings() = default;

bool Settings::isPortable()
{
    static const bool portable = QFile::exists(besideExecutable(QStringLiteral("portable")));
    return portable;
}

QString Settings::workspacesFolder()
{
    const QString root =
        isPortable() ? QCoreApplication::applicationDirPath() : QStandardPaths::writableLocation(QStandardPaths::AppLocalDataLocation);
    return QDir(root).filePath(QStringLiteral("workspaces"));
}

const QStringList& Settings::themeCodes()
{
    static const QStringList codes{QStringLiteral("follow"), QStringLiteral("light"), QStringLiteral("dark"), QStringLiteral("contrast")};
    return codes;
}

Settings::Theme Settings::theme() const
{
    const qsizetype index = themeCodes().indexOf(m_store->value(themeKey, themeCodes().first()).toString());
    return static_cast<Theme>(std::max<qsizetype>(index, 0));
}

void Settings::setTheme(Theme theme)
{
    m_store->setValue(themeKey, themeCodes().at(static_cast<qsizetype>(theme)));
    Q_EMIT lookChanged();
}

double Settings::textScale() const
{
    bool ok = false;
    const double scale = m_store->value(scaleKey, 1.0).toDouble(&ok);
    return ok ? std::clamp(scale, textScaleMin, textScaleMax) : 1.0;
}

void Settings::setTextScale(double scale)
{
    m_store->setValue(scaleKey, std::clamp(scale, textScaleMin, textScaleMax));
    Q_EMIT lookChanged();
}

bool Settings::reducedMotion() const { return m_store->value(motionKey, false).toBool(); }

void Settings::setReducedMotion(bool reduced)
{
    m_store->setValue(motionKey, reduced);
    Q_EMIT lookChanged();
}

bool Settings::letterKeys() const { return m_store->value(lettersKey, true).toBool(); }

void Settings::setLetterKeys(bool on)
{
    m_store->setValue(lettersKey, on);
    Q_EMIT letterKeysChanged(on);
}

QStringList Settings::recentFolders() const { return m_store->value(recentKey).toStringList(); }

void Settings::addRecentFolder(const QString& folder)
{
    QStringList folders = recentFolders();
    folders.removeAll(folder);
    folders.prepend(folder);
    m_store->setValue(recentKey, QStringList(folders.mid(0, recentMax)));
    Q_EMIT recentChanged();
}

void Settings::forgetFolder(const QString& folder)
{
    QStringList folders = recentFolders();
    folders.removeAll(folder);
    m_store->setValue(recentKey, folders);
    Q_EMIT recentChanged();
}

QByteArray Settings::layout(const QString& part) const { return m_store->value(QString(layoutGroup + part)).toByteArray(); }

void Settings::setLayout(const QString& part, const QByteArray& state) { m_store->setValue(QString(layoutGroup + part), state); }

bool Settings::flag(const QString& name, bool otherwise) const { return m_store->value(QString(flagGroup + name), otherwise).toBool(); }

void Settings::setFlag(const QString& name, bool on) { m_store->setValue(QString(flagGroup + name), on); }

void Settings::clearLayout() { m_store->remove(QStringLiteral("layout")); }

}  // namespace replay::ui
