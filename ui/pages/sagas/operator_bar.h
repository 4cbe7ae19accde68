// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "ui/models/desk.h"

#include <QHash>
#include <QWidget>
#include <atomic>

class QFrame;
class QLabel;
class QLineEdit;
class QPushButton;
class QToolButton;

namespace replay::ui {

/// What an operator may do with the saga that is shown. An action is first told in words, then sent as a command, and said to be
/// done only when the saga was read again and the invariants were verified again.
class OperatorBar : public QWidget {
    Q_OBJECT
public:
    enum class Stage { Idle, Preview, Sent, Following, Checking, Told };

    explicit OperatorBar(Desk& desk, QWidget* parent = nullptr);

    /// The saga as it is now. While the past is shown nothing can be done, and the buttons say so.
    void setSaga(const api::SagaRow& saga, const QList<api::SagaAction>& actions);
    void clear();

    Stage stage() const { return m_stage; }
    QToolButton* button(const QString& code) const { return m_buttons.value(code); }
    /// Opens the preview of an action.
    void choose(const QString& code);
    QString told() const;

Q_SIGNALS:
    void opened(bool open);  ///< it takes a little more room, or no longer
    void changed();          ///< the saga was acted upon: what shows it should ask again

protected:
    void changeEvent(QEvent* event) override;

private:
    struct Found {
        api::Result<api::SagaTimeline> timeline = api::SagaTimeline{};
        bool settled = false;
    };
    struct Checked {
        api::Result<QList<api::InvariantResult>> invariants = QList<api::InvariantResult>{};
        api::Result<api::SagaTimeline> timeline = api::SagaTimeline{};
    };
    const api::SagaAction* action(const QString& code) const;
    QString hindrance() const;  ///< why nothing can be done at all; empty: it can
    void updateButtons();
    void updateApply();
    void apply();
    void answered(const api::CommandAnswer& answer);
    void follow();
    void check();
    void tell(const QString& text, bool good);
    void enter(Stage stage);
    void close();

    Desk& m_desk;
    api::SagaRow m_saga;
    QList<api::SagaAction> m_actions;
    QString m_code;              ///< of the action that is under way
    QString m_actedOn;           ///< the id of its saga
    api::Position m_before = 0;  ///< the head when it was sent
    Stage m_stage = Stage::Idle;
    bool m_asking = false;
    std::shared_ptr<std::atomic<bool>> m_cancelled;

    QHash<QString, QToolButton*> m_buttons;
    QLabel* m_caption = nullptr;
    QFrame* m_panel = nullptr;
    QLabel* m_icon = nullptr;
    QLabel* m_text = nullptr;
    QLineEdit* m_reason = nullptr;
    QPushButton* m_apply = nullptr;
    QPushButton* m_close = nullptr;
};

}  // namespace replay::ui
