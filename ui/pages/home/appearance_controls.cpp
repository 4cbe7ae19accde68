// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/home/appearance_controls.h"

#include "ui/format/tokens.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <array>

namespace replay::ui {

using format::Space;

AppearanceControls::AppearanceControls(QWidget* parent) : QWidget(parent)
{
    auto* themeLabel = new QLabel(tr("Theme"), this);
    m_theme = new QComboBox(this);
    m_theme->setObjectName(QStringLiteral("theme"));
    m_theme->setAccessibleName(tr("Theme"));
    m_theme->addItem(format::icon(QStringLiteral("theme")), tr("As the system"), QStringLiteral("follow"));
    m_theme->addItem(format::icon(QStringLiteral("theme-light")), tr("Light"), QStringLiteral("light"));
    m_theme->addItem(format::icon(QStringLiteral("theme-dark")), tr("Dark"), QStringLiteral("dark"));
    m_theme->addItem(format::icon(QStringLiteral("eye")), tr("High contrast"), QStringLiteral("contrast"));
    auto* scaleLabel = new QLabel(tr("Text"), this);
    m_scale = new QComboBox(this);
    m_scale->setObjectName(QStringLiteral("textScale"));
    m_scale->setAccessibleName(tr("Text size"));
    for (const double scale : std::array{0.85, 1.0, 1.25, 1.5, 2.0})
        m_scale->addItem(tr("%1 %").arg(qRound(scale * 100)), scale);
    m_scale->setCurrentIndex(1);
    themeLabel->setBuddy(m_theme);
    scaleLabel->setBuddy(m_scale);

    auto* line = new QHBoxLayout(this);
    line->setContentsMargins(0, 0, 0, 0);
    line->setSpacing(format::px(Space::Small));
    line->addWidget(themeLabel);
    line->addWidget(m_theme);
    line->addSpacing(format::px(Space::Small));
    line->addWidget(scaleLabel);
    line->addWidget(m_scale);
    connect(m_theme, &QComboBox::activated, this, [this] { Q_EMIT themeChosen(m_theme->currentData().toString()); });
    connect(m_scale, &QComboBox::activated, this, [this] { Q_EMIT textScaleChosen(m_scale->currentData().toDouble()); });
}

void AppearanceControls::setCurrent(const QString& theme, double textScale)
{
    if (const int at = m_theme->findData(theme); at >= 0)
        m_theme->setCurrentIndex(at);
    int nearest = 0;
    for (int i = 1; i < m_scale->count(); ++i)
        if (std::abs(m_scale->itemData(i).toDouble() - textScale) < std::abs(m_scale->itemData(nearest).toDouble() - textScale))
            nearest = i;
    m_scale->setCurrentIndex(nearest);
}

}  // namespace replay::ui
