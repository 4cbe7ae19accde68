// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/base/model_time.h"

#include <QWidget>

class QLineEdit;
class QSpinBox;
class QToolButton;

namespace replay::ui {

/// The line under the rail: a version by number, by time or by the cursor.
class VersionBar : public QWidget {
    Q_OBJECT
public:
    explicit VersionBar(QWidget* parent = nullptr);

    void display(int version, int versions, base::ModelTime time, bool atCursor, bool live);
    QSpinBox& versionField() const { return *m_version; }
    QLineEdit& timeField() const { return *m_time; }
    QToolButton& atCursorButton() const { return *m_atCursor; }
    /// Says what is wrong with the time that was typed; empty: nothing.
    void setTimeProblem(const QString& problem);

Q_SIGNALS:
    void versionTyped(int version);
    void timeTyped(const QString& text);
    void cursorWanted();

protected:
    void changeEvent(QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void applyLook();
    void fit();
    QSpinBox* m_version = nullptr;
    QLineEdit* m_time = nullptr;
    QToolButton* m_atCursor = nullptr;
    QAction* m_problem = nullptr;
};

}  // namespace replay::ui
