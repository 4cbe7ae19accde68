// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/runtime/branch.h"

#include "core/runtime/branch_request.h"
#include "core/runtime/readers.h"
#include "core/runtime/recorded_source.h"
#include "core/scenarios/scenario_reader.h"

#include <QDir>
#include <QFileInfo>
#include <QJsonDocument>
#include <QMap>

namespace replay::runtime {
namespace {

using storage::Access;
using storage::Database;
using storage::Row;
using storage::bind;

const QString sourceRecorded = QStringLiteral("recorded");

Result<std::unique_ptr<Database>> readOnly(const QString& folder, const char* name)
{
    return Database::open(QDir(folder).filePath(QString::fromLatin1(name)), Access::ReadOnly);
}

struct Point {
    QByteArray hash;
    ModelTime appendedAt;
};

/// The log at a position; an error where it has none such.
Result<Point> pointAt(Database& log, api::Position position)
{
    Point point{QByteArray(32, '\0'), {}};
    bool found = position == 0;
    const std::int64_t at = position;
    REPLAY_TRY(log.each("SELECT hash, appended_at FROM log_records WHERE position = ?", bind(at), [&](const Row& row) {
        point = {row.bytes(0), row.time(1)};
        found = true;
    }));
    if (!found) {
        REPLAY_ASSIGN(const std::int64_t head, log.integer("SELECT max(position) FROM log_records", 0));
        return base::malformed(QStringLiteral("position %1: the log ends at %2").arg(position).arg(head));
    }
    return point;
}

Status statusOf(const Result<int>& changed) { return changed ? Status() : Status(changed.error()); }

/// The rules and switches that the parent had, each with its time; what was armed after the fork has not happened yet.
Status copyRules(Database& from, Gateway& to, ModelTime until)
{
    Database& target = to.database();
    REPLAY_TRY(target.run("DELETE FROM fault_rules"));
    Status copied;
    REPLAY_TRY(from.each(
        "SELECT id, rule, armed, armed_at, disarmed_at FROM fault_rules WHERE armed_at IS NULL OR armed_at <= ? ORDER BY id", bind(until),
        [&](const Row& row) {
            const bool disarmed = !row.isNull(4) && row.time(4) <= until;
            copied = statusOf(target.run(
                "INSERT INTO fault_rules (id, rule, armed, armed_at, disarmed_at) VALUES (?, ?, ?, ?, ?)", row.integer(0),
                storage::Utf8{row.bytes(1)}, disarmed ? row.flag(2) : row.flag(2) || !row.isNull(4),
                row.isNull(3) ? std::nullopt : std::optional(row.integer(3)), disarmed ? std::optional(row.integer(4)) : std::nullopt));
            return copied.has_value();
        }));
    REPLAY_TRY(copied);
    REPLAY_TRY(target.run("DELETE FROM pitfalls"));
    REPLAY_TRY(from.each("SELECT name, on_at, off_at FROM pitfalls WHERE on_at <= ? ORDER BY id", bind(until), [&](const Row& row) {
        const bool off = !row.isNull(2) && row.time(2) <= until;
        copied = statusOf(target.run("INSERT INTO pitfalls (name, on_at, off_at) VALUES (?, ?, ?)", row.text(0), row.time(1),
                                     off ? std::optional(row.integer(2)) : std::nullopt));
        return copied.has_value();
    }));
    return copied;
}

/// Makes the folder with the parent's scenario, inputs, rules and amendments; nothing has run yet.
Status prepare(const QString& parent, const QString& folder, const BranchRequest& request, ModelTime until)
{
    REPLAY_ASSIGN(const Manifest manifest, readManifest(parent));
    REPLAY_ASSIGN(auto gateway, readOnly(parent, "gateway.db"));
    REPLAY_ASSIGN(const std::int64_t imported, gateway->integer("SELECT count(*) FROM settings WHERE name = ?", 0, settingImportedLog));
    if (imported > 0)
        return base::failed(
            QStringLiteral("%1 took up a log that was exported elsewhere: nobody recorded what led to it, so it cannot be run again. "
                           "Branch the workspace it comes from, or import the file once more")
                .arg(parent));
    QByteArray scenario;
    REPLAY_TRY(
        gateway->each("SELECT value FROM settings WHERE name = 'scenario'", bind(), [&](const Row& row) { scenario = row.bytes(0); }));
    REPLAY_TRY(Workspace::create(folder, {manifest.seed, manifest.isPrivate, scenario, manifest.sagaStyle}));
    REPLAY_ASSIGN(const auto branch, Workspace::open(folder, Access::ReadWrite));
    REPLAY_TRY(copyRules(*gateway, branch->platform().gateway(), until));
    REPLAY_ASSIGN(Amendments amendments, readAmendments(*gateway));  // a branch of a branch leaves out what its parent does
    amendments.add(request.amendments);
    return writeAmendments(branch->platform().gateway().database(), amendments);
}

/// The keys of the parent's persons: with keys of its own a private workspace would tell another log. Answers how many persons
/// were erased: what they once sent is recorded without what was personal, and is replayed so.
Result<std::int64_t> copyKeys(const QString& parent, const QString& folder, const char* database)
{
    REPLAY_ASSIGN(auto from, readOnly(parent, database));
    REPLAY_ASSIGN(auto to, Database::open(QDir(folder).filePath(QString::fromLatin1(database)), Access::ReadWrite));
    REPLAY_TRY(to->begin());
    Status copied;
    REPLAY_TRY(
        from->each("SELECT user_id, secret, made_at FROM user_keys WHERE secret IS NOT NULL ORDER BY user_id", bind(), [&](const Row& row) {
            copied = statusOf(
                to->run("INSERT INTO user_keys (user_id, secret, made_at) VALUES (?, ?, ?)", row.id(0), row.bytes(1), row.integer(2)));
            return copied.has_value();
        }));
    REPLAY_TRY(copied);
    REPLAY_TRY(to->commit());
    return from->integer("SELECT count(*) FROM user_keys WHERE secret IS NULL", 0);
}

Status replayTo(Workspace& branch, const Point& point, api::Position position, const api::Progress& progress)
{
    Platform& platform = branch.platform();
    const auto head = [&] { return platform.status().head; };
    // Windows while the position is surely ahead, then one thing at a time up to the transaction that holds it.
    const ModelTime near = point.appendedAt + -platform.settings().network.leastUs();
    for (bool more = true; more && head() < position;) {
        REPLAY_ASSIGN(more, platform.advance(Platform::Pace::Window, near));
        if (progress && !progress(static_cast<double>(head()) / static_cast<double>(position)))
            return base::cancelled();
    }
    for (bool more = true; more && head() < position;) {
        REPLAY_ASSIGN(more, platform.advance(Platform::Pace::One, std::nullopt));
    }
    for (bool more = true; more;) {
        REPLAY_ASSIGN(more, platform.project(4'000));
    }
    return {};
}

/// An amended command that its service cannot even read would make a branch in which nothing was sent: said at once.
Status checkAmended(const Platform& platform, const QString& folder, const Amendments& amendments)
{
    REPLAY_ASSIGN(const auto gateway, readOnly(folder, "gateway.db"));
    for (auto amended = amendments.amendedCommands.keyBegin(); amended != amendments.amendedCommands.keyEnd(); ++amended) {
        const QUuid id = *amended;
        QString name;
        QString target;
        REPLAY_TRY(gateway->each("SELECT name, target FROM inputs WHERE message_id = ?", bind(id), [&](const Row& row) {
            name = row.text(0);
            target = row.text(1);
        }));
        if (target.isEmpty())
            continue;  // the fork lies before it: it will be sent later
        REPLAY_ASSIGN(const auto receipt, platform.receipt(id, target));
        if (receipt && receipt->outcome == commands::Receipt::Outcome::Malformed)
            return base::malformed(QStringLiteral("the amended %1: %2").arg(name, receipt->reason));
    }
    return {};
}

/// Everything of a fork but its end: where it fails, what is there by then is half a branch.
Result<Branch> makeBranch(const QString& parent, const QString& folder, const BranchRequest& request, const Point& point,
                          const api::Progress& progress)
{
    REPLAY_ASSIGN(const QList<api::BranchChange> changes, describe(request, parent));
    REPLAY_TRY(prepare(parent, folder, request, point.appendedAt));
    REPLAY_ASSIGN(const std::int64_t erased, copyKeys(parent, folder, "user.db"));
    REPLAY_TRY(copyKeys(parent, folder, "order.db"));
    REPLAY_TRY(copyKeys(parent, folder, "saga.db"));
    REPLAY_ASSIGN(const auto opened, Workspace::open(folder, Access::ReadWrite));
    Workspace& branch = *opened;
    REPLAY_ASSIGN(auto gateway, readOnly(parent, "gateway.db"));
    const ModelTime start = branch.platform().settings().start;
    REPLAY_TRY(branch.addSource(std::make_unique<RecordedSource>(std::move(gateway), start, QJsonObject()), sourceRecorded));
    REPLAY_TRY(replayTo(branch, point, request.position, progress));
    branch.platform().dropSource(sourceRecorded);  // what people did after the fork is the parent's alone
    REPLAY_TRY(checkAmended(branch.platform(), folder, request.amendments));
    REPLAY_ASSIGN(const auto log, readOnly(folder, "log.db"));
    Branch made;
    made.position = branch.status().head;
    REPLAY_ASSIGN(const Point reached, pointAt(*log, made.position));
    made.digest = reached.hash.toHex();
    if (request.amendments.isEmpty() && request.position > 0) {
        REPLAY_ASSIGN(const Point same, pointAt(*log, std::min(request.position, made.position)));
        if (same.hash != point.hash && erased == 0)  // without an erased person's data it is another log, event for event
            return base::failed(
                QStringLiteral(
                    "replayed from the start, the log is another one at position %1: the workspace was changed by hand, or by another version")
                    .arg(request.position));
    }
    for (const api::FaultRule& rule : request.faults)
        REPLAY_TRY(branch.addFault(rule));
    for (const QString& pitfall : request.pitfalls)
        REPLAY_TRY(branch.platform().switchPitfall(*faults::pitfallOf(pitfall), true));
    for (const QString& pitfall : request.pitfallsOff)
        REPLAY_TRY(branch.platform().switchPitfall(*faults::pitfallOf(pitfall), false));
    Manifest manifest = branch.manifest();
    manifest.origin = api::BranchOrigin{QDir(parent).absolutePath(), request.position, changes};
    REPLAY_TRY(writeManifest(folder, manifest));
    return made;
}

}  // namespace

base::Result<Branch> forkWorkspace(const QString& parent, const QString& folder, const BranchRequest& request,
                                   const api::Progress& progress)
{
    REPLAY_TRY(readManifest(parent));
    REPLAY_ASSIGN(const auto parentLog, readOnly(parent, "log.db"));
    REPLAY_ASSIGN(const Point point, pointAt(*parentLog, request.position));
    if (QFileInfo::exists(folder))
        return base::unusable(QStringLiteral("%1 exists already").arg(folder));
    const auto made = makeBranch(parent, folder, request, point, progress);
    if (!made)
        QDir(folder).removeRecursively();  // made here, and closed again: half a branch would pass for a whole one
    return made;
}

namespace {

/// How many events of each type a log has after a position.
Result<QMap<QString, qint64>> typesAfter(Database& log, api::Position position)
{
    QMap<QString, qint64> counts;
    const std::int64_t from = position;
    REPLAY_TRY(log.each("SELECT t.name, count(*) FROM log_records r JOIN event_types t USING (type) WHERE r.position >= ? GROUP BY t.name",
                        bind(from), [&](const Row& row) { counts.insert(row.text(0), row.integer(1)); }));
    return counts;
}

QList<api::TypeCount> surplus(const QMap<QString, qint64>& of, const QMap<QString, qint64>& over)
{
    QList<api::TypeCount> more;
    for (auto each = of.cbegin(); each != of.cend(); ++each) {
        if (*each > over.value(each.key()))
            more.append({each.key(), *each - over.value(each.key())});
    }
    return more;
}

}  // namespace

base::Result<LogDifference> compareLogs(const QString& left, const QString& right)
{
    for (const QString& folder : {left, right})
        REPLAY_TRY(readManifest(folder));
    REPLAY_ASSIGN(const auto leftLog, readOnly(left, "log.db"));
    REPLAY_ASSIGN(const auto rightLog, readOnly(right, "log.db"));
    REPLAY_ASSIGN(const std::int64_t leftHead, leftLog->integer("SELECT max(position) FROM log_records", 0));
    REPLAY_ASSIGN(const std::int64_t rightHead, rightLog->integer("SELECT max(position) FROM log_records", 0));
    // The chain at a position stands for everything before it: the last position at which both agree is found by halving.
    std::int64_t same = 0;
    std::int64_t other = std::min(leftHead, rightHead) + 1;
    while (other - same > 1) {
        const std::int64_t middle = same + (other - same) / 2;
        REPLAY_ASSIGN(const Point one, pointAt(*leftLog, middle));
        REPLAY_ASSIGN(const Point two, pointAt(*rightLog, middle));
        (one.hash == two.hash ? same : other) = middle;
    }
    LogDifference difference;
    difference.equal = same == leftHead && same == rightHead;
    if (difference.equal)
        return difference;
    difference.position = same + 1;
    REPLAY_ASSIGN(const auto leftReader, makeReader(left));
    REPLAY_ASSIGN(const auto rightReader, makeReader(right));
    REPLAY_ASSIGN(difference.left, leftReader->event(difference.position));
    REPLAY_ASSIGN(difference.right, rightReader->event(difference.position));
    REPLAY_ASSIGN(const auto leftTypes, typesAfter(*leftLog, difference.position));
    REPLAY_ASSIGN(const auto rightTypes, typesAfter(*rightLog, difference.position));
    difference.leftOnly = surplus(leftTypes, rightTypes);
    difference.rightOnly = surplus(rightTypes, leftTypes);
    return difference;
}

}  // namespace replay::runtime
