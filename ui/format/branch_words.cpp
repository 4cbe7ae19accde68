// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/format/words.h"

#include <QCoreApplication>
#include <QFileInfo>

namespace replay::ui::format {

QString branchChange(const api::BranchChange& change)
{
    const auto words = [](const char* text) { return QCoreApplication::translate("words", text); };
    if (change.code == u"skip_event")
        return words(QT_TRANSLATE_NOOP("words", "without the event %1")).arg(change.name);
    if (change.code == u"skip_command")
        return words(QT_TRANSLATE_NOOP("words", "%1 was not sent")).arg(change.name);
    if (change.code == u"amend_command")
        return words(QT_TRANSLATE_NOOP("words", "%1 said something else")).arg(change.name);
    if (change.code == u"fault")
        return words(QT_TRANSLATE_NOOP("words", "with the fault “%1”")).arg(faultKind(change.name));
    if (change.code == u"pitfall_on")
        return words(QT_TRANSLATE_NOOP("words", "with the pitfall “%1”")).arg(pitfall(change.subject));
    if (change.code == u"pitfall_off")
        return words(QT_TRANSLATE_NOOP("words", "without the pitfall “%1”")).arg(pitfall(change.subject));
    return change.code;
}

QString branchChanges(const QList<api::BranchChange>& changes)
{
    if (changes.isEmpty())
        return QCoreApplication::translate("words", "nothing changed");
    QStringList all;
    for (const api::BranchChange& change : changes)
        all << branchChange(change);
    return all.join(QStringLiteral(", "));
}

QString workspaceName(const QString& folder) { return QFileInfo(folder).completeBaseName(); }

}  // namespace replay::ui::format
