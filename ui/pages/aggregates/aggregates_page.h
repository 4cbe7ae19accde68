// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "ui/pages/aggregates/history.h"
#include "ui/widgets/page.h"

#include <QTimer>

class QLabel;
class QSplitter;
class QStackedWidget;
class QTableView;
class QToolButton;

namespace replay::ui {

class AggregateList;
class EmptyState;
class EventPane;
class MessageBar;
class StatePane;
class StreamModel;
class VersionBar;
class VersionRail;

/// Workspace 3: one aggregate through time. Without marks it shows what the chosen version's event changed (A is the
/// version before); A and D pin the two sides.
class AggregatesPage : public Page {
    Q_OBJECT
public:
    AggregatesPage(Desk& desk, QWidget* parent = nullptr);

    /// An aggregate's id, or "id@version".
    void open(const QString& argument) override;
    void find() override;

    void chooseVersion(int version);
    void markA();
    void markB();
    void unpin();
    void compareReplay();
    void showAtTime(const QString& typed);

    const QString& aggregateId() const { return m_id; }
    const std::optional<HistoryAnswer>& answer() const { return m_answer; }
    AggregateList& list() const { return *m_list; }
    VersionRail& rail() const { return *m_rail; }
    VersionBar& bar() const { return *m_bar; }
    StatePane& states() const { return *m_states; }
    EventPane& eventPane() const { return *m_event; }
    MessageBar& messages() const { return *m_messages; }

Q_SIGNALS:
    /// The answer to the last question is on the screen.
    void shown();

protected:
    void changeEvent(QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void build();
    QWidget* buildCentre();
    void choose(const QString& aggregateId);
    void ask();
    void display(const HistoryAnswer& answer);
    void followCursor();
    void updateState();
    void updateTitle();
    QString snapshotRule() const;
    static QString differenceWords(const QList<api::StateDifference>& differences);
    void setTable(bool on);
    void applyLook();

    QString m_id;
    std::optional<int> m_version;  ///< empty: at the cursor
    std::optional<int> m_pinnedA;
    std::optional<int> m_pinnedB;
    std::optional<api::ModelTime> m_time;
    std::optional<HistoryAnswer> m_answer;
    bool m_asked = false;        ///< a worker is at it
    bool m_askAgain = false;     ///< the question has changed meanwhile
    bool m_sizedByHand = false;  ///< the panes have the widths a person gave them
    bool m_selectEvent = false;  ///< the answer's event becomes the selection
    quint64 m_generation = 0;
    QTimer m_pause;

    AggregateList* m_list = nullptr;
    StreamModel* m_stream = nullptr;
    QSplitter* m_splitter = nullptr;
    QStackedWidget* m_stack = nullptr;
    EmptyState* m_empty = nullptr;
    MessageBar* m_messages = nullptr;
    QLabel* m_title = nullptr;
    QLabel* m_subtitle = nullptr;
    QToolButton* m_compare = nullptr;
    QToolButton* m_tableButton = nullptr;
    QToolButton* m_setA = nullptr;
    QToolButton* m_setB = nullptr;
    QToolButton* m_unpin = nullptr;
    VersionRail* m_rail = nullptr;
    QTableView* m_table = nullptr;
    VersionBar* m_bar = nullptr;
    StatePane* m_states = nullptr;
    EventPane* m_event = nullptr;
};

}  // namespace replay::ui
