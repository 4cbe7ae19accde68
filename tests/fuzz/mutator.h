// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/base/random.h"

#include <QByteArray>
#include <QByteArrayList>

namespace replay::fuzz {

/// Damages inputs as a fuzzer would: flips, cuts, repeats, swaps, splices words of the format. The n-th damage of an input is
/// always the same, so a failure is found again by its number.
class Mutator {
public:
    explicit Mutator(std::uint64_t seed, QByteArrayList words) : m_random(seed), m_words(std::move(words)) {}

    QByteArray damaged(const QByteArray& input, int number) const;
    /// A text of words and noise out of nothing.
    QByteArray invented(int number) const;

private:
    std::int64_t draw(std::int64_t below, int number, int turn, const char* what) const;
    void damageOnce(QByteArray& input, int number, int turn) const;

    static constexpr int damagesMax = 6;
    base::Random m_random;
    QByteArrayList m_words;
};

/// How many damaged inputs a test takes: enough to reach the corners, few enough for every run. REPLAY_FUZZ_ROUNDS multiplies.
int rounds(int usual);

}  // namespace replay::fuzz
