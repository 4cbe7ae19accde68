// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/api/values.h"

#include <QElapsedTimer>
#include <QWidget>

class QLabel;
class QProgressBar;
class QPushButton;

namespace replay::ui {

class StaleBridge;
class StatusPill;

/// The head of one read model: name, status, what one can do with it, and the bridge from the write side.
class ProjectionHeader : public QWidget {
    Q_OBJECT
public:
    explicit ProjectionHeader(QWidget* parent = nullptr);

    /// `denied` says why nothing may be changed now; empty: everything may.
    void setState(const api::ProjectionInfo& projection, api::Position head, const QString& denied);
    void setVerifying(bool verifying);

Q_SIGNALS:
    void pauseRequested();
    void resumeRequested();
    void rebuildRequested();
    void cancelRebuildRequested();
    void verifyRequested();

protected:
    void changeEvent(QEvent* event) override;

private:
    void applyFonts();
    QString paceText(const api::ProjectionInfo& projection);
    static void allow(QPushButton* button, const QString& tip, const QString& denied);

    QLabel* m_title = nullptr;
    QLabel* m_name = nullptr;
    StatusPill* m_pill = nullptr;
    StaleBridge* m_bridge = nullptr;
    QPushButton* m_pause = nullptr;
    QPushButton* m_resume = nullptr;
    QPushButton* m_rebuild = nullptr;
    QPushButton* m_verify = nullptr;
    QWidget* m_rebuilding = nullptr;
    QLabel* m_rebuildingText = nullptr;
    QProgressBar* m_rebuildingBar = nullptr;
    QPushButton* m_cancelRebuild = nullptr;
    bool m_verifying = false;
    /// Since when this rebuild was watched, and where it stood then: its rate.
    QString m_paceOf;
    api::Position m_paceFrom = 0;
    QElapsedTimer m_paceSince;
};

}  // namespace replay::ui
