// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QAccessible>

namespace replay::ui {

/// Makes views of a kind known to assistive technology, once for all of them: `Accessible` is made of a `View*`.
template <typename View, typename Accessible>
void installAccessible()
{
    static const bool installed = [] {
        QAccessible::installFactory([](const QString&, QObject* object) -> QAccessibleInterface* {
            auto* view = qobject_cast<View*>(object);
            return view ? new Accessible(view) : nullptr;
        });
        return true;
    }();
    Q_UNUSED(installed)
}

}  // namespace replay::ui
