// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/users/password_hash.h"

#include <array>
#include <sodium.h>

namespace replay::users {

base::Result<QString> hashPassword(const QString& password)
{
    if (sodium_init() < 0)
        return base::failed(QStringLiteral("the password cannot be hashed: libsodium does not start"));
    const QByteArray utf8 = password.toUtf8();
    std::array<char, crypto_pwhash_STRBYTES> hash{};
    if (crypto_pwhash_str(hash.data(), utf8.constData(), static_cast<unsigned long long>(utf8.size()), crypto_pwhash_OPSLIMIT_INTERACTIVE,
                          crypto_pwhash_MEMLIMIT_INTERACTIVE) != 0)
        return base::failed(QStringLiteral("the password cannot be hashed: not enough memory"));
    return QString::fromLatin1(hash.data());
}

bool verifyPassword(const QString& password, const QString& hash)
{
    if (hash == lockedHash || hash == lostHash || sodium_init() < 0)
        return false;
    const QByteArray utf8 = password.toUtf8();
    return crypto_pwhash_str_verify(hash.toLatin1().constData(), utf8.constData(), static_cast<unsigned long long>(utf8.size())) == 0;
}

}  // namespace replay::users
