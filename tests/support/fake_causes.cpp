// SPDX-License-Identifier: GPL-3.0-or-later
// Causes and provenance in the fake shop: short, and as the real ones are shaped.
#include "tests/support/fake_folds.h"
#include "tests/support/fake_reader.h"

namespace replay::test {

namespace {

QString code(const char* latin) { return QString::fromLatin1(latin); }

api::WhyLink linkTo(const char* kind, const EventRow& event, const QString& subject, const QString& detail = {})
{
    api::WhyLink link{code(kind), subject, detail, event.position, event.eventId};
    link.at = event.occurredAt;
    link.service = event.service;
    return link;
}

}  // namespace

api::Result<api::Subject> FakeReader::subject(const QString& text)
{
    using enum api::Subject::Kind;
    const auto thing = FakeShop::parse(text);
    if (!thing)
        return base::malformed(QStringLiteral("nothing is called \"%1\"").arg(text));
    if (thing->thing == Thing::Event)
        return api::Subject{Event, text, {}};
    if (thing->thing == Thing::Saga || thing->thing == Thing::Order)
        return api::Subject{Saga, m_platform->shop.id(Thing::Saga, thing->number), {}};
    api::LogFilter filter;
    filter.aggregateId = text;
    const auto last = events(filter, 0, 1, true);
    if (!last || last->isEmpty())
        return last ? base::failed(QStringLiteral("there is no %1").arg(text)) : last.error();
    return api::Subject{Event, last->first().eventId, {}};
}

api::Result<api::WhyAnswer> FakeReader::why(const api::Subject& subject)
{
    api::WhyAnswer answer;
    answer.subject = subject;
    if (subject.kind == api::Subject::Kind::Saga) {
        const auto links = whyFailed(subject.id);
        if (!links)
            return links.error();
        answer.links = *links;
        return answer;
    }
    if (subject.kind == api::Subject::Kind::Row) {
        const auto from = provenance(subject.row, {});
        if (!from)
            return from.error();
        for (const api::RowWrite& write : from->writes)
            answer.links.prepend({code("row_written"), subject.row.table, write.handler, write.position, write.eventId});
        return answer;
    }
    if (subject.kind == api::Subject::Kind::Invariant) {
        const auto results = verify({});
        if (!results)
            return results.error();
        for (const api::InvariantResult& result : *results) {
            for (const auto& violation : result.name == subject.id ? result.violations : decltype(result.violations)())
                answer.links.append(linkTo("violated", m_platform->shop.event(violation.position), result.name, violation.detail));
        }
        return answer;
    }
    const auto event = eventById(subject.id);
    if (!event || !*event)
        return event ? base::failed(QStringLiteral("there is no event %1").arg(subject.id)) : event.error();
    answer.name = event->value().eventType;
    answer.links.append(linkTo("event", **event, answer.name));
    for (const Position each : m_platform->shop.eventsOfOrder(0, event->value().position)) {
        const EventRow earlier = m_platform->shop.event(each);
        if (earlier.correlationId == event->value().correlationId && earlier.position < event->value().position &&
            answer.links.size() < api::WhyAnswer::linksMax - 1)
            answer.links.insert(1, linkTo("event", earlier, earlier.eventType));
    }
    answer.links.append(linkTo("user_command", **event, code("PlaceOrder")));
    return answer;
}

api::Result<api::WhyAnswer> FakeReader::whyNot(const api::Subject& subject)
{
    auto answer = why(subject);
    if (!answer)
        return answer;
    if (answer->links.isEmpty())
        answer->links.append({code("nothing_missing"), answer->name, {}});
    else
        answer->links.prepend({code("never_appended"), code("PaymentProcessed"), {}});
    return answer;
}

api::Result<api::RowProvenance> FakeReader::provenance(const api::RowRef& row, const api::Progress&)
{
    if (const auto error = trouble())
        return *error;
    const FakeShop& shop = m_platform->shop;
    const auto thing = FakeShop::parse(row.key);
    if (!thing)
        return base::failed(QStringLiteral("%1 has no row %2").arg(row.table, row.key));
    api::RowProvenance provenance;
    provenance.row = row;
    provenance.exists = true;
    provenance.upTo = shop.head();
    api::LogFilter filter;
    filter.aggregateId = row.key;
    for (const Position position : shop.matches(filter, 0, shop.head(), 100, false)) {
        const EventRow event = shop.event(position);
        const bool first = provenance.writes.isEmpty();
        provenance.writes.append({row,
                                  first ? code("made") : code("changed"),
                                  code("projection"),
                                  row.table,
                                  position,
                                  event.eventId,
                                  event.eventType,
                                  event.version,
                                  event.service,
                                  event.occurredAt,
                                  {{code("status"), first ? QVariant() : QVariant(code("pending")), event.eventType}}});
    }
    provenance.written = provenance.writes.size();
    return provenance;
}

api::Result<api::EventTrace> FakeReader::rowsTouched(const QString& eventId, const api::Progress&)
{
    const auto event = eventById(eventId);
    if (!event)
        return event.error();
    if (!*event)
        return base::failed(QStringLiteral("there is no event %1").arg(eventId));
    api::EventTrace trace;
    trace.event = **event;
    const auto write = [&](const QString& database, const char* table, const QString& key, const char* handlerKind, const char* handler) {
        trace.rows.append({{database, code(table), key},
                           code("changed"),
                           code(handlerKind),
                           code(handler),
                           trace.event.position,
                           eventId,
                           trace.event.eventType,
                           trace.event.version,
                           trace.event.service,
                           trace.event.occurredAt,
                           {{code("status"), code("pending"), trace.event.eventType}}});
    };
    write(trace.event.service, "orders", trace.event.aggregateId, "command", "CreateOrder");
    write(trace.event.service, "outbox", QString::number(trace.event.position), "command", "CreateOrder");
    write(code("read"), "order_read_model", trace.event.aggregateId, "projection", "order_read_model");
    return trace;
}

}  // namespace replay::test
