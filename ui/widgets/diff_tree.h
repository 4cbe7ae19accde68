// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "ui/models/diff_model.h"

#include <QTreeView>

namespace replay::ui {

/// Two states as one tree with a sign between them: + added, − removed, ~ changed; ground colours say the same again.
class DiffTree : public QTreeView {
    Q_OBJECT
public:
    explicit DiffTree(QWidget* parent = nullptr);

    DiffModel& diff() const { return *m_model; }
    void setStates(const QString& beforeTitle, const QByteArray& before, const QString& afterTitle, const QByteArray& after);
    void setChangedOnly(bool on);

protected:
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    void layoutColumns();
    void applyLook();
    DiffModel* m_model = nullptr;
};

}  // namespace replay::ui
