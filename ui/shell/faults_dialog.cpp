// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/faults_dialog.h"

#include "ui/format/tokens.h"
#include "ui/pages/faults/faults_pane.h"

#include <QVBoxLayout>

namespace replay::ui {

namespace {
constexpr QSize sizeUsual(1'040, 600);
}

FaultsDialog::FaultsDialog(Desk& desk, QWidget* window) : QDialog(window)
{
    setWindowTitle(tr("Faults and pitfalls"));
    setObjectName(QStringLiteral("faultsDialog"));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    m_pane = new FaultsPane(desk, this);
    column->addWidget(m_pane);
    const int margin = format::px(format::Space::Wide);
    resize(sizeUsual.boundedTo(window->size() - QSize(2 * margin, 2 * margin)));
}

void FaultsDialog::point(const QString& which)
{
    if (!which.isEmpty())
        m_pane->point(which);
}

}  // namespace replay::ui
