// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/replayctl/commands.h"
#include "app/replayctl/json_shapes.h"
#include "app/replayctl/opened.h"
#include "app/replayctl/output.h"
#include "app/replayctl/stop_signal.h"
#include "app/replayctl/table.h"

#include <QElapsedTimer>
#include <QThread>
#include <cstdio>

namespace replay::ctl {
namespace {

using namespace Qt::StringLiterals;

constexpr int eventsPerStep = 4'000;
constexpr int lookEveryMs = 20;

/// What a query does while its model is behind: it brings the read side on by itself or, where another process runs the
/// workspace, waits for that one for a while.
class Patience {
public:
    Patience(const Call& call, std::int64_t ms) : m_call(call), m_ms(ms) { m_clock.start(); }

    bool operator()(const api::ProjectionInfo& model)
    {
        m_paused = model.status == api::ProjectionStatus::Paused;
        if (m_paused || stopWanted())
            return false;
        if (!m_asked) {
            m_asked = true;
            if (auto opened = openToWrite(m_call))
                m_own = std::move(opened->workspace);
        }
        if (m_own)
            return project();
        QThread::msleep(lookEveryMs);
        return m_clock.elapsed() < m_ms;
    }
    /// What to add to the reason of giving up.
    QString advice(const QString& model) const
    {
        if (m_paused)
            return u"; it is paused: `projections W resume %1` lets it go on"_s.arg(model);
        return m_error.isEmpty() ? QString() : u"; %1"_s.arg(m_error);
    }

private:
    bool project()
    {
        runtime::Platform& platform = m_own->platform();
        const auto more = platform.project(eventsPerStep);
        const auto due = more ? platform.projector().nextAt() : more.error();
        if (!due) {
            m_error = due.error().message;
            return false;
        }
        if (!*more && *due)
            platform.projector().passTime(**due);
        // Where nothing moved and nothing waits for time, this was the last that can be done.
        return std::exchange(m_moved, *more || due->has_value()) || m_moved;
    }

    const Call& m_call;
    std::int64_t m_ms;
    QElapsedTimer m_clock;
    std::unique_ptr<runtime::Workspace> m_own;
    bool m_asked = false;
    bool m_paused = false;
    bool m_moved = true;
    QString m_error;
};

Result<api::Position> wantedPosition(const Call& call, api::Reader& reader)
{
    if (call.has("wait-for") && call.has("after-command"))
        return base::malformed(u"query: --wait-for and --after-command exclude each other"_s);
    if (!call.has("after-command"))
        return call.whole("wait-for", 0, 0, wholeMax);
    REPLAY_ASSIGN(const QString id, idArgument(call.text("after-command").value_or(QString()), "--after-command"));
    REPLAY_ASSIGN(const api::Position position, reader.lastPositionOf(id));
    if (position == 0)
        return base::failed(
            u"the log has no event of the command %1: it is unknown, was refused, or is still on its way (`run` brings it there)"_s.arg(
                id));
    return position;
}

/// How stale the answer is; empty where it is fresh and whole.
QString staleness(const api::QueryAnswer& answer)
{
    if (answer.lag == 0 && answer.parked == 0 && answer.whole)
        return {};
    QString text = answer.lag == 0 ? u"%1 at position %2"_s.arg(answer.projection).arg(answer.position)
                                   : u"%1 at position %2, %3 events and %4 s behind"_s.arg(answer.projection)
                                         .arg(answer.position)
                                         .arg(answer.lag)
                                         .arg(static_cast<double>(answer.lagUs) / 1e6);
    if (answer.parked > 0)
        text += u"; %1 events are parked (`projections W parked %2`)"_s.arg(answer.parked).arg(answer.projection);
    if (!answer.whole)
        text += u"; it is replayed in place: its rows are not whole"_s;
    return text;
}

}  // namespace

Result<int> runQuery(const Call& call, Output& output)
{
    REPLAY_ASSIGN(const std::int64_t seconds, call.whole("patience", 10, 0, 86'400));
    const QByteArray json = call.positional.size() > 2 ? call.argument(2).toUtf8() : QByteArray("{}");
    REPLAY_ASSIGN(const Opened opened, openToRead(call));
    REPLAY_ASSIGN(const api::Position wanted, wantedPosition(call, *opened.reader));
    Patience patience(call, seconds * 1'000);
    QString model;
    const auto answer = opened.reader->ask(call.argument(1), json, wanted, [&](const api::ProjectionInfo& info) {
        model = info.name;
        return patience(info);
    });
    if (!answer)
        return base::Error{answer.error().kind, answer.error().message + (model.isEmpty() ? QString() : patience.advice(model))};
    const api::RowSet& rows = answer->rows;
    if (output.isJson()) {
        QByteArray head;
        if (call.has("with-position")) {
            head = compactJson(toJson(*answer));
            head.chop(1);
            head += ",\"rows\":";
        }
        JsonArrayWriter array(output, head, head.isEmpty() ? QByteArray() : QByteArray("}"));
        for (const QVariantList& row : rows.rows)
            array.add(rowToJson(rows.columns, row));
        array.end();
        return exitDone;
    }
    Table table(output, rows.columns);
    for (const QVariantList& row : rows.rows)
        table.add(row);
    table.end();
    if (const QString stale = staleness(*answer); !stale.isEmpty())
        std::fprintf(stderr, "%s\n", stale.toUtf8().constData());
    return exitDone;
}

}  // namespace replay::ctl
