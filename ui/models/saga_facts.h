// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/api/reader.h"

namespace replay::ui {

/// Whether the saga has reached its end.
bool isOver(const api::SagaRow& saga);
/// Whether nobody conducts it: the services react to each other's events.
bool isChoreographed(const api::SagaRow& saga);
/// How often steps were tried again, in all.
int retries(const api::SagaRow& saga);
/// How long it took, or has taken until `now`; microseconds.
qint64 age(const api::SagaRow& saga, api::ModelTime now);
/// The status a person sees: the code, "stuck" or "paused".
QString shownStatus(const api::SagaRow& saga);
/// Whether two rows look the same in a list.
bool sameRow(const api::SagaRow& one, const api::SagaRow& other);
/// The id of the saga that `what` means: its own id, its order's id, or its order's number; empty where there is none.
api::Result<QString> findSaga(api::Reader& reader, const QString& what);

}  // namespace replay::ui
