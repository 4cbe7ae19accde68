// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "ui/pages/home/home_card.h"

#include <QAbstractButton>

class QVBoxLayout;

namespace replay::ui {

/// One workspace that was open before: its name and where it is. Greyed with a button to forget it where it is gone.
class RecentButton : public QAbstractButton {
    Q_OBJECT
public:
    RecentButton(const QString& folder, bool missing, QWidget* parent = nullptr);
    const QString& folder() const { return m_folder; }
    bool isMissing() const { return m_missing; }
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return {120, sizeHint().height()}; }

Q_SIGNALS:
    void forgetRequested();

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void enterEvent(QEnterEvent* event) override;
    void leaveEvent(QEvent* event) override;

private:
    QString m_folder;
    bool m_missing = false;
    QAbstractButton* m_forget = nullptr;
};

/// Opens a workspace: one of the recent ones, or any folder.
class OpenCard : public HomeCard {
    Q_OBJECT
public:
    static constexpr int shownMax = 4;
    explicit OpenCard(QWidget* parent = nullptr);
    /// Reads the list of recent workspaces anew.
    void refresh();
    void setBrowseFrom(const QString& folder) { m_browseFrom = folder; }

Q_SIGNALS:
    void openRequested(const QString& folder);

private:
    void browse();
    QVBoxLayout* m_list = nullptr;
    QLabel* m_note = nullptr;
    QString m_browseFrom;
};

}  // namespace replay::ui
