// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "ui/models/desk.h"
#include "ui/widgets/filter_bar.h"

namespace replay::ui {

/// What the words of the events page's filter mean: type:, service:, aggregate: (a type, an id or a label) and correlation:.
class EventFilter {
public:
    explicit EventFilter(Desk& desk) : m_desk(desk) {}

    void setTypes(const QStringList& types) { m_types = types; }
    void setAggregateTypes(const QStringList& types) { m_aggregateTypes = types; }
    const QStringList& types() const { return m_types; }

    QList<FilterBar::Key> keys() const;
    FilterBar::Verdict judge(const FilterTerm& term) const;
    /// Terms that the judge let through.
    api::LogFilter filterOf(const QList<FilterTerm>& terms) const;

private:
    FilterBar::Verdict judgeAggregate(FilterTerm term) const;
    FilterBar::Verdict judgeBareWord(FilterTerm term) const;

    Desk& m_desk;
    QStringList m_types;
    QStringList m_aggregateTypes;
};

}  // namespace replay::ui
