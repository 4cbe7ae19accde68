// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/desk.h"

#include <QMetaObject>
#include <algorithm>

namespace replay::ui {

namespace {
/// A branch that is being made and a matrix of gaps that is being tried leave room for the short questions.
constexpr int workersMax = 4;
}  // namespace

Desk::Desk(QObject* parent) : QObject(parent) { m_pool.setMaxThreadCount(workersMax); }

Desk::~Desk()
{
    Q_EMIT sessionAboutToChange();
    m_pool.waitForDone();
}

void Desk::setSession(std::unique_ptr<api::Session> session)
{
    Q_EMIT sessionAboutToChange();
    m_pool.waitForDone();
    ++m_generation;
    m_reader.reset();
    m_session = std::move(session);
    m_status = {};
    m_live = true;
    m_position = 0;
    m_selection = {};
    m_origin.reset();
    if (m_session) {
        m_origin = m_session->origin();
        auto reader = m_session->makeReader();
        if (reader)
            m_reader = std::move(*reader);
        else
            Q_EMIT failed(reader.error());
        m_status = m_session->status();
        connect(m_session.get(), &api::Session::advanced, this, [this](const api::PlatformStatus& status) {
            m_status = status;
            Q_EMIT statusChanged(m_status);
            if (m_live)
                Q_EMIT cursorChanged(m_status.head, true);
        });
        connect(m_session.get(), &api::Session::failed, this, &Desk::failed);
    }
    Q_EMIT sessionChanged();
    Q_EMIT statusChanged(m_status);
    Q_EMIT cursorChanged(position(), true);
    Q_EMIT selectionChanged(m_selection);
}

void Desk::goTo(api::Position position)
{
    m_live = false;
    m_position = std::clamp<api::Position>(position, 0, m_status.head);
    Q_EMIT cursorChanged(m_position, false);
}

void Desk::goLive()
{
    m_live = true;
    Q_EMIT cursorChanged(m_status.head, true);
}

void Desk::select(const Selection& selection)
{
    if (selection == m_selection)
        return;
    m_selection = selection;
    Q_EMIT selectionChanged(m_selection);
}

void Desk::readOrigin()
{
    m_origin = m_session ? m_session->origin() : std::nullopt;
    Q_EMIT originChanged();
}

void Desk::fork(const api::BranchChange& change) { Q_EMIT forkRequested(change); }

void Desk::navigate(const QString& page, const QString& argument) { Q_EMIT navigationRequested(page, argument); }

void Desk::runOnWorker(QObject* context, Question question)
{
    if (!m_session)
        return;
    const api::Session* session = m_session.get();
    m_pool.start([this, session, guard = QPointer<QObject>(context), generation = m_generation, question = std::move(question)] {
        auto reader = session->makeReader();
        std::function<void()> deliver;
        if (reader)
            deliver = question(**reader);
        else
            deliver = [this, error = reader.error()] { Q_EMIT failed(error); };
        QMetaObject::invokeMethod(
            this,
            [this, guard, generation, deliver = std::move(deliver)] {
                if (guard && generation == m_generation)
                    deliver();
            },
            Qt::QueuedConnection);
    });
}

}  // namespace replay::ui
