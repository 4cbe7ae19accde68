// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/api/session.h"

#include <QObject>
#include <QPointer>
#include <QThreadPool>
#include <functional>
#include <memory>

namespace replay::ui {

/// What a person has pointed at: the inspector shows it, other panes may highlight it.
struct Selection {
    enum class Kind { None, Event, Aggregate, Saga, Row, Invariant };
    Kind kind = Kind::None;
    QString id;                  ///< event id, aggregate id, saga id, "projection/key", or an invariant's name
    api::Position position = 0;  ///< where it is in the log, if known
    bool operator==(const Selection&) const = default;
};

/// The desk all pages work at: the open workspace, the one cursor in time, the one selection, and the way to ask.
/// Owned by the main window, given to each page in its constructor. GUI thread only.
class Desk : public QObject {
    Q_OBJECT
public:
    explicit Desk(QObject* parent = nullptr);
    ~Desk() override;

    /// Puts a workspace on the desk (or none). The old one is closed.
    void setSession(std::unique_ptr<api::Session> session);
    api::Session* session() const { return m_session.get(); }
    bool isOpen() const { return m_session != nullptr; }
    bool isWritable() const { return isOpen() && !m_status.readOnly && m_live; }
    const api::PlatformStatus& status() const { return m_status; }
    /// Where the open workspace comes from, if it is a what-if branch.
    const std::optional<api::BranchOrigin>& origin() const { return m_origin; }
    /// Asks for it anew: a branch that was begun again is one no more.
    void readOrigin();

    /// For short questions (a window of rows); null while no workspace is open. Longer ones go through ask().
    api::Reader* reader() const { return m_reader.get(); }

    // — the one cursor —
    bool isLive() const { return m_live; }
    /// Where everybody looks: the head while live.
    api::Position position() const { return m_live ? m_status.head : m_position; }
    void goTo(api::Position position);
    void goLive();

    // — the one selection —
    const Selection& selection() const { return m_selection; }
    void select(const Selection& selection);
    /// Asks the window to open a page on something: page is "events", "aggregates", "projections", "sagas", "commands", "home".
    void navigate(const QString& page, const QString& argument = {});
    /// Asks the window to offer a what-if branch; the change names what shall be otherwise, its code alone is enough.
    void fork(const api::BranchChange& change = {});

    /// Runs a question on a worker thread with a reader of its own and brings the answer back here, unless `context` is gone
    /// or the workspace was changed meanwhile.
    template <typename T>
    void ask(QObject* context, std::function<T(api::Reader&)> question, std::function<void(const T&)> answer)
    {
        runOnWorker(context, [question = std::move(question), answer = std::move(answer)](api::Reader& worker) {
            return std::function<void()>([result = question(worker), answer] { answer(result); });
        });
    }

Q_SIGNALS:
    void sessionAboutToChange();  ///< the last moment to cancel long questions to the old one
    void sessionChanged();        ///< another workspace, or none
    void statusChanged(const replay::api::PlatformStatus& status);
    void cursorChanged(replay::api::Position position, bool live);
    void selectionChanged(const replay::ui::Selection& selection);
    void navigationRequested(const QString& page, const QString& argument);
    void forkRequested(const replay::api::BranchChange& change);
    void originChanged();
    /// A question could not be asked or answered (no connection): for the window's message bar.
    void failed(const replay::base::Error& error);

private:
    using Question = std::function<std::function<void()>(api::Reader&)>;
    void runOnWorker(QObject* context, Question question);

    std::unique_ptr<api::Session> m_session;
    std::unique_ptr<api::Reader> m_reader;
    api::PlatformStatus m_status;
    std::optional<api::BranchOrigin> m_origin;
    bool m_live = true;
    api::Position m_position = 0;
    Selection m_selection;
    quint64 m_generation = 0;  ///< counts workspaces, so that answers about an old one are dropped
    QThreadPool m_pool;
};

}  // namespace replay::ui
