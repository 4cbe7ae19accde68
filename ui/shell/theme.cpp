// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/theme.h"

#include "ui/shell/quiet_style.h"

#include <QApplication>
#include <QEvent>
#include <QPixmapCache>
#include <QToolTip>

namespace replay::ui {

using format::Colour;
using format::colour;

Theme::Theme(Settings& settings, QObject* parent) : QObject(parent), m_settings(settings)
{
    m_systemIsDark = QApplication::palette().color(QPalette::Window).lightness() < 128;
    QApplication::setStyle(new QuietStyle);
    qApp->installEventFilter(this);
    connect(&m_settings, &Settings::lookChanged, this, &Theme::apply);
    apply();
}

format::Scheme Theme::chosenScheme() const
{
    if (m_presenting)
        return format::Scheme::HighContrast;
    if (m_forced)
        return m_forcedScheme;
    switch (m_settings.theme()) {
    case Settings::Theme::Light: return format::Scheme::Light;
    case Settings::Theme::Dark: return format::Scheme::Dark;
    case Settings::Theme::HighContrast: return format::Scheme::HighContrast;
    case Settings::Theme::Follow: break;
    }
    return m_systemIsDark ? format::Scheme::Dark : format::Scheme::Light;
}

void Theme::apply()
{
    m_applying = true;
    format::setReducedMotion(m_settings.reducedMotion());
    format::setTextScale(m_settings.textScale() * (m_presenting ? presentationScale : 1.0));
    format::setScheme(chosenScheme());
    QApplication::setFont(format::font(format::Type::Body));
    QApplication::setPalette(palette());
    QToolTip::setPalette(palette());
    QToolTip::setFont(format::font(format::Type::Body));
    m_applying = false;
}

void Theme::setPresenting(bool on)
{
    m_presenting = on;
    apply();
}

void Theme::forceScheme(format::Scheme scheme)
{
    m_forced = true;
    m_forcedScheme = scheme;
    apply();
}

bool Theme::eventFilter(QObject* watched, QEvent* event)
{
    // The desktop went dark or light while we run: the style's standard palette follows it.
    if (watched == qApp && event->type() == QEvent::ThemeChange && !m_applying && m_settings.theme() == Settings::Theme::Follow) {
        m_systemIsDark = QApplication::style()->standardPalette().color(QPalette::Window).lightness() < 128;
        apply();
    }
    return QObject::eventFilter(watched, event);
}

QPalette Theme::palette()
{
    QPalette p;
    p.setColor(QPalette::Window, colour(Colour::Window));
    p.setColor(QPalette::WindowText, colour(Colour::Text));
    p.setColor(QPalette::Base, colour(Colour::Base));
    p.setColor(QPalette::AlternateBase, colour(Colour::AlternateRow));
    p.setColor(QPalette::Text, colour(Colour::Text));
    p.setColor(QPalette::PlaceholderText, colour(Colour::MutedText));
    p.setColor(QPalette::Button, colour(Colour::Window));
    p.setColor(QPalette::ButtonText, colour(Colour::Text));
    p.setColor(QPalette::BrightText, colour(Colour::Failure));
    p.setColor(QPalette::Highlight, colour(Colour::Accent));
    p.setColor(QPalette::HighlightedText, colour(Colour::AccentText));
    p.setColor(QPalette::Link, colour(Colour::Accent));
    p.setColor(QPalette::LinkVisited, colour(Colour::Accent));
    p.setColor(QPalette::ToolTipBase, colour(Colour::Base));
    p.setColor(QPalette::ToolTipText, colour(Colour::Text));
    p.setColor(QPalette::Light, colour(Colour::Base));
    p.setColor(QPalette::Midlight, colour(Colour::AlternateRow));
    p.setColor(QPalette::Mid, colour(Colour::Hairline));
    p.setColor(QPalette::Dark, colour(Colour::Outline));
    p.setColor(QPalette::Shadow, colour(Colour::Outline));
    const QColor faint = colour(Colour::Outline);
    for (const QPalette::ColorRole role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText})
        p.setColor(QPalette::Disabled, role, faint);
    p.setColor(QPalette::Disabled, QPalette::Highlight, colour(Colour::Hairline));
    p.setColor(QPalette::Disabled, QPalette::HighlightedText, colour(Colour::MutedText));
    return p;
}

}  // namespace replay::ui
