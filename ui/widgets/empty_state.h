// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QWidget>
#include <functional>

class QLabel;
class QHBoxLayout;
class QPushButton;

namespace replay::ui {

/// What an empty view shows: an icon, what would fill it, and buttons that offer that.
class EmptyState : public QWidget {
    Q_OBJECT
public:
    /// `icon` is a name for format::icon.
    EmptyState(const QString& icon, const QString& title, const QString& sentence, QWidget* parent = nullptr);

    void setTexts(const QString& title, const QString& sentence);
    /// Adds a button; the first one is the main action.
    QPushButton* addAction(const QString& text, std::function<void()> action);
    void clearActions();

protected:
    void changeEvent(QEvent* event) override;

private:
    void applyLook();

    QString m_iconName;
    QLabel* m_icon = nullptr;
    QLabel* m_title = nullptr;
    QLabel* m_sentence = nullptr;
    QHBoxLayout* m_actions = nullptr;
};

}  // namespace replay::ui
