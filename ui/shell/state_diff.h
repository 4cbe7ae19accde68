// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QByteArray>
#include <QList>
#include <QString>

namespace replay::ui {

/// One field that differs between two states.
struct FieldChange {
    enum class Kind { Added, Removed, Changed };
    Kind kind = Kind::Changed;
    QString path;  ///< "items[0].quantity"
    QString before;
    QString after;
};

/// What differs between two JSON objects, leaf by leaf, in the order of the paths. Empty bytes stand for "did not exist".
QList<FieldChange> stateDiff(const QByteArray& before, const QByteArray& after);

}  // namespace replay::ui
