// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/error_dialog.h"

#include "ui/format/tokens.h"

#include <QApplication>
#include <QClipboard>
#include <QHBoxLayout>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSysInfo>
#include <QVBoxLayout>

namespace replay::ui {

using format::px;
using format::Space;

namespace {
constexpr int dialogWidth = 520;
constexpr int detailsHeight = 140;

QString kindWord(base::ErrorKind kind)
{
    switch (kind) {
    case base::ErrorKind::Malformed: return QStringLiteral("malformed");
    case base::ErrorKind::Conflict: return QStringLiteral("conflict");
    case base::ErrorKind::Workspace: return QStringLiteral("workspace");
    case base::ErrorKind::Cancelled: return QStringLiteral("cancelled");
    case base::ErrorKind::Failed: break;
    }
    return QStringLiteral("failed");
}
}  // namespace

ErrorDialog::ErrorDialog(const QString& title, const base::Error& error, const QString& workspace, QWidget* parent) : QDialog(parent)
{
    setWindowTitle(tr("Something went wrong"));
    setAttribute(Qt::WA_DeleteOnClose);
    auto* icon = new QLabel(this);
    icon->setPixmap(format::icon(QStringLiteral("error")).pixmap(QSize(format::iconLarge, format::iconLarge), devicePixelRatioF()));
    auto* heading = new QLabel(title, this);
    heading->setFont(format::font(format::Type::Title, true));
    heading->setWordWrap(true);
    const QString details = QStringLiteral("%1\n\n%2\n\nkind: %3\nprogram: Replayground %4\nQt: %5\nsystem: %6\nworkspace: %7\n")
                                .arg(title, error.message, kindWord(error.kind), QStringLiteral(REPLAY_VERSION), QLatin1String(qVersion()),
                                     QSysInfo::prettyProductName(), workspace.isEmpty() ? QStringLiteral("none") : workspace);
    auto* text = new QPlainTextEdit(details, this);
    text->setReadOnly(true);
    text->setFont(format::fixedFont());
    text->setMinimumHeight(detailsHeight);
    text->setAccessibleName(tr("Details"));
    auto* copy = new QPushButton(tr("Copy details"), this);
    connect(copy, &QPushButton::clicked, this, [details] { QApplication::clipboard()->setText(details); });
    auto* close = new QPushButton(tr("Close"), this);
    close->setDefault(true);
    connect(close, &QPushButton::clicked, this, &QDialog::accept);

    auto* top = new QHBoxLayout;
    top->setSpacing(px(Space::Medium));
    top->addWidget(icon, 0, Qt::AlignTop);
    top->addWidget(heading, 1);
    auto* foot = new QHBoxLayout;
    foot->addStretch();
    foot->addWidget(copy);
    foot->addWidget(close);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(px(Space::Wide), px(Space::Wide), px(Space::Wide), px(Space::Large));
    column->setSpacing(px(Space::Large));
    column->addLayout(top);
    column->addWidget(text, 1);
    column->addLayout(foot);
    resize(dialogWidth, sizeHint().height());
}

}  // namespace replay::ui
