// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/api/values.h"
#include "ui/format/marks.h"

#include <QWidget>

namespace replay::ui {

/// The orders by outcome: one bar of parts, and below it each part's mark, number and word.
class OutcomeChart : public QWidget {
    Q_OBJECT
public:
    explicit OutcomeChart(QWidget* parent = nullptr);

    void setStatus(const api::PlatformStatus& status);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    struct Part {
        QString word;
        qint64 count = 0;
        format::Mark mark = format::Mark::None;
    };
    QList<Part> m_parts;
    qint64 m_all = 0;
};

}  // namespace replay::ui
