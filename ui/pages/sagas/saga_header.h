// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/api/values.h"

#include <QWidget>

class QLabel;
class QToolButton;

namespace replay::ui {

class StatusPill;

/// Over a timeline: which saga it is, how it stands, since when, as of what position, and whether it is shown as a table.
class SagaHeader : public QWidget {
    Q_OBJECT
public:
    explicit SagaHeader(QWidget* parent = nullptr);

    /// `asOf` 0: live.
    void setSaga(const api::SagaRow& saga, api::ModelTime now, api::Position asOf);
    void clear();
    QToolButton& tableButton() { return *m_table; }

Q_SIGNALS:
    void orderWanted();   ///< show the order itself
    void eventsWanted();  ///< show the events of this saga

protected:
    void changeEvent(QEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void applyLook();
    void fitFacts();

    QLabel* m_title = nullptr;
    StatusPill* m_pill = nullptr;
    QLabel* m_facts = nullptr;
    QString m_factsText;
    QToolButton* m_order = nullptr;
    QToolButton* m_events = nullptr;
    QToolButton* m_table = nullptr;
};

}  // namespace replay::ui
