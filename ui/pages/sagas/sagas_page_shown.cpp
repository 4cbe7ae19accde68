// SPDX-License-Identifier: GPL-3.0-or-later
// The half of SagasPage that asks about one saga and shows the answer.
#include "ui/format/words.h"
#include "ui/models/saga_facts.h"
#include "ui/pages/sagas/attempts_table.h"
#include "ui/pages/sagas/gap_strip.h"
#include "ui/pages/sagas/operator_bar.h"
#include "ui/pages/sagas/replay_bar.h"
#include "ui/pages/sagas/saga_header.h"
#include "ui/pages/sagas/saga_list.h"
#include "ui/pages/sagas/sagas_page.h"
#include "ui/pages/sagas/status_filter.h"
#include "ui/pages/sagas/why_panel.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/message_bar.h"
#include "ui/widgets/timeline_view.h"

#include <QComboBox>
#include <QStackedWidget>
#include <QTimer>
#include <QToolButton>

namespace replay::ui {

void SagasPage::present(const QString& sagaId)
{
    m_sagaId = sagaId;
    m_list->setChosen(sagaId);
    refresh();
}

void SagasPage::refresh()
{
    if (m_sagaId.isEmpty() || !desk().isOpen())
        return;
    if (m_asking) {
        m_again = true;
        return;
    }
    m_asking = true;
    const std::optional<api::Position> at = desk().isLive() ? std::nullopt : std::optional(desk().position());
    const auto question = [id = m_sagaId, at, now = desk().status().now](api::Reader& reader) {
        Shown shown;
        shown.timeline = reader.saga(id, at);
        shown.now = now;
        if (!shown.timeline)
            return shown;
        if (at) {
            if (const auto event = reader.event(*at); event && event->has_value())
                shown.now = (*event)->appendedAt.us != 0 ? (*event)->appendedAt : (*event)->occurredAt;
        }
        const api::SagaRow& saga = shown.timeline->saga;
        if (saga.stuck || saga.status == u"failed" || saga.status == u"compensating")
            shown.chain = reader.whyFailed(id).value_or(QList<api::WhyLink>());
        shown.actions = reader.sagaActions(id).value_or(QList<api::SagaAction>());
        return shown;
    };
    desk().ask<Shown>(this, question, [this, id = m_sagaId](const Shown& shown) {
        m_asking = false;
        if (id == m_sagaId)
            take(id, shown);
        if (std::exchange(m_again, false) || id != m_sagaId)
            m_refresh->start();
    });
}

void SagasPage::take(const QString& sagaId, const Shown& shown)
{
    if (!shown.timeline) {
        m_timeline->clear();
        m_table->clear();
        m_strip->clear();
        m_why->clear();
        m_replay->refresh();
        m_header->clear();
        m_operator->clear();
        m_empty->clearActions();
        if (desk().isLive()) {
            m_empty->setTexts(tr("This saga cannot be shown"), shown.timeline.error().message);
        } else {
            m_empty->setTexts(tr("Not begun at position %1").arg(format::number(desk().position())), shown.timeline.error().message);
            m_empty->addAction(tr("Return to live"), [this] { desk().goLive(); });
        }
        m_stack->setCurrentIndex(EmptySheet);
        return;
    }
    const bool other = m_timeline->timeline().saga.sagaId != sagaId;
    m_timeline->setTimeline(*shown.timeline, shown.now);
    m_table->setTimeline(*shown.timeline);
    m_header->setSaga(shown.timeline->saga, shown.now, desk().isLive() ? 0 : desk().position());
    m_operator->setSaga(shown.timeline->saga, shown.actions);
    m_why->setSaga(*shown.timeline, shown.now, shown.chain);
    int current = m_timeline->currentAttempt();
    if (other || current < 0) {
        // What went wrong is what people look for first; otherwise, where the saga stands.
        const QList<api::SagaAttempt>& attempts = shown.timeline->attempts;
        current = static_cast<int>(attempts.size()) - 1;
        for (int i = 0; i < attempts.size(); ++i) {
            if (!attempts[i].fault.isEmpty() || attempts[i].outcome == u"refused" || attempts[i].outcome == u"error" ||
                attempts[i].outcome == u"timeout") {
                current = i;
                break;
            }
        }
        m_timeline->setCurrentAttempt(current);
        m_table->setCurrentAttempt(current);
    }
    m_strip->setAttempt(m_timeline->timeline(), m_timeline->currentAttempt());
    m_replay->refresh();
    m_stack->setCurrentIndex(m_header->tableButton().isChecked() ? TableSheet : TimelineSheet);
}

void SagasPage::countSagas()
{
    if (desk().isLive() || !desk().isOpen()) {
        const api::PlatformStatus& status = desk().status();
        m_filter->setCounts({status.sagasStarted, status.sagasRunning, status.sagasCompleted, status.sagasCompensating, status.sagasFailed,
                             status.sagasStuck, status.sagasPaused});
        return;
    }
    if (m_counting)
        return;  // when that answer comes, it is asked again where the cursor has gone
    m_counting = desk().position();
    using Found = api::Result<api::SagaCounts>;
    desk().ask<Found>(
        this, [at = *m_counting](api::Reader& reader) { return reader.sagaCounts(at); },
        [this](const Found& counts) {
            const api::Position at = *std::exchange(m_counting, std::nullopt);
            if (desk().isLive())
                return;
            if (at != desk().position())
                countSagas();
            else if (counts)
                m_filter->setCounts(*counts);
            else
                m_message->showError(tr("The sagas cannot be counted"), counts.error());
        });
}

void SagasPage::showNothing()
{
    m_sagaId.clear();
    m_timeline->clear();
    m_table->clear();
    m_strip->clear();
    m_why->clear();
    m_header->clear();
    m_operator->clear();
    m_replay->refresh();
    m_empty->clearActions();
    if (!desk().isOpen()) {
        m_empty->setTexts(tr("No workspace is open"), tr("Open one, or run a demonstration, on the Home page."));
        m_empty->addAction(tr("Go to Home"), [this] { desk().navigate(QStringLiteral("home")); });
    } else if (!m_filter->status().isEmpty() || m_type->currentIndex() > 0) {
        m_empty->setTexts(m_filter->status().isEmpty() ? tr("No saga of this type")
                                                       : tr("No saga is %1").arg(format::sagaStatus(m_filter->status())),
                          tr("The filter hides all others."));
        m_empty->addAction(tr("Show all"), [this] { showAll(); });
    } else {
        m_empty->setTexts(tr("No saga yet"),
                          tr("Each order is carried through by a saga. Send one order, or start a workload on the Home page."));
        m_empty->addAction(tr("Send one order"), [this] { sendOneOrder(); });
    }
    m_stack->setCurrentIndex(EmptySheet);
}

}  // namespace replay::ui
