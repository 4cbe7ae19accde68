// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "ui/models/projection_list_model.h"
#include "ui/widgets/page.h"

#include <QSet>
#include <QTimer>

class QListView;
class QSplitter;
class QStackedLayout;

namespace replay::ui {

class EmptyState;
class MessageBar;
class ParkedPanel;
class ProjectionHeader;
class RowsPane;
class VerifyPanel;

/// Workspace 4: the read models. How far each is behind the write side, its rows now and at any past position, and what one
/// can do with it: pause, resume, rebuild beside the live one, compare with a fresh fold of the log.
class ProjectionsPage : public Page {
    Q_OBJECT
public:
    ProjectionsPage(Desk& desk, QWidget* parent);

    /// "name" or "name/key of a row".
    void open(const QString& argument) override;
    void find() override;
    void exportView() override;
    bool canExport() const override;
    int badge() const override { return m_list.failedCount(); }

    RowsPane* rows() const { return m_rows; }

protected:
    void showEvent(QShowEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void buildHead();
    void onSessionChanged();
    void scheduleRefresh(int ms);
    void refresh();
    void showCurrent();
    void cancelRebuild();
    void tellOfRebuild(const api::ProjectionInfo& projection);
    void warnOfFailure(const api::ProjectionInfo& projection);
    void change(void (api::Session::*what)(const QString&));
    const api::ProjectionInfo* current() const;
    QString denied() const;

    ProjectionListModel m_list;
    QTimer m_refresh;
    QString m_wanted;            ///< a read model to open as soon as it is known
    QString m_warnedOf;          ///< the failure that the banner speaks of
    QSet<QString> m_rebuilding;  ///< read models whose rebuild this page has seen
    QSet<QString> m_cancelling;  ///< a cancel is under way: whether it came in time is not known yet
    int m_lastBadge = 0;

    QStackedLayout* m_stack = nullptr;
    EmptyState* m_empty = nullptr;
    QSplitter* m_splitter = nullptr;
    QListView* m_cards = nullptr;
    ProjectionHeader* m_head = nullptr;
    MessageBar* m_banner = nullptr;
    RowsPane* m_rows = nullptr;
    ParkedPanel* m_parked = nullptr;
    VerifyPanel* m_verify = nullptr;
};

}  // namespace replay::ui
