// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/base/result.h"

namespace replay::users {

/// What stands in place of a hash where there is no password: no password has this hash.
inline const QString lockedHash = QStringLiteral("!");

/// The same for a user of an imported log: there was a password once, and no log holds it. A new one must be set.
inline const QString lostHash = QStringLiteral("!lost");

/// Argon2id with a random salt (libsodium, its limits for interactive use). The salt is the one thing in the platform that is
/// not reproducible: the hash is in no event, so no digest depends on it.
base::Result<QString> hashPassword(const QString& password);

/// Whether this is the password of that hash.
bool verifyPassword(const QString& password, const QString& hash);

}  // namespace replay::users
