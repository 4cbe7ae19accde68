// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/replayctl/commands.h"
#include "app/replayctl/opened.h"
#include "app/replayctl/output.h"

#include <QJsonObject>

namespace replay::ctl {

Result<int> runDigest(const Call& call, Output& output)
{
    REPLAY_ASSIGN(const Opened opened, openToRead(call));
    REPLAY_ASSIGN(const QByteArray digest, opened.workspace->digest());
    if (!output.isJson()) {
        output.line(QString::fromLatin1(digest));
        return exitDone;
    }
    REPLAY_ASSIGN(const api::Position head, opened.reader->head());
    output.document(QJsonObject{{QStringLiteral("digest"), QString::fromLatin1(digest)}, {QStringLiteral("events"), head}});
    return exitDone;
}

}  // namespace replay::ctl
