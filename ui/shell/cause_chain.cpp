// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/cause_chain.h"

#include "ui/format/words.h"
#include "ui/shell/desk_link.h"

#include <QCoreApplication>

namespace replay::ui {

namespace {

format::Mark markOf(const api::WhyLink& link)
{
    using format::Mark;
    const QString& code = link.code;
    if (code == u"fault" || code == u"pitfall" || code.startsWith(u"network_"))
        return Mark::Fault;
    if (code.contains(u"compensat") || code == u"left_undone")
        return Mark::Compensation;
    if (code == u"event" || code == u"answer")
        return format::markOfEvent(link.subject, {});
    if (code == u"step_sent" || code == u"saga_waiting" || code == u"waits_in")
        return Mark::SagaStep;
    if (code == u"command_done" || code.endsWith(u"_command") || code == u"command" || code == u"user")
        return Mark::Command;
    if (code.startsWith(u"row_") || code.startsWith(u"projection_"))
        return Mark::ReadModel;
    return code == u"nothing_missing" ? Mark::None : Mark::Failure;
}

/// What a click on a link opens; empty: nothing.
QString targetOf(const api::WhyLink& link)
{
    if (link.code == u"fault")
        return deskLink::toPage(QStringLiteral("faults"), link.rule > 0 ? QString::number(link.rule) : QString());
    if (link.code == u"pitfall")
        return deskLink::toPage(QStringLiteral("faults"), link.subject);
    if (!link.eventId.isEmpty() && link.position > 0)
        return deskLink::toEvent(link.eventId);
    if (!link.sagaId.isEmpty())
        return deskLink::toSaga(link.sagaId);
    if (!link.commandId.isEmpty())
        return deskLink::toPage(QStringLiteral("events"), QString(QStringLiteral("cause:") + link.commandId));
    return {};
}

CauseStep stepOf(const api::WhyLink& link)
{
    CauseStep step;
    step.mark = markOf(link);
    const QString sentence = format::why(link);
    const QString target = targetOf(link);
    step.html = target.isEmpty() ? sentence.toHtmlEscaped() : QString(deskLink::anchor(target, sentence));
    QStringList details;
    if (link.position > 0)
        details << QString(QStringLiteral("#") + format::number(link.position));
    if (link.at.us > 0)
        details << format::clock(link.at);
    if (!link.service.isEmpty())
        details << format::service(link.service);
    if (link.rule > 0)
        details << QCoreApplication::translate("Inspector", "rule %1").arg(link.rule);
    if (link.code == u"violated" && link.count > 1)
        details << QCoreApplication::translate("Inspector", "and %1 more").arg(format::number(link.count - 1));
    step.detail = details.join(QStringLiteral(" · "));
    return step;
}

api::Result<api::Subject> subjectOf(api::Reader& reader, const Selection& selection)
{
    using enum api::Subject::Kind;
    switch (selection.kind) {
    case Selection::Kind::Event: return api::Subject{Event, selection.id, {}};
    case Selection::Kind::Saga: return api::Subject{Saga, selection.id, {}};
    case Selection::Kind::Aggregate: return reader.subject(selection.id);
    case Selection::Kind::Row:
        return api::Subject{
            Row, {}, {QStringLiteral("read"), selection.id.section(QLatin1Char('/'), 0, 0), selection.id.section(QLatin1Char('/'), 1)}};
    case Selection::Kind::Invariant: return api::Subject{Invariant, selection.id, {}};
    case Selection::Kind::None: break;
    }
    return api::Subject();
}

}  // namespace

CauseChain causeChain(api::Reader& reader, const Selection& selection, CauseQuestion question)
{
    CauseChain chain;
    const auto subject = subjectOf(reader, selection);
    if (!subject) {
        chain.problem = subject.error().message;
        return chain;
    }
    const auto answer = question == CauseQuestion::Why ? reader.why(*subject) : reader.whyNot(*subject);
    if (!answer) {
        chain.problem = answer.error().message;
        return chain;
    }
    chain.leftOut = answer->leftOut;
    for (const api::WhyLink& link : answer->links)
        chain.steps.append(stepOf(link));
    return chain;
}

}  // namespace replay::ui
