// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/home/free_play_card.h"

#include "core/base/json.h"
#include "ui/format/tokens.h"

#include <QCheckBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QRandomGenerator>
#include <QRegularExpressionValidator>
#include <QToolButton>
#include <QVBoxLayout>

namespace replay::ui {

using format::Space;

namespace {

constexpr int drawnSeedMax = 1'000'000;

/// Somebody to sell to and something to sell: enough for a first order by hand.
QByteArray stockedShop(quint64 seed)
{
    const QJsonObject shop{
        {QStringLiteral("customers"), 8}, {QStringLiteral("products"), 12}, {QStringLiteral("opening_stock"), QJsonArray{40, 80}}};
    const QJsonObject workload{{QStringLiteral("orders"), 0}};
    return base::jsonBytes({{QStringLiteral("name"), FreePlayCard::tr("Free play")},
                            {QStringLiteral("seed"), static_cast<qint64>(seed)},
                            {QStringLiteral("shop"), shop},
                            {QStringLiteral("workload"), workload}});
}

}  // namespace

FreePlayCard::FreePlayCard(QWidget* parent)
    : HomeCard(QStringLiteral("seed"), tr("Free play"), tr("A shop of your own. Place orders, arm faults, see what comes of it."), parent)
{
    auto* label = new QLabel(tr("Seed"), this);
    m_seed = new QLineEdit(QStringLiteral("42"), this);
    m_seed->setObjectName(QStringLiteral("seed"));
    m_seed->setAccessibleName(tr("Seed"));
    m_seed->setToolTip(tr("Where every random value comes from. The same seed gives the same run, on every machine."));
    // Fifteen digits pass unharmed through a JSON number.
    m_seed->setValidator(new QRegularExpressionValidator(QRegularExpression(QStringLiteral("[0-9]{1,15}")), m_seed));
    m_seed->setAlignment(Qt::AlignRight);
    label->setBuddy(m_seed);
    auto* other = new QToolButton(this);
    other->setIcon(format::icon(QStringLiteral("refresh")));
    other->setToolTip(tr("Another seed"));
    other->setAccessibleName(tr("Another seed"));
    other->setAutoRaise(true);
    connect(other, &QToolButton::clicked, this,
            [this] { m_seed->setText(QString::number(QRandomGenerator::global()->bounded(1, drawnSeedMax))); });

    m_stocked = new QCheckBox(tr("With customers and products"), this);
    m_stocked->setObjectName(QStringLiteral("stocked"));
    m_stocked->setChecked(true);
    m_stocked->setToolTip(
        tr("8 customers and 12 products in stock, so that the first order can be placed at once. Otherwise the shop is quite empty."));
    m_start = new QPushButton(format::icon(QStringLiteral("play")), tr("Open the shop"), this);
    m_start->setObjectName(QStringLiteral("startFreePlay"));
    connect(m_start, &QPushButton::clicked, this, [this] { Q_EMIT startRequested(options()); });
    connect(m_seed, &QLineEdit::textChanged, this, [this](const QString& text) {
        m_start->setEnabled(!text.isEmpty());
        m_start->setToolTip(text.isEmpty() ? tr("Enter a seed first: any whole number.") : QString());
    });
    connect(m_seed, &QLineEdit::returnPressed, m_start, &QPushButton::click);

    auto* line = new QHBoxLayout;
    line->setSpacing(format::px(Space::Small));
    line->addWidget(label);
    line->addWidget(m_seed, 1);
    line->addWidget(other);
    body()->addLayout(line);
    body()->addWidget(m_stocked);
    body()->addStretch();
    body()->addWidget(m_start, 0, Qt::AlignLeft);
}

api::NewWorkspace FreePlayCard::options() const
{
    api::NewWorkspace options;
    options.seed = m_seed->text().toULongLong();
    if (m_stocked->isChecked())
        options.scenario = stockedShop(options.seed);
    return options;
}

}  // namespace replay::ui
