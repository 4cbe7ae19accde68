// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/fuzzy.h"

namespace replay::ui {

namespace {
constexpr int startsWord = 8;
constexpr int continuesRun = 5;
constexpr int plainHit = 1;
constexpr int wholeStart = 20;
constexpr int scatteredFrom = 3;  ///< from so many letters on, hits all over the text are no match
constexpr int eachAtLeast = 4;
}  // namespace

int fuzzyScore(QStringView typed, QStringView text)
{
    int score = 0;
    int letters = 0;
    qsizetype from = 0;
    qsizetype last = -2;
    for (const QChar letter : typed) {
        if (letter.isSpace())
            continue;
        ++letters;
        qsizetype hit = -1;
        // A word's beginning is preferred to a letter in the middle of one.
        for (qsizetype i = from; i < text.size(); ++i) {
            if (text.at(i).toLower() != letter.toLower())
                continue;
            const bool atWord = i == 0 || !text.at(i - 1).isLetterOrNumber() || (text.at(i).isUpper() && text.at(i - 1).isLower());
            if (i == last + 1 || atWord) {
                hit = i;
                break;
            }
            if (hit < 0)
                hit = i;
        }
        if (hit < 0)
            return -1;
        const bool atWord = hit == 0 || !text.at(hit - 1).isLetterOrNumber();
        score += hit == last + 1 ? continuesRun : atWord ? startsWord : plainHit;
        last = hit;
        from = hit + 1;
    }
    if (letters > 0 && text.startsWith(typed, Qt::CaseInsensitive))
        score += wholeStart;
    return letters >= scatteredFrom && score < letters * eachAtLeast ? -1 : score;
}

}  // namespace replay::ui
