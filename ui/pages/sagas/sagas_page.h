// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "ui/widgets/page.h"
#include "ui/widgets/timeline_scene.h"

class QComboBox;
class QLabel;
class QPushButton;
class QSplitter;
class QStackedWidget;
class QTimer;

namespace replay::ui {

class ArmedFaults;
class AttemptsTable;
class EmptyState;
class FaultPopover;
class GapMatrixDialog;
class GapStrip;
class MessageBar;
class OperatorBar;
class ReplayBar;
class SagaHeader;
class SagaList;
class StatusFilter;
class TimelineView;
class WhyPanel;

/// Workspace 5: the sagas, the timeline of one of them, why it went as it did, and faults armed where they shall strike.
class SagasPage : public Page {
    Q_OBJECT
public:
    explicit SagasPage(Desk& desk, QWidget* parent = nullptr);

    /// A saga's id, its order's id, or its order's number.
    void open(const QString& argument) override;
    void find() override;
    void exportView() override;
    bool canExport() const override;
    int badge() const override;

    QString shownSaga() const { return m_sagaId; }
    void showSaga(const QString& sagaId);

    static constexpr int refreshMs = 100;

protected:
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;

private:
    enum Sheet { TimelineSheet, TableSheet, EmptySheet };
    /// What one question about a saga answers.
    struct Shown {
        api::Result<api::SagaTimeline> timeline = api::SagaTimeline{};
        QList<api::WhyLink> chain;
        QList<api::SagaAction> actions;
        api::ModelTime now;
    };
    QWidget* makeTop();
    QWidget* makeCentre();
    void join();
    void statusChanged(const api::PlatformStatus& status);
    void cursorChanged(bool live);
    /// The counts of the filter are those at the cursor.
    void countSagas();
    void present(const QString& sagaId);
    void refresh();
    void take(const QString& sagaId, const Shown& shown);
    void showNothing();
    void showAll();
    void sendOneOrder();
    void showGaps();
    void follow(const api::WhyLink& link);
    void offerFault(const TimelinePlace& place, QPoint at);
    void setTable(bool table);
    void updateActions();
    QString refusal() const;  ///< why nothing can be sent or armed; empty if it can
    void exportTo(const QString& file);

    StatusFilter* m_filter = nullptr;
    QComboBox* m_type = nullptr;
    QLabel* m_style = nullptr;  ///< who conducts the purchases of this workspace
    QPushButton* m_sendOne = nullptr;
    QPushButton* m_tryAll = nullptr;
    GapMatrixDialog* m_gaps = nullptr;  ///< made when first asked for
    MessageBar* m_message = nullptr;
    SagaList* m_list = nullptr;
    SagaHeader* m_header = nullptr;
    OperatorBar* m_operator = nullptr;
    QStackedWidget* m_stack = nullptr;  ///< timeline, table, nothing
    TimelineView* m_timeline = nullptr;
    GapStrip* m_strip = nullptr;
    ReplayBar* m_replay = nullptr;
    AttemptsTable* m_table = nullptr;
    EmptyState* m_empty = nullptr;
    ArmedFaults* m_faults = nullptr;
    WhyPanel* m_why = nullptr;
    FaultPopover* m_popover = nullptr;
    QTimer* m_refresh = nullptr;

    QString m_sagaId;
    std::optional<api::Position> m_counting;  ///< a worker counts the sagas there
    bool m_asking = false;
    bool m_again = false;
    bool m_wasLive = true;
    bool m_awaitingNew = false;  ///< an order was sent from here: the next saga that appears is shown
    qint64 m_newestOrdinal = 0;
    int m_badge = 0;
};

}  // namespace replay::ui
