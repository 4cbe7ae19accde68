// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "ui/models/desk.h"

#include <QElapsedTimer>
#include <QTimer>
#include <atomic>
#include <memory>

namespace replay::ui {

/// The violation that shows first in the log; null where there is none. Those of unknown position come last.
const api::InvariantResult::Violation* firstViolation(const api::InvariantResult& result);

/// Checks the invariants again and again, on a worker and at calm moments only: when the platform rests, or now and then
/// while it runs, the more seldom the longer a check takes. A check that is no longer wanted is cancelled.
class InvariantWatch : public QObject {
    Q_OBJECT
public:
    explicit InvariantWatch(Desk& desk, QObject* parent = nullptr);
    ~InvariantWatch() override;

    const QList<api::InvariantResult>& results() const { return m_results; }
    bool isKnown() const { return m_checkedHead >= 0; }
    /// The head that the results are about.
    api::Position checkedHead() const { return m_checkedHead; }
    const QString& problem() const { return m_problem; }  ///< why it could not be checked; empty if it could

    /// Before a workspace is closed: its worker must not be waited for.
    void cancel();
    void checkNow();

Q_SIGNALS:
    void changed();

private:
    void consider();

    Desk& m_desk;
    QTimer m_timer;
    QElapsedTimer m_sinceLast;
    qint64 m_tookMs = 0;
    bool m_checking = false;
    std::shared_ptr<std::atomic<bool>> m_cancelled;
    QList<api::InvariantResult> m_results;
    api::Position m_checkedHead = -1;
    QString m_problem;
};

}  // namespace replay::ui
