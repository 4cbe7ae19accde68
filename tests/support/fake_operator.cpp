// SPDX-License-Identifier: GPL-3.0-or-later
// What people do to the fake platform on purpose: an operator's actions on its stuck saga, fault rules, pitfall switches.
#include "core/scenarios/fault_reader.h"
#include "core/scenarios/vocabulary.h"
#include "tests/support/fake_folds.h"
#include "tests/support/fake_session.h"

#include <QMutexLocker>
#include <algorithm>

namespace replay::test {

namespace {

QString key(const char* latin) { return QString::fromLatin1(latin); }

}  // namespace

void FakeReader::applyOperator(api::SagaRow& saga) const
{
    const QMutexLocker lock(&m_platform->mutex);
    const QString done = m_platform->operated.value(saga.sagaId);
    if (done.isEmpty())
        return;
    saga.paused = done == u"pause";
    if (!saga.stuck || saga.paused || done == u"resume")
        return;
    saga.stuck = false;
    saga.status = key("failed");
    saga.finishedAt = m_platform->shop.timeOf(m_platform->shop.head());
}

api::Result<QList<api::SagaAction>> FakeReader::sagaActions(const QString& sagaId)
{
    const auto timeline = saga(sagaId, {});
    if (!timeline)
        return timeline.error();
    const api::SagaRow& row = timeline->saga;
    const bool over = row.status == u"completed" || row.status == u"failed";
    const QList<api::SagaMove> undo{{key("reserve_inventory"), key("inventory"), key("ReleaseInventory"), true},
                                    {key("create_order"), key("order"), key("CancelOrder"), true}};
    const auto action = [&](const char* code, const char* command, bool allowed, const char* refusal, bool needsReason,
                            const QList<api::SagaMove>& next) {
        api::SagaAction each;
        each.code = key(code);
        each.command = key(command);
        each.allowed = allowed && !over;
        each.refusal = each.allowed ? QString()
                       : over       ? QStringLiteral("the saga has ended (%1): there is nothing left to do with it").arg(row.status)
                                    : key(refusal);
        each.needsReason = needsReason;
        if (each.allowed)
            each.next = next;
        each.outcome = each.allowed && !next.isEmpty() ? key("failed") : QString();
        return each;
    };
    return QList<api::SagaAction>{
        action("retry", "RetrySaga", row.stuck, "no step of the saga has failed: there is nothing to retry", false, undo),
        action("pause", "PauseSaga", !row.stuck && !row.paused, "the saga is stuck: nothing moves that could be paused", false, {}),
        action("resume", "ResumeSaga", row.paused, "the saga is not paused", false, {}),
        action("resolve", "ResolveSaga", row.stuck, "only a stuck saga can be resolved by hand", true, undo.mid(1)),
        action("abort", "AbortSaga", true, "", true, undo.mid(1))};
}

bool FakeSession::operate(const api::CommandRequest& request, const QString& sagaId)
{
    const auto actions = FakeReader(m_platform).sagaActions(sagaId);
    if (!actions)
        return false;
    const auto action =
        std::find_if(actions->cbegin(), actions->cend(), [&](const api::SagaAction& each) { return each.command == request.name; });
    if (action == actions->cend() || !action->allowed)
        return false;
    const QMutexLocker lock(&m_platform->mutex);
    m_platform->operated.insert(sagaId, action->code);
    return true;
}

void FakeSession::armFault(const api::FaultRule& rule)
{
    m_rules.append(rule);
    m_rules.last().id = ++m_lastRule;
    m_rules.last().armed = true;
    Q_EMIT faultRulesChanged();
}

void FakeSession::disarmFault(qint64 id)
{
    m_rules.removeIf([id](const api::FaultRule& rule) { return rule.id == id; });
    Q_EMIT faultRulesChanged();
}

api::FaultVocabulary FakeSession::faultVocabulary() const { return scenarios::faultVocabulary(); }
api::Result<api::FaultRule> FakeSession::readFaultRule(const QByteArray& json) const { return scenarios::parseFaultRule(json); }

QList<api::PitfallSwitch> FakeSession::pitfalls() const
{
    QList<api::PitfallSwitch> switches;
    for (const QString& code : scenarios::pitfallNames()) {
        const bool on = m_pitfalls.contains(code);
        switches.append({code, on, on ? std::optional(base::defaultStart) : std::nullopt});
    }
    return switches;
}

void FakeSession::setPitfall(const QString& code, bool on)
{
    m_pitfalls.removeAll(code);
    if (on)
        m_pitfalls.append(code);
    announce();
    Q_EMIT faultRulesChanged();
}

}  // namespace replay::test
