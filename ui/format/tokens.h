// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QColor>
#include <QFont>
#include <QIcon>

/// The one file that names colours, sizes and durations. Nothing else in ui/ writes a colour or a pixel count.
namespace replay::ui::format {

enum class Scheme { Light, Dark, HighContrast };
void setScheme(Scheme scheme);  ///< the shell calls it, then re-applies palettes; widgets repaint on QEvent::PaletteChange
Scheme scheme();

enum class Colour {
    Window,
    Base,
    AlternateRow,
    Text,
    MutedText,
    Accent,
    AccentText,
    Hairline,
    Outline,
    Command,
    Event,
    ReadModel,
    SagaStep,
    Failure,
    Pending,
    Retry,  ///< fills of the colour + shape code
    Good,
    Live,
    Paused
};
QColor colour(Colour token);
/// The text colour that reads well on this fill (black or white).
QColor textOn(Colour fill);

enum class Space { Hair = 4, Small = 8, Medium = 12, Large = 16, Wide = 24 };
constexpr int px(Space space) { return static_cast<int>(space); }
inline constexpr int rowDense = 24;
inline constexpr int rowComfortable = 28;
inline constexpr int iconSmall = 16;
inline constexpr int iconLarge = 20;
inline constexpr int cornerRadius = 4;
inline constexpr int motionMs = 200;
int motion();  ///< motionMs, or 0 where reduced motion is chosen
void setReducedMotion(bool reduced);

enum class Type { Small, Body, Title, Heading, Display };  ///< 0.85 · 1 · 1.2 · 1.5 · 2 of the base
QFont font(Type type, bool bold = false);
QFont fixedFont(Type type = Type::Body);
void setTextScale(double scale);  ///< 1.0 = the system's size

/// A symbolic icon of ours from resources, tinted for the scheme: "play", "pause", "step", "events", …
QIcon icon(const QString& name);

}  // namespace replay::ui::format
