// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/api/values.h"

#include <QWidget>

namespace replay::ui {

/// The bridge between the write side and one read model: where the log is, where the read model is, and what lies between.
class StaleBridge : public QWidget {
    Q_OBJECT
public:
    explicit StaleBridge(QWidget* parent = nullptr);

    void setState(api::Position head, const api::ProjectionInfo& projection);
    /// "stale by 4 events, 120 ms" or "in step".
    QString sentence() const;
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    api::Position m_head = 0;
    api::ProjectionInfo m_projection;
};

}  // namespace replay::ui
