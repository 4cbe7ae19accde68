// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QList>
#include <QString>

namespace replay::ui {

/// One condition of a filter as typed: type:PaymentDeclined, aggregate:"Walnut teapot"; a bare word has no key.
struct FilterTerm {
    QString key;
    QString value;
    int start = 0;  ///< where it stands in the text
    int length = 0;
    bool open = false;  ///< a quote that is not closed
    bool operator==(const FilterTerm& other) const { return key == other.key && value == other.value; }
};

/// Splits a typed filter at blanks outside of quotes. Never fails: what it means is for the validator to judge.
QList<FilterTerm> parseFilterTerms(const QString& text);
/// The text of a term, quoted where it must be.
QString filterTermText(const FilterTerm& term);

}  // namespace replay::ui
