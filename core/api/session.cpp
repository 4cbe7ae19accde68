// SPDX-License-Identifier: GPL-3.0-or-later
// The interface has no code of its own; this file gives its meta-object a home.
#include "core/api/session.h"
