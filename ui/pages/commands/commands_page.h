// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "ui/widgets/page.h"

class QLabel;
class QPushButton;
class QScrollArea;
class QStackedWidget;
class QToolButton;
class QVBoxLayout;

namespace replay::ui {

class AnswerCard;
class EmptyState;
class MessageBar;
class QueryResult;
class RequestForm;
class RequestList;
class SendOptions;

/// Workspace 7: every command and query of the platform as a form, and what came back.
class CommandsPage : public Page {
    Q_OBJECT
public:
    explicit CommandsPage(Desk& desk, QWidget* parent = nullptr);

    /// A name, or {"name": …, "data": {…}} to fill the form in.
    void open(const QString& argument) override;
    void find() override;

    RequestForm& form() { return *m_form; }
    SendOptions& options() { return *m_options; }
    QList<AnswerCard*> cards() const { return m_cards; }  ///< newest first
    QueryResult& queryResult() { return *m_queryResult; }

    void send();
    void sendTwice();
    void sendStale();
    void runQuery();
    void setRaw(bool raw);

    static constexpr int cardsMax = 30;

private:
    QWidget* makeRequest();
    QWidget* makeResults();
    void join();
    void readSchemas();
    void choose(const api::RequestSchema& schema, bool query);
    void deliver(const api::CommandRequest& request, const QString& note, std::function<void(const api::CommandAnswer&)> then = {});
    AnswerCard* addCard(const QString& command, const QString& note);
    api::CommandRequest request() const;
    QString refusal() const;
    void updateActions();

    RequestList* m_list = nullptr;
    MessageBar* m_message = nullptr;
    QStackedWidget* m_stack = nullptr;  ///< nothing chosen, or a request
    EmptyState* m_empty = nullptr;
    QLabel* m_title = nullptr;
    QLabel* m_summary = nullptr;
    QToolButton* m_raw = nullptr;
    QToolButton* m_example = nullptr;
    RequestForm* m_form = nullptr;
    SendOptions* m_options = nullptr;
    QWidget* m_commandButtons = nullptr;
    QPushButton* m_send = nullptr;
    QPushButton* m_twice = nullptr;
    QPushButton* m_stale = nullptr;
    QPushButton* m_run = nullptr;
    QPushButton* m_live = nullptr;
    QStackedWidget* m_results = nullptr;  ///< hint, cards, rows
    EmptyState* m_noResults = nullptr;
    QVBoxLayout* m_cardColumn = nullptr;
    QueryResult* m_queryResult = nullptr;
    QList<AnswerCard*> m_cards;
    bool m_query = false;
    QString m_shownState;  ///< of the actions, so that a status that changes nothing costs nothing
};

}  // namespace replay::ui
