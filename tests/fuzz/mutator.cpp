// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/fuzz/mutator.h"

#include <algorithm>

namespace replay::fuzz {

std::int64_t Mutator::draw(std::int64_t below, int number, int turn, const char* what) const
{
    const QByteArray purpose = QByteArray(what) + QByteArray::number(turn);
    return m_random.between(0, below - 1, base::Concern::Workload, purpose, static_cast<std::uint64_t>(number));
}

void Mutator::damageOnce(QByteArray& input, int number, int turn) const
{
    const qsizetype at = draw(input.size() + 1, number, turn, "at");
    const qsizetype length = draw(std::min<std::int64_t>(40, input.size() - at + 1), number, turn, "length");
    switch (draw(8, number, turn, "how")) {
    case 0:
        if (at < input.size())
            input[at] = static_cast<char>(input[at] ^ (1 << draw(8, number, turn, "bit")));
        break;
    case 1: input.remove(at, length); break;
    case 2: input.insert(at, QByteArray(input.mid(at, length)).repeated(static_cast<int>(draw(5, number, turn, "times")))); break;
    case 3: input.insert(at, m_words[draw(m_words.size(), number, turn, "word")]); break;
    case 4: input.insert(at, static_cast<char>(draw(256, number, turn, "byte"))); break;
    case 5: input.truncate(at); break;
    case 6: {
        const QByteArray piece = input.mid(at, length);
        input.remove(at, length);
        input.insert(draw(input.size() + 1, number, turn, "to"), piece);
        break;
    }
    default: input.replace(at, length, m_words[draw(m_words.size(), number, turn, "word")]); break;
    }
}

QByteArray Mutator::damaged(const QByteArray& input, int number) const
{
    QByteArray output = input;
    const auto damages = draw(damagesMax, number, 0, "damages") + 1;
    for (int turn = 0; turn < damages; ++turn)
        damageOnce(output, number, turn);
    return output;
}

QByteArray Mutator::invented(int number) const
{
    QByteArray output;
    const auto parts = draw(12, number, 0, "parts");
    for (int turn = 0; turn < parts; ++turn)
        output += draw(4, number, turn, "kind") == 0 ? QByteArray(1, static_cast<char>(draw(256, number, turn, "byte")))
                                                     : m_words[draw(m_words.size(), number, turn, "word")];
    return output;
}

int rounds(int usual)
{
    const int factor = qEnvironmentVariableIntValue("REPLAY_FUZZ_ROUNDS");
    return usual * std::clamp(factor, 1, 1'000);
}

}  // namespace replay::fuzz
