// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "ui/models/saga_model.h"

#include <QWidget>

class QComboBox;
class QLabel;
class QLineEdit;
class QListView;

namespace replay::ui {

class SagaDelegate;

/// The list of sagas with a field that finds one by its order's number or an id. Which saga is chosen is kept by its id: it
/// stays chosen while rows come and go.
class SagaList : public QWidget {
    Q_OBJECT
public:
    explicit SagaList(Desk& desk, QWidget* parent = nullptr);

    SagaModel& model() { return *m_model; }
    QListView& view() { return *m_view; }
    QComboBox& types() { return *m_types; }
    void setChosen(const QString& sagaId);
    void focusFind();

Q_SIGNALS:
    void chosen(const QString& sagaId);
    /// Somebody looks for a saga that may not be loaded.
    void wanted(const QString& text);

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void restoreChoice();
    void describe();
    void tellSight();
    void tellTime();

    Desk& m_desk;
    SagaModel* m_model = nullptr;
    SagaDelegate* m_delegate = nullptr;
    QListView* m_view = nullptr;
    QComboBox* m_types = nullptr;
    QLineEdit* m_find = nullptr;
    QLabel* m_note = nullptr;
    QString m_chosen;
    bool m_restoring = false;
};

}  // namespace replay::ui
