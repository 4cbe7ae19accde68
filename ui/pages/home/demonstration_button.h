// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/api/session.h"

#include <QAbstractButton>

namespace replay::ui {

/// One demonstration to run: what it is called, what it claims, how long it takes. The whole of it is the button.
class DemonstrationButton : public QAbstractButton {
    Q_OBJECT
public:
    enum class Shape { Large, Line };
    DemonstrationButton(const api::Workspaces::Demonstration& demonstration, Shape shape, QWidget* parent = nullptr);

    const api::Workspaces::Demonstration& demonstration() const { return m_demonstration; }
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;
    void enterEvent(QEnterEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void paintGround(QPainter& painter);
    void paintLarge(QPainter& painter);
    void paintLine(QPainter& painter);
    QString secondsText() const;

    api::Workspaces::Demonstration m_demonstration;
    Shape m_shape;
};

}  // namespace replay::ui
