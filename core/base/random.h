// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QByteArray>
#include <QUuid>
#include <array>
#include <cstdint>

#include "core/base/model_time.h"

namespace replay::base {

/// What a random value is for. Values of different concerns are independent: switching one fault on moves nothing else.
enum class Concern : std::uint8_t { Latency, Loss, Duplication, Reordering, Fault, Workload, Shop, Ids, Backoff };

/// Randomness that is keyed, not drawn in turn: a value is a pure function of the seed, the concern and what it is for
/// (message id, attempt, index …), so neither pace nor batching nor a restart changes it. The function is SipHash-2-4
/// (Aumasson and Bernstein, 2012), whose result is the same on every machine.
class Random {
public:
    explicit Random(std::uint64_t seed);

    std::uint64_t seed() const { return m_seed; }
    /// 64 uniform bits for this purpose.
    std::uint64_t bits(Concern concern, QByteArrayView purpose, std::uint64_t index = 0) const;
    /// A uniform whole number in [low, high].
    std::int64_t between(std::int64_t low, std::int64_t high, Concern concern, QByteArrayView purpose, std::uint64_t index = 0) const;
    /// True with the given probability, in steps of 2^-53.
    bool chance(double probability, Concern concern, QByteArrayView purpose, std::uint64_t index = 0) const;
    /// A UUID in the layout of version 7 (RFC 9562): the model time's milliseconds, then keyed bits.
    QUuid uuid(ModelTime at, QByteArrayView purpose, std::uint64_t index = 0) const;

private:
    std::uint64_t m_seed;
    std::array<unsigned char, 16> m_key{};
};

/// The 36-character lower-case text of an id, without braces.
QString idText(const QUuid& id);
/// The 16 bytes of an id in network order (RFC 9562), as the databases keep it; no allocation.
std::array<char, 16> idBytes(const QUuid& id);

}  // namespace replay::base
