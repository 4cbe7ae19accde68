// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "ui/format/tokens.h"
#include "ui/shell/settings.h"

#include <QPalette>

namespace replay::ui {

/// Puts the tokens onto the application: style, palette and font; again whenever the settings change. In presentation the
/// type is bigger and the scheme is high contrast, whatever the settings say.
class Theme : public QObject {
    Q_OBJECT
public:
    explicit Theme(Settings& settings, QObject* parent = nullptr);

    void apply();
    bool isPresenting() const { return m_presenting; }
    void setPresenting(bool on);
    /// For this run only, whatever the settings say (command line).
    void forceScheme(format::Scheme scheme);

    static constexpr double presentationScale = 1.35;

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    format::Scheme chosenScheme() const;
    static QPalette palette();

    Settings& m_settings;
    bool m_systemIsDark = false;
    bool m_presenting = false;
    bool m_forced = false;
    bool m_applying = false;
    format::Scheme m_forcedScheme = format::Scheme::Light;
};

}  // namespace replay::ui
