// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "ui/models/desk.h"
#include "ui/models/parked_events_model.h"
#include "ui/pages/projections/titled_panel.h"

class QLabel;
class QLineEdit;
class QPushButton;
class QTableView;

namespace replay::ui {

/// What a read model could not take: the events that are parked, with what waits behind them, and what one can do: retry,
/// disarm the fault that poisoned the stream and retry, or skip the event that failed, with a reason. Hidden while there is nothing.
class ParkedPanel : public TitledPanel {
    Q_OBJECT
public:
    ParkedPanel(Desk& desk, QWidget* parent = nullptr);

    /// `denied` says why nothing may be changed now; empty: everything may.
    void setState(const api::ProjectionInfo& projection, const QString& denied);
    void dismiss();
    ParkedEventsModel& events() { return m_events; }

Q_SIGNALS:
    /// Something was decided: the numbers are worth another look.
    void decided();

private:
    void build();
    void showChoice();
    void retry();
    void fixAndRetry();
    void skip();
    const api::ParkedEvent* chosen() const;

    Desk& m_desk;
    ParkedEventsModel m_events;
    QString m_projection;
    QString m_denied;
    QString m_seen;  ///< what the list was last asked for: numbers that change when it does
    QLabel* m_text = nullptr;
    QTableView* m_table = nullptr;
    QPushButton* m_retry = nullptr;
    QPushButton* m_fix = nullptr;
    QPushButton* m_open = nullptr;
    QLineEdit* m_reason = nullptr;
    QPushButton* m_skip = nullptr;
};

}  // namespace replay::ui
