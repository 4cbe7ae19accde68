// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QCoreApplication>
#include <QString>
#include <span>

/// How the files of words look codes up; of no use outside this folder.
namespace replay::ui::format::word_table {

struct Word {
    const char* code;
    const char* text;  ///< marked for translation in the context "words"
};

inline QString translated(const char* text) { return QCoreApplication::translate("words", text); }

inline const Word* find(std::span<const Word> words, const QString& code)
{
    for (const Word& word : words) {
        if (code == QLatin1StringView(word.code))
            return &word;
    }
    return nullptr;
}

/// The word of a code, or the code itself.
inline QString lookUp(std::span<const Word> words, const QString& code)
{
    const Word* word = find(words, code);
    return word ? translated(word->text) : code;
}

/// The line of a code, or nothing.
inline QString lineOf(std::span<const Word> words, const QString& code)
{
    const Word* word = find(words, code);
    return word ? translated(word->text) : QString();
}

}  // namespace replay::ui::format::word_table
