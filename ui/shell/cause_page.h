// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "ui/shell/cause_chain.h"

#include <QWidget>

class QLabel;
class QToolButton;

namespace replay::ui {

class CauseList;

/// Of the selected thing: why it is so, and, at the other button, why it did not go on. The chain is worked out on a worker.
class CausePage : public QWidget {
    Q_OBJECT
public:
    explicit CausePage(Desk& desk, QWidget* parent = nullptr);

    void ask(CauseQuestion question);  ///< as the button of this question
    CauseQuestion question() const { return m_question; }
    /// What it is about; asked at once if the page is looked at, else when it is.
    void setSelection(const Selection& selection);

protected:
    void showEvent(QShowEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    QToolButton* makeButton(CauseQuestion question, const QString& text, const QString& tip);
    void load();
    void show(const CauseChain& chain);
    void applyLook();

    Desk& m_desk;
    Selection m_selection;
    CauseQuestion m_question = CauseQuestion::Why;
    bool m_loaded = false;
    QToolButton* m_why = nullptr;
    QToolButton* m_whyNot = nullptr;
    QLabel* m_words = nullptr;
    CauseList* m_list = nullptr;
};

}  // namespace replay::ui
