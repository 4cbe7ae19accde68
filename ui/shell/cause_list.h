// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "ui/shell/cause_chain.h"

#include <QScrollArea>

class QVBoxLayout;

namespace replay::ui {

/// A chain of causes from top (nearest) to bottom (first), each with its shape; what can be opened is a link.
class CauseList : public QScrollArea {
    Q_OBJECT
public:
    explicit CauseList(QWidget* parent = nullptr);

    void show(const CauseChain& chain);

Q_SIGNALS:
    void linkActivated(const QString& link);

private:
    QWidget* makeRow(const CauseStep& step, bool first);

    QVBoxLayout* m_rows = nullptr;
};

}  // namespace replay::ui
