// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/csv_text.h"

namespace replay::ui {

QByteArray csvField(const QString& text)
{
    QByteArray field = text.toUtf8();
    if (!field.contains(',') && !field.contains('"') && !field.contains('\n') && !field.contains('\r'))
        return field;
    field.replace('"', "\"\"");
    return '"' + field + '"';
}

}  // namespace replay::ui
