// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/events/event_filter.h"

#include "ui/format/words.h"

#include <QCoreApplication>
#include <QUuid>
#include <algorithm>

namespace replay::ui {

namespace {

constexpr int candidatesMax = 20;

QString tr(const char* text) { return QCoreApplication::translate("EventFilter", text); }

const QStringList& services()
{
    static const QStringList list{QStringLiteral("order"),   QStringLiteral("inventory"), QStringLiteral("payment"),
                                  QStringLiteral("product"), QStringLiteral("user"),      QStringLiteral("saga")};
    return list;
}

bool isId(const QString& text) { return text.size() == 36 && !QUuid::fromString(text).isNull(); }

/// The entry that equals the text but for its case; empty for none.
QString known(const QStringList& list, const QString& text)
{
    const auto found =
        std::find_if(list.begin(), list.end(), [&text](const QString& each) { return each.compare(text, Qt::CaseInsensitive) == 0; });
    return found == list.end() ? QString() : *found;
}

}  // namespace

QList<FilterBar::Key> EventFilter::keys() const
{
    return {{QStringLiteral("type"), tr("what happened"), m_types},
            {QStringLiteral("service"), tr("who wrote it"), services()},
            {QStringLiteral("aggregate"), tr("a kind, an id or a name"), m_aggregateTypes},
            {QStringLiteral("correlation"), tr("all that belongs to one request"), {}},
            {QStringLiteral("cause"), tr("what an event or message led to"), {}}};
}

FilterBar::Verdict EventFilter::judge(const FilterTerm& given) const
{
    FilterTerm term = given;
    if (term.key.isEmpty())
        return judgeBareWord(term);
    if (term.key == QLatin1String("aggregate"))
        return judgeAggregate(term);
    if (term.key == QLatin1String("correlation") || term.key == QLatin1String("cause")) {
        if (!isId(term.value)) {
            const bool cause = term.key == QLatin1String("cause");
            return {FilterBar::Validity::Wrong,
                    cause ? tr("A cause is a whole id of 36 characters.") : tr("A correlation is a whole id of 36 characters."),
                    term,
                    {}};
        }
        return {FilterBar::Validity::Good, {}, term, format::shortId(term.value)};
    }
    const bool ofTypes = term.key == QLatin1String("type");
    const QString exact = known(ofTypes ? m_types : services(), term.value);
    if (exact.isEmpty()) {
        const QString reason = ofTypes ? tr("No event of the type “%1” so far.") : tr("There is no service “%1”.");
        return {FilterBar::Validity::Doubtful, reason.arg(term.value), term, {}};
    }
    term.value = exact;
    return {FilterBar::Validity::Good, {}, term, {}};
}

FilterBar::Verdict EventFilter::judgeAggregate(FilterTerm term) const
{
    if (const QString type = known(m_aggregateTypes, term.value); !type.isEmpty()) {
        term.value = type;
        return {FilterBar::Validity::Good, {}, term, {}};
    }
    if (isId(term.value))
        return {FilterBar::Validity::Good, {}, term, format::shortId(term.value)};
    if (!m_desk.reader())
        return {FilterBar::Validity::Doubtful, tr("No workspace is open."), term, {}};
    auto found = m_desk.reader()->aggregates({}, term.value, {}, candidatesMax);
    if (!found)
        return {FilterBar::Validity::Wrong, found.error().message, term, {}};
    QList<api::AggregateRow> exact;
    std::copy_if(found->begin(), found->end(), std::back_inserter(exact),
                 [&term](const api::AggregateRow& row) { return row.label.compare(term.value, Qt::CaseInsensitive) == 0; });
    const QList<api::AggregateRow>& candidates = exact.isEmpty() ? *found : exact;
    if (candidates.isEmpty())
        return {FilterBar::Validity::Wrong, tr("No aggregate is called “%1” so far.").arg(term.value), term, {}};
    // An order, its payment and its saga share a label; who types it means the order.
    const auto order = std::find_if(candidates.begin(), candidates.end(),
                                    [](const api::AggregateRow& row) { return row.aggregateType == QLatin1String("Order"); });
    if (candidates.size() > 1 && (exact.isEmpty() || order == candidates.end()))
        return {FilterBar::Validity::Wrong,
                tr("More than one aggregate is called like “%1”: type more of it, or a whole id.").arg(term.value),
                term,
                {}};
    const api::AggregateRow& row = candidates.size() > 1 ? *order : candidates.first();
    term.value = row.aggregateId;
    return {FilterBar::Validity::Good, {}, term, row.label.isEmpty() ? format::shortId(row.aggregateId) : row.label};
}

FilterBar::Verdict EventFilter::judgeBareWord(FilterTerm term) const
{
    const std::pair<QString, QString> guesses[] = {{QStringLiteral("type"), known(m_types, term.value)},
                                                   {QStringLiteral("service"), known(services(), term.value)},
                                                   {QStringLiteral("aggregate"), known(m_aggregateTypes, term.value)}};
    for (const auto& [key, value] : guesses) {
        if (value.isEmpty())
            continue;
        term.key = key;
        term.value = value;
        return {FilterBar::Validity::Good, {}, term, {}};
    }
    if (isId(term.value) && m_desk.reader()) {
        const auto versions = m_desk.reader()->versions(term.value, 0, 1);
        term.key = versions && !versions->isEmpty() ? QStringLiteral("aggregate") : QStringLiteral("correlation");
        return {FilterBar::Validity::Good, {}, term, format::shortId(term.value)};
    }
    FilterTerm named = term;
    named.key = QStringLiteral("aggregate");
    const FilterBar::Verdict verdict = judgeAggregate(named);
    if (verdict.validity == FilterBar::Validity::Good)
        return verdict;
    return {FilterBar::Validity::Wrong,
            tr("“%1” is no type or service. %2 To look for text, use Find (Ctrl+F).").arg(term.value, verdict.reason),
            term,
            {}};
}

api::LogFilter EventFilter::filterOf(const QList<FilterTerm>& terms) const
{
    api::LogFilter filter;
    for (const FilterTerm& term : terms) {
        if (term.key == QLatin1String("type"))
            filter.type = term.value;
        else if (term.key == QLatin1String("service"))
            filter.service = term.value;
        else if (term.key == QLatin1String("correlation"))
            filter.correlationId = term.value;
        else if (term.key == QLatin1String("cause"))
            filter.causationId = term.value;
        else if (!known(m_aggregateTypes, term.value).isEmpty())
            filter.aggregateType = term.value;
        else
            filter.aggregateId = term.value;
    }
    return filter;
}

}  // namespace replay::ui
