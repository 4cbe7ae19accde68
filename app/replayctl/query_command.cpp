// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/replayctl/commands.h"
#include "app/replayctl/json_shapes.h"
#include "app/replayctl/opened.h"
#include "app/replayctl/output.h"
#include "app/replayctl/table.h"

namespace replay::ctl {

Result<int> runQuery(const Call& call, Output& output)
{
    REPLAY_ASSIGN(const Opened opened, openToRead(call));
    const QByteArray json = call.positional.size() > 2 ? call.argument(2).toUtf8() : QByteArray("{}");
    REPLAY_ASSIGN(const api::RowSet rows, opened.reader->query(call.argument(1), json));
    if (output.isJson()) {
        JsonArrayWriter array(output);
        for (const QVariantList& row : rows.rows)
            array.add(rowToJson(rows.columns, row));
        array.end();
        return exitDone;
    }
    Table table(output, rows.columns);
    for (const QVariantList& row : rows.rows)
        table.add(row);
    table.end();
    return exitDone;
}

}  // namespace replay::ctl
