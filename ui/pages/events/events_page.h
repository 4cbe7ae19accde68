// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "ui/models/log_export.h"
#include "ui/models/long_question.h"
#include "ui/pages/events/event_filter.h"
#include "ui/widgets/page.h"

#include <QTimer>

class QStackedWidget;
class QToolButton;

namespace replay::ui {

class EmptyState;
class FindBar;
class LogModel;
class LogView;
class MessageBar;
class ProgressStrip;
class TypeHistogram;

/// Workspace 2: the stream of events. Filter hides, Find highlights, the histogram counts; the inspector shows the row that is chosen.
class EventsPage : public Page {
    Q_OBJECT
public:
    EventsPage(Desk& desk, QWidget* parent = nullptr);

    /// A position, an event's id, or a filter such as "type:PaymentDeclined".
    void open(const QString& argument) override;
    void find() override;
    void exportView() override;
    bool canExport() const override { return desk().isOpen() && desk().status().head > 0; }
    /// Writes what the filter lets through, on a worker, with progress and cancel.
    void exportTo(const QString& file, LogFormat format);

    LogModel& model() const { return *m_model; }
    LogView& view() const { return *m_view; }
    FilterBar& filterBar() const { return *m_filterBar; }
    FindBar& findBar() const { return *m_findBar; }
    LongQuestion& exporting() { return m_export; }

Q_SIGNALS:
    void exported(const QString& file, qint64 events);

private:
    void build();
    void applyFilter();
    void updateCounts();
    void updateState();
    void showEmpty();
    void selectCurrent();
    void showPosition(api::Position position);
    void followCursor(api::Position position, bool live);
    void showMenu(const QPoint& at);
    void askMarkers();
    void openSaga(const api::EventRow& event);
    void applyLook();
    void changeEvent(QEvent* event) override;

    EventFilter m_words;
    LongQuestion m_export;
    LogModel* m_model = nullptr;
    LogView* m_view = nullptr;
    FilterBar* m_filterBar = nullptr;
    FindBar* m_findBar = nullptr;
    MessageBar* m_messages = nullptr;
    ProgressStrip* m_progress = nullptr;
    TypeHistogram* m_histogram = nullptr;
    QStackedWidget* m_stack = nullptr;
    EmptyState* m_empty = nullptr;
    QToolButton* m_follow = nullptr;
    QToolButton* m_findButton = nullptr;
    QToolButton* m_exportButton = nullptr;
    QString m_emptyShown;  ///< which empty state is up, so that it is not built twice
    QTimer m_markersPause;
    bool m_markersAsked = false;
    bool m_selecting = false;  ///< the selection comes from us
};

}  // namespace replay::ui
