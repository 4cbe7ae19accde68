// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/base/result.h"

#include <QtGlobal>

namespace replay::tests {

/// For the preparations of a test: ends the program with the reason where one of them fails.
inline void must(const base::Status& status)
{
    if (!status)
        qFatal("%s", qPrintable(status.error().message));
}

}  // namespace replay::tests
