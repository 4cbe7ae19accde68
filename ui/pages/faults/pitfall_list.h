// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "ui/models/desk.h"

#include <QHash>
#include <QWidget>

class QCheckBox;
class QLabel;
class QVBoxLayout;

namespace replay::ui {

/// What a naive implementation does, each as a switch with one line and the invariant that it breaks.
class PitfallList : public QWidget {
    Q_OBJECT
public:
    explicit PitfallList(Desk& desk, QWidget* parent = nullptr);

    QCheckBox* box(const QString& code) const { return m_rows.value(code).box; }

private:
    struct Row {
        QCheckBox* box = nullptr;
        QLabel* line = nullptr;
    };
    void attach();
    void addRow(const QString& code);
    void read();

    Desk& m_desk;
    QVBoxLayout* m_column = nullptr;
    QHash<QString, Row> m_rows;
    QMetaObject::Connection m_connection;
};

}  // namespace replay::ui
