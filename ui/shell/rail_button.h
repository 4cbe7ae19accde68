// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QAbstractButton>

namespace replay::ui {

/// One entry of the workspace rail: icon, word, and a badge where something needs attention.
class RailButton : public QAbstractButton {
    Q_OBJECT
public:
    RailButton(const QString& title, const QString& icon, const QString& shortcut, QWidget* parent = nullptr);

    void setBadge(int count);
    void setCollapsed(bool collapsed);
    void setReason(const QString& whyNot);
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void refreshTip();

    QString m_shortcut;
    QString m_whyNot;
    int m_badge = 0;
    bool m_collapsed = false;
};

}  // namespace replay::ui
