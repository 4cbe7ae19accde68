// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/api/values.h"
#include "ui/widgets/timeline_scene.h"

#include <QFrame>

class QButtonGroup;
class QDoubleSpinBox;
class QLabel;
class QLineEdit;
class QPushButton;
class QRadioButton;
class QSpinBox;
class QVBoxLayout;

namespace replay::ui {

/// A small window at a step or a gap: which fault shall strike here, and when. Offers what makes sense at that place.
class FaultPopover : public QFrame {
    Q_OBJECT
public:
    explicit FaultPopover(QWidget* parent);

    /// Opens beside a point for a place on the way of this attempt; `refusal` says why nothing can be armed, empty if it can.
    void openAt(QPoint global, const TimelinePlace& place, const api::SagaAttempt& attempt, const QString& refusal);
    QStringList kinds() const { return m_kinds; }
    void chooseKind(const QString& kind);
    void setNextOnly(bool nextOnly);
    void setProbability(double share);
    /// What would be armed now.
    api::FaultRule rule() const;

Q_SIGNALS:
    void armed(const replay::api::FaultRule& rule);

private:
    void fillKinds();
    void showDetails();
    void arm();

    api::SagaAttempt m_attempt;
    QStringList m_kinds;
    QLabel* m_title = nullptr;
    QLabel* m_place = nullptr;
    QVBoxLayout* m_choices = nullptr;
    QButtonGroup* m_group = nullptr;
    QLabel* m_line = nullptr;
    QRadioButton* m_next = nullptr;
    QRadioButton* m_each = nullptr;
    QDoubleSpinBox* m_percent = nullptr;
    QWidget* m_delayRow = nullptr;
    QSpinBox* m_delay = nullptr;
    QWidget* m_reasonRow = nullptr;
    QLineEdit* m_reason = nullptr;
    QLabel* m_refusal = nullptr;
    QPushButton* m_arm = nullptr;
};

}  // namespace replay::ui
