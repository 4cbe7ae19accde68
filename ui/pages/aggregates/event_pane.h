// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "ui/models/desk.h"

#include <QWidget>

class QFormLayout;
class QLabel;
class QPushButton;
class QStackedWidget;

namespace replay::ui {

class JsonView;

/// The right pane: the event that made the chosen version — its facts first, then its payload.
class EventPane : public QWidget {
    Q_OBJECT
public:
    EventPane(Desk& desk, QWidget* parent = nullptr);

    void setEvent(const std::optional<api::EventRow>& event);
    const std::optional<api::EventRow>& event() const { return m_event; }
    QLabel& schema() const { return *m_schema; }
    JsonView& payload() const { return *m_payload; }

protected:
    void changeEvent(QEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    QLabel* addFact(const QString& name);
    void showSchema();
    QString schemaWords(const api::EventForms& forms);
    void paintTitle();
    void applyLook();

    Desk& m_desk;
    std::optional<api::EventRow> m_event;
    QLabel* m_caption = nullptr;
    QLabel* m_mark = nullptr;
    QLabel* m_type = nullptr;
    QFormLayout* m_facts = nullptr;
    QLabel* m_position = nullptr;
    QLabel* m_time = nullptr;
    QLabel* m_actor = nullptr;
    QLabel* m_cause = nullptr;
    QLabel* m_correlation = nullptr;
    QLabel* m_note = nullptr;
    QLabel* m_schema = nullptr;  ///< in what version it is stored, and in what version it is read
    JsonView* m_payload = nullptr;
    QPushButton* m_jump = nullptr;
    QPushButton* m_show = nullptr;
};

}  // namespace replay::ui
