// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/runtime/branch_request.h"

#include "core/runtime/readers.h"
#include "core/scenarios/fault_reader.h"
#include "core/scenarios/vocabulary.h"

#include <QDir>

namespace replay::runtime {
namespace {

base::Result<QUuid> idOf(const api::BranchChange& change)
{
    const QUuid id = QUuid::fromString(change.subject);
    if (id.isNull())
        return base::malformed(QStringLiteral("%1: \"%2\" is not a UUID").arg(change.code, change.subject));
    return id;
}

base::Status addPitfall(const QString& code, QStringList& to)
{
    if (!faults::pitfallOf(code))
        return base::malformed(scenarios::notOneOf(code, "pitfall", scenarios::pitfallNames()));
    to << code;
    return {};
}

base::Status add(const api::BranchChange& change, BranchRequest& request)
{
    if (change.code == u"pitfall_on")
        return addPitfall(change.subject, request.pitfalls);
    if (change.code == u"pitfall_off")
        return addPitfall(change.subject, request.pitfallsOff);
    if (change.code == u"fault") {
        REPLAY_ASSIGN(const api::FaultRule rule, scenarios::parseFaultRule(change.data));
        request.faults << rule;
        return {};
    }
    const bool known = change.code == u"skip_event" || change.code == u"skip_command" || change.code == u"amend_command";
    if (!known)
        return base::malformed(QStringLiteral("\"%1\" is nothing that a branch can change").arg(change.code));
    REPLAY_ASSIGN(const QUuid id, idOf(change));
    if (change.code == u"skip_event") {
        request.amendments.skippedEvents.insert(id);
    } else if (change.code == u"skip_command") {
        request.amendments.skippedCommands.insert(id);
    } else {
        REPLAY_ASSIGN(const QJsonObject data, base::parseJsonObject(change.data, change.name));
        request.amendments.amendedCommands.insert(id, data);
    }
    return {};
}

}  // namespace

base::Result<BranchRequest> readRequest(const api::BranchRequest& request)
{
    BranchRequest read;
    read.position = request.position;
    for (const api::BranchChange& change : request.changes)
        REPLAY_TRY(add(change, read));
    return read;
}

base::Result<QList<api::BranchChange>> describe(const BranchRequest& request, const QString& parent)
{
    QList<api::BranchChange> changes;
    REPLAY_ASSIGN(const auto reader, makeReader(parent));
    for (const QUuid& id : request.amendments.skippedEvents) {
        REPLAY_ASSIGN(const auto event, reader->eventById(base::idText(id)));
        if (!event)
            return base::malformed(QStringLiteral("%1 has no event %2").arg(parent, base::idText(id)));
        changes.append({QStringLiteral("skip_event"), base::idText(id), event->eventType, {}});
    }
    const auto command = [&](const char* code, const QUuid& id, const QByteArray& data) -> base::Status {
        REPLAY_ASSIGN(const auto sent, reader->sentCommand(base::idText(id)));
        if (!sent)
            return base::malformed(QStringLiteral("%1 was sent no command %2").arg(parent, base::idText(id)));
        changes.append({QString::fromLatin1(code), base::idText(id), sent->name, data});
        return {};
    };
    for (const QUuid& id : request.amendments.skippedCommands)
        REPLAY_TRY(command("skip_command", id, {}));
    for (auto amended = request.amendments.amendedCommands.cbegin(); amended != request.amendments.amendedCommands.cend(); ++amended)
        REPLAY_TRY(command("amend_command", amended.key(), base::jsonBytes(*amended)));
    std::sort(changes.begin(), changes.end(), [](const api::BranchChange& a, const api::BranchChange& b) { return a.subject < b.subject; });
    for (const api::FaultRule& rule : request.faults)
        changes.append({QStringLiteral("fault"), QString(), rule.kind, base::jsonBytes(toJson(rule))});
    for (const QString& pitfall : request.pitfalls)
        changes.append({QStringLiteral("pitfall_on"), pitfall, pitfall, {}});
    for (const QString& pitfall : request.pitfallsOff)
        changes.append({QStringLiteral("pitfall_off"), pitfall, pitfall, {}});
    return changes;
}

}  // namespace replay::runtime
