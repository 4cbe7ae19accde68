// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "ui/models/desk.h"

#include <QTimer>
#include <atomic>
#include <memory>

namespace replay::ui {

/// One question that may take long, asked on a worker: with progress, with cancel, and with at most one answer — the one to
/// the question asked last. A new question cancels the one before.
class LongQuestion : public QObject {
    Q_OBJECT
public:
    explicit LongQuestion(Desk& desk, QObject* parent = nullptr);
    ~LongQuestion() override;

    bool isRunning() const { return m_run != nullptr; }
    void cancel();

    template <typename T>
    void start(std::function<api::Result<T>(api::Reader&, const api::Progress&)> question,
               std::function<void(const api::Result<T>&)> answered)
    {
        const auto run = begin();
        if (!run)
            return;
        m_desk.ask<api::Result<T>>(
            this,
            [run, question = std::move(question)](api::Reader& reader) {
                return question(reader, [run](double share) {
                    run->share.store(share, std::memory_order_relaxed);
                    return !run->cancelled.load(std::memory_order_relaxed);
                });
            },
            [this, run, answered = std::move(answered)](const api::Result<T>& result) {
                if (run != m_run)
                    return;
                end();
                answered(result);
            });
    }

Q_SIGNALS:
    void runningChanged(bool running);
    void progressed(double share);

private:
    struct Run {
        std::atomic<bool> cancelled = false;
        std::atomic<double> share = 0.0;
    };
    std::shared_ptr<Run> begin();
    void end();

    Desk& m_desk;
    std::shared_ptr<Run> m_run;
    QTimer m_poll;
};

}  // namespace replay::ui
