// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/api/what_if.h"

#include <QWidget>

class QButtonGroup;
class QToolButton;

namespace replay::ui {

/// All, running, completed, compensating, failed, stuck, paused: one of them chosen, each with its count.
class StatusFilter : public QWidget {
    Q_OBJECT
public:
    explicit StatusFilter(QWidget* parent = nullptr);

    void setCounts(const api::SagaCounts& counts);
    qint64 count(const QString& status) const;
    QString status() const;  ///< the code; empty for all
    void setStatus(const QString& status);
    QSize minimumSizeHint() const override;

Q_SIGNALS:
    void statusChosen(const QString& status);

protected:
    void changeEvent(QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void label(int index);
    void fit();

    QButtonGroup* m_group = nullptr;
    QList<QToolButton*> m_buttons;
    QList<qint64> m_counts;
    bool m_words = true;
};

}  // namespace replay::ui
