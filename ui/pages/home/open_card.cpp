// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/home/open_card.h"

#include "ui/format/tokens.h"
#include "ui/pages/home/workspace_folders.h"

#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QLabel>
#include <QPainter>
#include <QPushButton>
#include <QToolButton>
#include <QVBoxLayout>

namespace replay::ui {

using format::Colour;
using format::Space;
using format::Type;

RecentButton::RecentButton(const QString& folder, bool missing, QWidget* parent)
    : QAbstractButton(parent),
      m_folder(folder),
      m_missing(missing)
{
    setText(workspaceName(folder));
    setAccessibleName(missing ? tr("%1 is no longer there").arg(text()) : tr("Open %1").arg(text()));
    setToolTip(missing ? tr("%1 is no longer there").arg(QDir::toNativeSeparators(folder)) : QDir::toNativeSeparators(folder));
    setFocusPolicy(missing ? Qt::NoFocus : Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    if (!missing) {
        setCursor(Qt::PointingHandCursor);
        return;
    }
    auto* forget = new QToolButton(this);
    forget->setObjectName(QStringLiteral("forget"));
    forget->setAutoRaise(true);
    forget->setIcon(format::icon(QStringLiteral("close")));
    forget->setToolTip(tr("Remove from the list"));
    forget->setAccessibleName(tr("Remove %1 from the list").arg(text()));
    connect(forget, &QToolButton::clicked, this, &RecentButton::forgetRequested);
    m_forget = forget;
}

QSize RecentButton::sizeHint() const
{
    const int lines = QFontMetrics(format::font(Type::Body)).height() + QFontMetrics(format::font(Type::Small)).height();
    return {220, lines + format::px(Space::Small) + 2};
}

void RecentButton::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    if (hasFocus()) {
        painter.setPen(QPen(format::colour(Colour::Accent), 2));
        painter.setBrush(Qt::NoBrush);
        painter.drawRoundedRect(QRectF(rect()).adjusted(-format::px(Space::Hair), 1, -1, -1), format::cornerRadius, format::cornerRadius);
    }
    const int right = m_forget ? m_forget->width() + format::px(Space::Small) : 0;
    const QRect inner = rect().adjusted(0, format::px(Space::Hair), -right, -format::px(Space::Hair));
    QFont body = format::font(Type::Body);
    body.setUnderline(!m_missing && (underMouse() || isDown()));
    const QFont small = format::font(Type::Small);
    painter.setFont(body);
    painter.setPen(format::colour(m_missing ? Colour::MutedText : Colour::Accent));
    painter.drawText(inner, Qt::AlignLeft | Qt::AlignTop, QFontMetrics(body).elidedText(text(), Qt::ElideRight, inner.width()));
    painter.setFont(small);
    painter.setPen(format::colour(Colour::MutedText));
    const QString where = m_missing ? tr("no longer there") : QDir::toNativeSeparators(QFileInfo(m_folder).path());
    painter.drawText(inner, Qt::AlignLeft | Qt::AlignBottom, QFontMetrics(small).elidedText(where, Qt::ElideMiddle, inner.width()));
}

void RecentButton::resizeEvent(QResizeEvent* event)
{
    if (m_forget) {
        const int side = std::min(height(), format::rowDense);
        m_forget->setGeometry(width() - side, (height() - side) / 2, side, side);
    }
    QAbstractButton::resizeEvent(event);
}

void RecentButton::enterEvent(QEnterEvent* event)
{
    update();
    QAbstractButton::enterEvent(event);
}

void RecentButton::leaveEvent(QEvent* event)
{
    update();
    QAbstractButton::leaveEvent(event);
}

OpenCard::OpenCard(QWidget* parent)
    : HomeCard(QStringLiteral("folder"), tr("Open a workspace"), tr("Go on where you were. Everything is kept as it happens."), parent)
{
    m_list = new QVBoxLayout;
    m_list->setSpacing(0);
    body()->addLayout(m_list);
    m_note = addNote({});
    body()->addStretch();
    auto* button = new QPushButton(format::icon(QStringLiteral("open")), tr("Open a folder…"), this);
    button->setObjectName(QStringLiteral("openFolder"));
    connect(button, &QPushButton::clicked, this, &OpenCard::browse);
    body()->addWidget(button, 0, Qt::AlignLeft);
    refresh();
}

void OpenCard::refresh()
{
    while (QLayoutItem* item = m_list->takeAt(0)) {
        item->widget()->hide();
        item->widget()->deleteLater();
        delete item;
    }
    const QStringList folders = recentWorkspaces();
    const auto shown = std::min<qsizetype>(folders.size(), shownMax);
    for (const auto& folder : folders.first(shown)) {
        const bool missing = !QFileInfo(folder).isDir();
        auto* button = new RecentButton(folder, missing, this);
        if (missing)
            connect(button, &RecentButton::forgetRequested, this, [this, folder] {
                forgetWorkspace(folder);
                refresh();
            });
        else
            connect(button, &RecentButton::clicked, this, [this, folder] { Q_EMIT openRequested(folder); });
        m_list->addWidget(button);
    }
    const auto more = folders.size() - shown;
    m_note->setText(folders.isEmpty() ? tr("The workspaces you open are listed here. A *.replay folder can also be dropped on this page.")
                    : more == 1       ? tr("and one older")
                                      : tr("and %1 older").arg(more));
    m_note->setVisible(folders.isEmpty() || more > 0);
}

void OpenCard::browse()
{
    const QString folder =
        QFileDialog::getExistingDirectory(this, tr("Open a workspace"), QFileInfo(m_browseFrom).isDir() ? m_browseFrom : QDir::homePath());
    if (!folder.isEmpty())
        Q_EMIT openRequested(folder);
}

}  // namespace replay::ui
