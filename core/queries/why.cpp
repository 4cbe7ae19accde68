// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/queries/why.h"

#include "core/base/random.h"
#include "core/queries/cause_walk.h"
#include "core/queries/event_rows.h"
#include "core/queries/saga_causes.h"

namespace replay::queries {
namespace {

using api::Subject;
using storage::Row;
using storage::bind;

const QStringList& invariantNames()
{
    static const QStringList names{QStringLiteral("streams"), QStringLiteral("money"), QStringLiteral("stock"),
                                   QStringLiteral("sagas"),   QStringLiteral("folds"), QStringLiteral("deliveries")};
    return names;
}

Subject subjectOf(Subject::Kind kind, const QString& id) { return {kind, id, {}}; }

base::Error nothingCalled(const QString& text)
{
    return base::failed(QStringLiteral("nothing here is called \"%1\": no event, saga, command, order or aggregate").arg(text.left(80)));
}

}  // namespace

Result<Subject> Why::subject(const QString& text)
{
    bool number = false;
    const Position position = text.toLongLong(&number);
    if (number) {
        REPLAY_ASSIGN(const auto event, m_log.event(position));
        if (event)
            return subjectOf(Subject::Kind::Event, event->eventId);
        REPLAY_ASSIGN(const Position head, m_log.head());
        return base::failed(QStringLiteral("the log has the positions 1 to %1, not %2").arg(head).arg(position));
    }
    if (invariantNames().contains(text))
        return subjectOf(Subject::Kind::Invariant, text);
    const QUuid id = QUuid::fromString(text);
    if (!id.isNull()) {
        REPLAY_ASSIGN(const auto found, subjectOfId(id));
        return found ? Result<Subject>(*found) : nothingCalled(text);
    }
    if (text.contains(u'/')) {
        const QString table = text.section(u'/', 0, 0);
        api::RowRef row{table.contains(u'.') ? table.section(u'.', 0, 0) : QString(), table.section(u'.', -1), text.section(u'/', 1)};
        if (row.database.isEmpty()) {
            REPLAY_ASSIGN(row.database, m_provenance.databaseOf(row.table));
        }
        if (!row.database.isEmpty())
            return Subject{Subject::Kind::Row, {}, row};
    }
    REPLAY_ASSIGN(storage::Database * orders, m_facts.connections().service(QStringLiteral("order")));
    QString order;
    REPLAY_TRY(orders->each("SELECT id FROM orders WHERE order_number = ?", bind(text), [&](const Row& row) { order = row.text(0); }));
    if (order.isEmpty())
        return base::malformed(QStringLiteral("\"%1\" is no position, id, order number, invariant (%2) or row (table/key)")
                                   .arg(text.left(80), invariantNames().join(QStringLiteral(", "))));
    REPLAY_ASSIGN(const auto found, subjectOfId(QUuid::fromString(order)));
    return found ? Result<Subject>(*found) : nothingCalled(text);
}

Result<std::optional<Subject>> Why::subjectOfId(const QUuid& id)
{
    const QString text = base::idText(id);
    REPLAY_ASSIGN(const auto event, m_facts.event(text));
    if (event)
        return std::optional(subjectOf(Subject::Kind::Event, text));
    REPLAY_ASSIGN(storage::Database * sagas, m_facts.connections().service(QStringLiteral("saga")));
    REPLAY_ASSIGN(const std::int64_t saga, sagas->integer("SELECT count(*) FROM sagas WHERE saga_id = ?", 0, text));
    if (saga > 0)
        return std::optional(subjectOf(Subject::Kind::Saga, text));
    REPLAY_ASSIGN(const auto input, m_facts.input(text));
    REPLAY_ASSIGN(const auto receipt, m_facts.receipt(text));
    if (input || receipt)
        return std::optional(subjectOf(Subject::Kind::Command, text));
    REPLAY_ASSIGN(const QString sagaOfOrder, m_facts.sagaOfOrder(text));
    if (!sagaOfOrder.isEmpty())
        return std::optional(subjectOf(Subject::Kind::Saga, sagaOfOrder));
    api::LogFilter filter;
    filter.aggregateId = text;
    REPLAY_ASSIGN(const QList<api::EventRow> last, m_log.events(filter, 0, 1, true));
    return last.isEmpty() ? std::optional<Subject>() : std::optional(subjectOf(Subject::Kind::Event, last.first().eventId));
}

Result<api::WhyAnswer> Why::why(const Subject& subject)
{
    Result<api::WhyAnswer> answer = base::malformed(QStringLiteral("expected something to explain"));
    switch (subject.kind) {
    case Subject::Kind::Event: answer = ofEvent(subject.id); break;
    case Subject::Kind::Saga: answer = ofSaga(subject.id); break;
    case Subject::Kind::Command: answer = ofCommand(subject.id); break;
    case Subject::Kind::Row: answer = ofRow(subject.row); break;
    case Subject::Kind::Invariant: answer = ofInvariant(subject.id); break;
    case Subject::Kind::None: break;
    }
    if (!answer)
        return answer;
    answer->subject = subject;
    shorten(*answer);
    return answer;
}

void Why::shorten(api::WhyAnswer& answer)
{
    const qsizetype over = answer.links.size() - api::WhyAnswer::linksMax;
    if (over <= 0)
        return;
    answer.leftOut = over;
    answer.links.remove(api::WhyAnswer::linksMax - 1, over);
}

Result<api::WhyAnswer> Why::ofEvent(const QString& eventId)
{
    REPLAY_ASSIGN(const auto event, m_facts.event(eventId));
    if (!event)
        return base::failed(QStringLiteral("there is no event %1").arg(eventId));
    api::WhyAnswer answer;
    answer.name = event->eventType;
    REPLAY_ASSIGN(answer.links, CauseWalk(m_facts).from(*event));
    return answer;
}

Result<api::WhyAnswer> Why::ofSaga(const QString& sagaId)
{
    REPLAY_ASSIGN(const api::SagaTimeline timeline, m_sagas.saga(sagaId, {}));
    const api::SagaRow& saga = timeline.saga;
    api::WhyAnswer answer;
    answer.name = saga.orderNumber;
    answer.state = saga.stuck ? QStringLiteral("stuck") : saga.paused ? QStringLiteral("paused") : saga.status;
    SagaCauses causes(timeline, m_facts);
    if (saga.stuck || (saga.status != QStringLiteral("completed") && saga.status != QStringLiteral("started"))) {
        REPLAY_ASSIGN(answer.links, causes.failure());
    } else if (saga.status == QStringLiteral("started")) {
        REPLAY_ASSIGN(answer.links, causes.waiting());
    } else if (const api::EventRow* completed = causes.lastOwn(saga.style == u"choreography" ? "OrderConfirmed" : "SagaCompleted")) {
        REPLAY_ASSIGN(answer.links, CauseWalk(m_facts).from(*completed));
    }
    return answer;
}

Result<QList<api::WhyLink>> Why::commandLinks(const QString& commandId, QString* name, QString* state)
{
    QList<api::WhyLink> links;
    REPLAY_ASSIGN(const auto input, m_facts.input(commandId));
    REPLAY_ASSIGN(const auto receipt, m_facts.receipt(commandId));
    if (!input && !receipt)
        return base::failed(QStringLiteral("there is no command %1").arg(commandId));
    const QString called = input ? input->name : receipt->name;
    const QString outcome = receipt ? receipt->outcome : QStringLiteral("waiting");
    if (name)
        *name = called;
    if (state)
        *state = outcome;
    REPLAY_ASSIGN(const QList<api::EventRow> caused, m_facts.causedBy(commandId));
    api::WhyLink ended =
        linkTo("command_waiting", caused.isEmpty() ? nullptr : &caused.first(), called, receipt ? receipt->reason : QString());
    ended.code = QString(QStringLiteral("command_") % outcome);
    ended.at = receipt ? receipt->at : ModelTime();
    ended.service = receipt ? receipt->service : input->target;
    ended.commandId = commandId;
    links.append(ended);
    if (input && !input->fault.isEmpty()) {
        api::WhyLink fault = linkTo("fault", nullptr, input->fault, input->faultReason);
        fault.at = input->at;
        fault.rule = input->rule;
        fault.commandId = commandId;
        links.append(fault);
        return links;
    }
    REPLAY_ASSIGN(const QList<api::WhyLink> origin, CauseWalk(m_facts).fromCommand(commandId));
    return links + origin;
}

Result<api::WhyAnswer> Why::ofCommand(const QString& commandId)
{
    api::WhyAnswer answer;
    REPLAY_ASSIGN(answer.links, commandLinks(commandId, &answer.name, &answer.state));
    return answer;
}

Result<api::WhyAnswer> Why::ofRow(const api::RowRef& row)
{
    api::WhyAnswer answer;
    answer.name = QString(row.table % u'/' % row.key);
    REPLAY_ASSIGN(answer.links, rowLinks(row));
    return answer;
}

/// The last event that wrote the row, and why it took place; before that, what the row holds that no event gave it.
Result<QList<api::WhyLink>> Why::rowLinks(const api::RowRef& row)
{
    QList<api::WhyLink> links;
    REPLAY_ASSIGN(const api::RowProvenance provenance, m_provenance.row(row, {}));
    if (!provenance.foreign.isEmpty())
        return foreignLinks(provenance);
    if (provenance.writes.isEmpty())
        return links;
    const api::RowWrite& last = provenance.writes.last();
    REPLAY_ASSIGN(const auto event, m_facts.event(last.eventId));
    if (!event)
        return links;
    links.append(linkTo("row_written", &*event, row.table, last.handler));
    for (const api::CellChange& cell : last.cells)
        links.last().items << cell.column;
    REPLAY_ASSIGN(const QList<api::WhyLink> chain, CauseWalk(m_facts).from(*event));
    return links + chain;
}

/// Somebody wrote past the events: what people sent while the door for that stood open, and that names something in the row.
Result<QList<api::WhyLink>> Why::foreignLinks(const api::RowProvenance& provenance)
{
    QList<api::WhyLink> links;
    links.append(linkTo("row_foreign", nullptr, provenance.row.table, provenance.row.key));
    links.last().items = provenance.foreign;
    const faults::Pitfall door =
        provenance.row.database == QStringLiteral("read") ? faults::Pitfall::SynchronousReadModel : faults::Pitfall::SharedDatabase;
    REPLAY_ASSIGN(const faults::Pitfalls pitfalls, m_facts.pitfalls());
    if (!pitfalls.everHad(door)) {
        links.append(linkTo("unknown_writer", nullptr, provenance.row.table));
        return links;
    }
    QStringList ids = provenance.row.key.split(u'/');
    for (const QVariant& cell : provenance.cells)
        ids << cell.toString();
    QString command;
    REPLAY_TRY(m_facts.eachSentByPeople([&](const RecordedInput& input) {
        const bool open = pitfalls.isOn(door, input.dueAt);
        for (auto field = input.data.begin(); open && field != input.data.end(); ++field) {
            if (!QUuid::fromString(field->toString()).isNull() && ids.contains(field->toString()))
                command = input.commandId;
        }
        return command.isEmpty();
    }));
    if (!command.isEmpty()) {
        REPLAY_ASSIGN(const QList<api::WhyLink> sent, commandLinks(command));
        links += sent;
    }
    links.append(pitfallLink(faults::toText(door)));
    return links;
}

Result<api::WhyAnswer> Why::ofInvariant(const QString& name)
{
    REPLAY_ASSIGN(const QList<api::InvariantResult> results, m_verify({}));
    api::WhyAnswer answer;
    answer.name = name;
    answer.state = QStringLiteral("holds");
    for (const api::InvariantResult& result : results) {
        if (result.name != name || result.violations.isEmpty())
            continue;
        answer.state = QStringLiteral("violated");
        const api::InvariantResult::Violation& first = result.violations.first();
        api::WhyLink link;
        link.code = QStringLiteral("violated");
        link.subject = name;
        link.detail = first.detail;
        link.position = first.position;
        link.eventId = first.eventIds.value(0);
        link.count = result.violations.size();
        answer.links.append(link);
        REPLAY_ASSIGN(const QList<api::WhyLink> chain, evidence(name, first));
        answer.links += chain;
    }
    return answer;
}

}  // namespace replay::queries
