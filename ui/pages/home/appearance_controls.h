// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QWidget>

class QComboBox;
class QLabel;

namespace replay::ui {

/// Theme and text size, in sight on the first screen. They only say what was chosen; the window applies it.
class AppearanceControls : public QWidget {
    Q_OBJECT
public:
    explicit AppearanceControls(QWidget* parent = nullptr);
    /// Shows what is in force: "follow" (the system), "light", "dark" or "contrast", and the factor of the text.
    void setCurrent(const QString& theme, double textScale);

Q_SIGNALS:
    void themeChosen(const QString& theme);
    void textScaleChosen(double scale);

private:
    QComboBox* m_theme = nullptr;
    QComboBox* m_scale = nullptr;
};

}  // namespace replay::ui
