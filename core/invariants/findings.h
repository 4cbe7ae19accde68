// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/api/values.h"

#include <QUuid>

namespace replay::invariants {

using api::Position;
using base::Result;
using base::Status;

/// Collects what one invariant found: how much it checked, and what is wrong. Beyond violationsMax it only counts, and says so.
class Findings {
public:
    explicit Findings(const QString& name) { m_result.name = name; }

    void check(qint64 things = 1) { m_result.checked += things; }
    void violated(const QUuid& aggregateId, const QString& detail, Position position = 0, const QList<QUuid>& eventIds = {});
    void violated(const QString& aggregateId, const QString& detail, Position position = 0, const QStringList& eventIds = {});
    /// What was counted and is no violation.
    void note(const QString& text) { m_result.notes.append(text); }
    bool any() const { return m_more > 0 || !m_result.violations.isEmpty(); }
    api::InvariantResult take();

    static constexpr qsizetype violationsMax = 200;

private:
    api::InvariantResult m_result;
    qint64 m_more = 0;
};

}  // namespace replay::invariants
