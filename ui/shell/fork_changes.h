// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "ui/models/desk.h"

#include <QHash>
#include <QWidget>

class QCheckBox;
class QComboBox;
class QLabel;
class QPlainTextEdit;
class QStackedWidget;

namespace replay::ui {

class FaultForm;
class JsonView;

/// What a branch shall do otherwise: nothing, an event or a command left out, a command that says something else, a fault rule,
/// or pitfalls switched.
class ForkChanges : public QWidget {
    Q_OBJECT
public:
    explicit ForkChanges(Desk& desk, QWidget* parent = nullptr);

    /// What can be left out or amended: the event that is meant, and the command that it came from.
    void setSubject(const std::optional<api::EventRow>& event, const std::optional<api::SentCommand>& command);
    /// Shows one kind of change by its code; empty: nothing. What cannot be chosen now is left alone.
    void choose(const QString& code);
    QString chosen() const;
    /// The changes, or what is wrong with them in the words of their reader.
    api::Result<QList<api::BranchChange>> changes() const;

    QPlainTextEdit& editor() const { return *m_editor; }
    FaultForm& faultForm() const { return *m_fault; }
    QCheckBox* pitfallBox(const QString& code) const { return m_pitfalls.value(code); }

Q_SIGNALS:
    void changed();

protected:
    void changeEvent(QEvent* event) override;

private:
    enum Sheet { Nothing, SkipEvent, SkipCommand, AmendCommand, Fault, Pitfalls };
    QWidget* makeEventSheet();
    QWidget* makeCommandSheet();
    QWidget* makeAmendSheet();
    QWidget* makePitfallSheet();
    void offer(Sheet sheet, bool possible, const QString& whyNot);
    void writeCommand();
    void applyLook();

    Desk& m_desk;
    std::optional<api::EventRow> m_event;
    std::optional<api::SentCommand> m_command;
    QComboBox* m_kind = nullptr;
    QStackedWidget* m_stack = nullptr;
    QLabel* m_eventText = nullptr;
    JsonView* m_eventData = nullptr;
    QLabel* m_commandText = nullptr;
    JsonView* m_commandData = nullptr;
    QLabel* m_amendText = nullptr;
    QPlainTextEdit* m_editor = nullptr;
    FaultForm* m_fault = nullptr;
    QHash<QString, QCheckBox*> m_pitfalls;
    QHash<QString, bool> m_pitfallsBefore;
};

}  // namespace replay::ui
