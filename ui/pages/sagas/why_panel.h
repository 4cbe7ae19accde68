// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/api/values.h"

#include <QWidget>

class QLabel;
class QTextBrowser;
class QUrl;

namespace replay::ui {

/// How a saga stands, in a sentence; and where it failed, why: the chain from the nearest cause back to where it began, each
/// link to click.
class WhyPanel : public QWidget {
    Q_OBJECT
public:
    explicit WhyPanel(QWidget* parent = nullptr);

    void setSaga(const api::SagaTimeline& timeline, api::ModelTime now, const QList<api::WhyLink>& chain);
    void clear();
    QString text() const;  ///< what is shown, plain

Q_SIGNALS:
    /// Somebody followed a link of the chain.
    void linkFollowed(const replay::api::WhyLink& link);

protected:
    void changeEvent(QEvent* event) override;

private:
    void render();
    void follow(const QUrl& url);

    api::SagaTimeline m_timeline;
    api::ModelTime m_now;
    QList<api::WhyLink> m_chain;
    QLabel* m_title = nullptr;
    QTextBrowser* m_text = nullptr;
    QString m_html;
};

}  // namespace replay::ui
