// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/api/values.h"

#include <QFrame>

class QLabel;
class QVBoxLayout;

namespace replay::ui {

class JsonView;

/// How one command ended. Accepted, rejected by the domain, a version conflict, malformed and failed look different, and the
/// engine's reason stands as it came.
class AnswerCard : public QFrame {
    Q_OBJECT
public:
    AnswerCard(const QString& command, const QString& note, QWidget* parent = nullptr);

    void setAnswer(const api::CommandAnswer& answer);
    const api::CommandAnswer& answer() const { return m_answer; }
    bool isAnswered() const { return m_answered; }
    QString text() const;  ///< all words on the card

    static constexpr int eventsShown = 12;

Q_SIGNALS:
    void eventChosen(const replay::api::EventRow& event);
    void sagaWanted(const QString& id);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    void showEvents();

    api::CommandAnswer m_answer;
    bool m_answered = false;
    QLabel* m_title = nullptr;
    QLabel* m_explanation = nullptr;
    QLabel* m_repeated = nullptr;
    QLabel* m_reason = nullptr;
    QLabel* m_events = nullptr;
    QLabel* m_id = nullptr;
    JsonView* m_result = nullptr;
};

}  // namespace replay::ui
