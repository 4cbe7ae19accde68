// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/base/error.h"

#include <QDialog>

namespace replay::ui {

/// An error of the program itself: the one kind that gets a dialog. Everything a report needs can be copied.
class ErrorDialog : public QDialog {
    Q_OBJECT
public:
    ErrorDialog(const QString& title, const base::Error& error, const QString& workspace, QWidget* parent);
};

}  // namespace replay::ui
