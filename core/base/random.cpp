// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/random.h"

#include <QVarLengthArray>
#include <QtEndian>
#include <sodium/crypto_shorthash.h>

namespace replay::base {
static_assert(crypto_shorthash_KEYBYTES == 16 && crypto_shorthash_BYTES == 8);

Random::Random(std::uint64_t seed) : m_seed(seed)
{
    qToLittleEndian<quint64>(seed, m_key.data());
    qToLittleEndian<quint64>(0x5265706c61796772ULL, m_key.data() + 8);  // "Replaygr"
}

std::uint64_t Random::bits(Concern concern, QByteArrayView purpose, std::uint64_t index) const
{
    QVarLengthArray<unsigned char, 96> message(purpose.size() + 9);
    message[0] = static_cast<unsigned char>(concern);
    qToLittleEndian<quint64>(index, message.data() + 1);
    std::copy(purpose.begin(), purpose.end(), message.begin() + 9);
    std::array<unsigned char, 8> out{};
    crypto_shorthash(out.data(), message.constData(), static_cast<unsigned long long>(message.size()), m_key.data());
    return qFromLittleEndian<quint64>(out.data());
}

std::int64_t Random::between(std::int64_t low, std::int64_t high, Concern concern, QByteArrayView purpose, std::uint64_t index) const
{
    if (high <= low)
        return low;
    const auto span = static_cast<std::uint64_t>(high - low) + 1;
    __extension__ using Wide = unsigned __int128;
    return low + static_cast<std::int64_t>((static_cast<Wide>(bits(concern, purpose, index)) * span) >> 64);
}

bool Random::chance(double probability, Concern concern, QByteArrayView purpose, std::uint64_t index) const
{
    if (probability <= 0)
        return false;
    const double drawn = static_cast<double>(bits(concern, purpose, index) >> 11) * 0x1.0p-53;
    return drawn < probability;
}

QUuid Random::uuid(ModelTime at, QByteArrayView purpose, std::uint64_t index) const
{
    std::array<char, 16> bytes{};
    qToBigEndian<quint64>(static_cast<quint64>(at.us / usPerMs) << 16, bytes.data());
    const std::uint64_t first = bits(Concern::Ids, purpose, index * 2);
    const std::uint64_t second = bits(Concern::Ids, purpose, index * 2 + 1);
    qToBigEndian<quint16>(static_cast<quint16>(0x7000U | (first & 0x0fffU)), bytes.data() + 6);
    qToBigEndian<quint64>((second & 0x3fffffffffffffffULL) | 0x8000000000000000ULL, bytes.data() + 8);
    return QUuid::fromRfc4122(QByteArrayView(bytes.data(), 16));
}

QString idText(const QUuid& id) { return id.toString(QUuid::WithoutBraces); }

std::array<char, 16> idBytes(const QUuid& id)
{
    std::array<char, 16> bytes{};
    qToBigEndian<quint32>(id.data1, bytes.data());
    qToBigEndian<quint16>(id.data2, bytes.data() + 4);
    qToBigEndian<quint16>(id.data3, bytes.data() + 6);
    std::copy(std::begin(id.data4), std::end(id.data4), bytes.begin() + 8);
    return bytes;
}

}  // namespace replay::base
