// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/api/what_if.h"

#include <QDialog>

namespace replay::ui {

class DiffTree;

/// An event as it was stored beside the form in which it is read today, and the upcasters that lead from one to the other.
class EventFormsDialog : public QDialog {
    Q_OBJECT
public:
    EventFormsDialog(const api::EventForms& forms, QWidget* window);

    QString told() const { return m_told; }  ///< how the one becomes the other, in words
    DiffTree& tree() const { return *m_tree; }

private:
    QString m_told;
    DiffTree* m_tree = nullptr;
};

}  // namespace replay::ui
