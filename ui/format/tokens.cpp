// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/format/tokens.h"

#include "ui/format/symbolic_icon.h"

#include <QApplication>
#include <QFile>
#include <QFontDatabase>
#include <array>
#include <cmath>

namespace replay::ui::format {

namespace {

Scheme g_scheme = Scheme::Light;
bool g_reducedMotion = false;
double g_textScale = 1.0;

// One line a token: light, dark, high contrast. The fills are Okabe and Ito's hues; in high contrast they are lightened or
// darkened until their text reaches 7:1.
struct Shades {
    Colour token;
    QRgb light;
    QRgb dark;
    QRgb highContrast;
};

constexpr std::array shades{
    Shades{Colour::Window, 0xF6F7F9, 0x1E2227, 0xFFFFFF},       Shades{Colour::Base, 0xFFFFFF, 0x16191D, 0xFFFFFF},
    Shades{Colour::AlternateRow, 0xF1F3F6, 0x1B1F24, 0xF2F2F2}, Shades{Colour::Text, 0x1B1F24, 0xE6E9ED, 0x000000},
    Shades{Colour::MutedText, 0x59626E, 0xA0AAB7, 0x262626},    Shades{Colour::Accent, 0x0072B2, 0x56B4E9, 0x004C7A},
    Shades{Colour::AccentText, 0xFFFFFF, 0x0B0D10, 0xFFFFFF},   Shades{Colour::Hairline, 0xD9DEE5, 0x31373F, 0x595959},
    Shades{Colour::Outline, 0x7F8998, 0x6B7684, 0x000000},      Shades{Colour::Command, 0x0072B2, 0x0072B2, 0x00568A},
    Shades{Colour::Event, 0xE69F00, 0xE69F00, 0xE69F00},        Shades{Colour::ReadModel, 0x009E73, 0x009E73, 0x12B589},
    Shades{Colour::SagaStep, 0xCC79A7, 0xCC79A7, 0xD68BB5},     Shades{Colour::Failure, 0xD55E00, 0xD55E00, 0xF58030},
    Shades{Colour::Pending, 0x56B4E9, 0x56B4E9, 0x56B4E9},      Shades{Colour::Retry, 0xF0E442, 0xF0E442, 0xF0E442},
    Shades{Colour::Good, 0x009E73, 0x009E73, 0x12B589},         Shades{Colour::Live, 0x009E73, 0x009E73, 0x12B589},
    Shades{Colour::Paused, 0xC4CAD3, 0x4A525C, 0xD9D9D9},
};

double luminance(const QColor& c)
{
    const auto linear = [](double v) { return v <= 0.03928 ? v / 12.92 : std::pow((v + 0.055) / 1.055, 2.4); };
    return 0.2126 * linear(c.redF()) + 0.7152 * linear(c.greenF()) + 0.0722 * linear(c.blueF());
}

const QFont& systemFont()
{
    static const QFont font = QApplication::font();
    return font;
}

QFont scaled(QFont font, Type type)
{
    static constexpr std::array factors{0.85, 1.0, 1.2, 1.5, 2.0};
    const double factor = factors[static_cast<std::size_t>(type)] * g_textScale;
    const QFont& base = systemFont();
    if (base.pointSizeF() > 0)
        font.setPointSizeF(base.pointSizeF() * factor);
    else
        font.setPixelSize(qRound(base.pixelSize() * factor));
    return font;
}

}  // namespace

void setScheme(Scheme scheme) { g_scheme = scheme; }

Scheme scheme() { return g_scheme; }

QColor colour(Colour token)
{
    const Shades& entry = shades[static_cast<std::size_t>(token)];
    Q_ASSERT(entry.token == token);
    switch (g_scheme) {
    case Scheme::Dark: return QColor(entry.dark);
    case Scheme::HighContrast: return QColor(entry.highContrast);
    case Scheme::Light: break;
    }
    return QColor(entry.light);
}

QColor textOn(Colour fill)
{
    const double y = luminance(colour(fill));
    const double onWhite = 1.05 / (y + 0.05);
    const double onBlack = (y + 0.05) / 0.05;
    return QColor(onBlack >= onWhite ? 0x000000 : 0xFFFFFF);
}

int motion() { return g_reducedMotion ? 0 : motionMs; }

void setReducedMotion(bool reduced) { g_reducedMotion = reduced; }

QFont font(Type type, bool bold)
{
    QFont font = scaled(systemFont(), type);
    if (bold)
        font.setWeight(QFont::DemiBold);
    return font;
}

QFont fixedFont(Type type) { return scaled(QFontDatabase::systemFont(QFontDatabase::FixedFont), type); }

void setTextScale(double scale)
{
    systemFont();  // remembers the system's size before anybody changes the application's font
    g_textScale = scale;
}

QIcon icon(const QString& name)
{
    const QString file = QStringLiteral(":/icons/%1.svg").arg(name);
    return QFile::exists(file) ? QIcon(new SymbolicIcon(file)) : QIcon();
}

}  // namespace replay::ui::format
