// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QtGlobal>

/// What must hold whatever the user, the disk or the network does. A violation is a bug of ours and stops the program,
/// in every build: going on would write wrong history.
#define ENSURE(condition)                                                                                                                  \
    do {                                                                                                                                   \
        if (!(condition)) [[unlikely]]                                                                                                     \
            qFatal("%s:%d: this must hold and does not: %s", __FILE__, __LINE__, #condition);                                              \
    } while (false)
