// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/replayctl/opened.h"

namespace replay::ctl {
namespace {

Result<Opened> open(const Call& call, storage::Access access)
{
    Opened opened;
    REPLAY_ASSIGN(opened.workspace, runtime::Workspace::open(call.workspace(), access));
    REPLAY_ASSIGN(opened.reader, opened.workspace->makeReader());
    return opened;
}

}  // namespace

Result<Opened> openToRead(const Call& call) { return open(call, storage::Access::ReadOnly); }

Result<Opened> openToWrite(const Call& call) { return open(call, storage::Access::ReadWrite); }

Result<QString> idArgument(const QString& text, const char* what)
{
    const QUuid id = QUuid::fromString(text);
    if (id.isNull())
        return base::malformed(QStringLiteral("%1: \"%2\" is not an id: expected a UUID such as 019b8d3a-7c00-7000-8000-000000000000")
                                   .arg(QLatin1StringView(what), text.left(80)));
    return base::idText(id);
}

}  // namespace replay::ctl
