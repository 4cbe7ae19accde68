// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/commands/send_options.h"
#include "ui/format/tokens.h"

#include <QGridLayout>
#include <QIntValidator>
#include <QLabel>
#include <QLineEdit>
#include <QToolButton>
#include <QUuid>

namespace replay::ui {

using format::Space;

SendOptions::SendOptions(QWidget* parent)
    : QWidget(parent),
      m_version(new QLineEdit(this)),
      m_useKnown(new QToolButton(this)),
      m_id(new QLineEdit(this))
{
    m_version->setValidator(new QIntValidator(0, 1'000'000'000, this));
    m_version->setPlaceholderText(tr("any"));
    m_version->setAlignment(Qt::AlignRight);
    m_version->setMinimumWidth(6 * QFontMetrics(format::font(format::Type::Body)).height());
    m_version->setToolTip(tr("The version its aggregate must have; empty: any. Another one is a version conflict."));
    m_useKnown->setAutoRaise(true);
    m_useKnown->setFocusPolicy(Qt::StrongFocus);
    m_useKnown->hide();
    m_id->setFont(format::fixedFont());
    m_id->setPlaceholderText(tr("a new one each time"));
    m_id->setClearButtonEnabled(true);
    m_id->setToolTip(tr("The command's id. Sent again with the same id, nothing is done twice: the first receipt comes back."));
    auto* make = new QToolButton(this);
    make->setText(tr("New"));
    make->setIcon(format::icon(QStringLiteral("refresh")));
    make->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    make->setFocusPolicy(Qt::StrongFocus);
    make->setToolTip(tr("Makes an id and keeps it, so that the same command can be sent again"));

    auto* versionLabel = new QLabel(tr("E&xpected version"), this);
    versionLabel->setBuddy(m_version);
    auto* idLabel = new QLabel(tr("&Idempotency key"), this);
    idLabel->setBuddy(m_id);
    auto* grid = new QGridLayout(this);
    grid->setContentsMargins(format::px(Space::Medium), format::px(Space::Hair), format::px(Space::Medium), format::px(Space::Hair));
    grid->setHorizontalSpacing(format::px(Space::Small));
    grid->setVerticalSpacing(format::px(Space::Hair));
    grid->addWidget(versionLabel, 0, 0);
    grid->addWidget(m_version, 0, 1);
    grid->addWidget(m_useKnown, 0, 2, 1, 2, Qt::AlignLeft);
    grid->addWidget(idLabel, 1, 0);
    grid->addWidget(m_id, 1, 1, 1, 2);
    grid->addWidget(make, 1, 3);
    grid->setColumnStretch(1, 1);
    grid->setColumnStretch(2, 3);

    connect(make, &QToolButton::clicked, this, [this] { setCommandId(QUuid::createUuid().toString(QUuid::WithoutBraces)); });
    connect(m_useKnown, &QToolButton::clicked, this, [this] { setExpectedVersion(m_known); });
    connect(m_version, &QLineEdit::textChanged, this, &SendOptions::edited);
    connect(m_id, &QLineEdit::textChanged, this, &SendOptions::edited);
}

std::optional<int> SendOptions::expectedVersion() const
{
    bool number = false;
    const int version = m_version->text().toInt(&number);
    return number ? std::optional(version) : std::nullopt;
}

void SendOptions::setExpectedVersion(std::optional<int> version) { m_version->setText(version ? QString::number(*version) : QString()); }

void SendOptions::setKnownVersion(const QString& label, int version)
{
    m_known = version;
    m_useKnown->setText(tr("use %1").arg(version));
    m_useKnown->setToolTip(tr("Expects the version it has now: %1").arg(label));
    m_useKnown->show();
}

QString SendOptions::commandId() const { return m_id->text().trimmed(); }

void SendOptions::setCommandId(const QString& id)
{
    m_id->setText(id);
    m_id->setCursorPosition(0);
}

void SendOptions::reset()
{
    m_version->clear();
    m_id->clear();
    m_useKnown->hide();
}

}  // namespace replay::ui
