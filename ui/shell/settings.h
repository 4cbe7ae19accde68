// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QByteArray>
#include <QObject>
#include <QSettings>
#include <QStringList>
#include <memory>

namespace replay::ui {

/// What the program remembers between two runs. Kept beside the executable where a file `portable` lies there, in the
/// user's configuration otherwise. Every setter writes at once and says what changed, so nothing needs a restart.
class Settings : public QObject {
    Q_OBJECT
public:
    enum class Theme { Follow, Light, Dark, HighContrast };

    explicit Settings(QObject* parent = nullptr);
    ~Settings() override;

    static bool isPortable();
    /// Where new workspaces are made: beside the executable when portable.
    static QString workspacesFolder();

    /// How the themes are called in the settings and by the pages, in the order of Theme.
    static const QStringList& themeCodes();
    Theme theme() const;
    void setTheme(Theme theme);
    double textScale() const;
    void setTextScale(double scale);
    bool reducedMotion() const;
    void setReducedMotion(bool reduced);
    bool letterKeys() const;
    void setLetterKeys(bool on);

    QStringList recentFolders() const;
    void addRecentFolder(const QString& folder);
    void forgetFolder(const QString& folder);

    /// Parts of the layout by name: geometry, splitters, widths.
    QByteArray layout(const QString& part) const;
    void setLayout(const QString& part, const QByteArray& state);
    bool flag(const QString& name, bool otherwise) const;
    void setFlag(const QString& name, bool on);
    /// Forgets every part of the layout and every flag.
    void clearLayout();

    static constexpr int recentMax = 8;
    static constexpr double textScaleMin = 0.75;
    static constexpr double textScaleMax = 2.0;

Q_SIGNALS:
    void lookChanged();  ///< theme, text scale or motion
    void letterKeysChanged(bool on);
    void recentChanged();

private:
    std::unique_ptr<QSettings> m_store;
};

}  // namespace replay::ui
