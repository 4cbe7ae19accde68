// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QJsonObject>
#include <QString>
#include <QStringView>
#include <initializer_list>

/// Checks of texts that several services share. Each answers what is wrong as a sentence, or nothing where all is well.
namespace replay::contracts {

/// A text and the VARCHAR length it must fit into.
struct Bounded {
    const char* what;  ///< "Product name"
    QString text;
    int lengthMax;
};

/// The first text that is too long: "Product name must be at most 255 characters, got 300".
QString tooLong(std::initializer_list<Bounded> texts);

/// Whether this can be an e-mail address: one @, something before it, a domain with letters, digits, points and hyphens after it.
bool plausibleEmail(QStringView text);

/// What is wrong with a postal address that came as a JSON object: its values must be short texts (or numbers, or null).
QString addressFault(const QJsonObject& address);

}  // namespace replay::contracts
