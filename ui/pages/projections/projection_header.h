// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/api/values.h"
#include "core/base/pace_meter.h"

#include <QElapsedTimer>
#include <QWidget>

class QAction;
class QLabel;
class QMenu;
class QProgressBar;
class QPushButton;
class QToolButton;

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
    void replayRequested();
    /// At most so many events a second of model time; 0: no limit.
    void slowRequested(qint64 perSecond);
    void verifyRequested();

protected:
    void changeEvent(QEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void applyFonts();
    void buildMore();
    void lookAtRebuild(const api::ProjectionInfo& projection);
    void allowAll(const api::ProjectionInfo& projection, const QString& denied);
    void fitName();
    static void allow(QPushButton* button, const QString& tip, const QString& denied);

    QLabel* m_title = nullptr;
    QLabel* m_name = nullptr;
    QString m_nameText;
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
    QToolButton* m_more = nullptr;
    QAction* m_replay = nullptr;
    QMenu* m_slow = nullptr;
    base::PaceMeter m_pace;
    QElapsedTimer m_clock;
    QString m_rebuildOf;  ///< the read model whose rebuild is timed
    bool m_verifying = false;
};

}  // namespace replay::ui
