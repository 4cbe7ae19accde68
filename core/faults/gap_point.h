// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QString>
#include <array>

namespace replay::faults {

/// The points inside the handling of a message at which it can be stopped, stepped or broken. Faults, micro-steps and the
/// gap matrix share this one list.
enum class GapPoint { Received, Loaded, Decided, Appended, Committed, Published, Acknowledged, Projected };

inline constexpr std::array gapPoints{GapPoint::Received,  GapPoint::Loaded,    GapPoint::Decided,      GapPoint::Appended,
                                      GapPoint::Committed, GapPoint::Published, GapPoint::Acknowledged, GapPoint::Projected};

constexpr const char* gapName(GapPoint point)
{
    constexpr std::array names{"received", "loaded", "decided", "appended", "committed", "published", "acknowledged", "projected"};
    return names[static_cast<std::size_t>(point)];
}

/// Told of every gap point that is passed; a stepping platform waits in it.
class GapObserver {
public:
    virtual ~GapObserver() = default;
    virtual void reached(GapPoint point, const QString& service, const QString& message) = 0;
};

}  // namespace replay::faults
