// SPDX-License-Identifier: GPL-3.0-or-later
// The interface has no code of its own; this file gives the library an object.
#include "core/commands/service.h"
