// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/filter_terms.h"

namespace replay::ui {

QList<FilterTerm> parseFilterTerms(const QString& text)
{
    QList<FilterTerm> terms;
    int at = 0;
    const int end = static_cast<int>(text.size());
    while (at < end) {
        if (text.at(at).isSpace()) {
            ++at;
            continue;
        }
        FilterTerm term;
        term.start = at;
        bool quoted = false;
        bool hasKey = false;
        QString word;
        for (; at < end && (quoted || !text.at(at).isSpace()); ++at) {
            const QChar each = text.at(at);
            if (each == QLatin1Char('"')) {
                quoted = !quoted;
            } else if (each == QLatin1Char(':') && !quoted && !hasKey) {
                term.key = word.toLower();
                word.clear();
                hasKey = true;
            } else {
                word.append(each);
            }
        }
        term.value = word;
        term.length = at - term.start;
        term.open = quoted;
        terms.append(term);
    }
    return terms;
}

QString filterTermText(const FilterTerm& term)
{
    bool quote = term.value.isEmpty();
    for (const QChar each : term.value)
        quote = quote || each.isSpace() || (term.key.isEmpty() && each == QLatin1Char(':'));
    QString text = term.key;
    if (!text.isEmpty())
        text += QLatin1Char(':');
    if (quote)
        text += QLatin1Char('"');
    text += term.value;
    if (quote)
        text += QLatin1Char('"');
    return text;
}

}  // namespace replay::ui
