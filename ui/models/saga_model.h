// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "ui/models/desk.h"

#include <QAbstractListModel>
#include <QHash>

class QTimer;

namespace replay::ui {

/// The sagas of the workspace, newest first, as windows that are asked for when somebody scrolls to them. While the platform
/// runs, what is loaded is asked again in turn and merged row by row: selection and scroll position stay.
class SagaModel : public QAbstractListModel {
    Q_OBJECT
public:
    enum Role { SagaRole = Qt::UserRole + 1, StatusRole, IdRole };

    explicit SagaModel(Desk& desk, QObject* parent = nullptr);

    /// Empty for all: started, completed, compensating, failed, stuck, paused.
    void setStatus(const QString& status);
    QString status() const { return m_status; }
    /// Empty for all: OrderProcessing, OrderConfirmation, OrderReturn.
    void setType(const QString& type);
    QString type() const { return m_type; }
    /// Whether the list follows the platform; one that nobody looks at need not. It does unless told otherwise.
    void setFollowing(bool following);
    /// Asks again for what is loaded; calls closer together than refreshMs are joined.
    void refresh();

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    bool canFetchMore(const QModelIndex& parent) const override;
    void fetchMore(const QModelIndex& parent) override;

    /// The rows that a view shows: in the past these are folded to the cursor, so that the list tells of the same instant as
    /// all else. The filter still goes by the statuses of now.
    void setInSight(int first, int last);

    const api::SagaRow* row(int index) const;
    int indexOf(const QString& sagaId) const;
    bool isLoading() const { return m_asking; }
    /// The list holds as many rows as it keeps; older sagas are found by their number.
    bool isFull() const { return m_rows.size() >= rowsMax; }

    static constexpr int window = 100;
    static constexpr int rowsMax = 20'000;
    static constexpr int pendingMax = 2'000;
    static constexpr int refreshMs = 100;
    static constexpr int foldMs = 80;      ///< the cursor rests so long before rows are folded
    static constexpr int foldedMax = 100;  ///< rows in one fold: more than any screen shows

Q_SIGNALS:
    void loaded();                                  ///< a window arrived
    void failed(const replay::base::Error& error);  ///< the list could not be read

private:
    void ask(qint64 beforeOrdinal);
    void take(qint64 beforeOrdinal, const QList<api::SagaRow>& answer);
    /// Puts an answer in the place of what it speaks for: from below an ordinal to its last row, or to the oldest.
    /// Answers the ordinal below which loaded rows follow; 0 where none do.
    qint64 merge(qint64 beforeOrdinal, const QList<api::SagaRow>& answer, bool full);
    void replaceRange(int first, int last, const QList<api::SagaRow>& rows);
    void clearRows();
    void restart();
    int firstBelow(qint64 ordinal) const;
    void followCursor();
    void foldInSight();
    void forgetPast();

    Desk& m_desk;
    QString m_status;
    QString m_type;
    QList<api::SagaRow> m_rows;  ///< falling ordinals
    bool m_complete = false;     ///< the last row is the oldest that there is
    bool m_following = true;
    bool m_asking = false;
    bool m_again = false;
    bool m_wantsMore = false;       ///< somebody scrolled to the end while another window was asked for
    QList<api::SagaRow> m_pending;  ///< newer windows that do not yet meet what is loaded
    bool m_lookOlder = false;       ///< the next refresh is the turn of an older window
    qint64 m_older = 0;             ///< the ordinal below which it looks
    quint64 m_generation = 0;
    QTimer* m_timer = nullptr;
    int m_firstInSight = 0;
    int m_lastInSight = 0;
    QHash<QString, api::SagaRow> m_past;  ///< as at m_pastAt; empty at the live end
    api::Position m_pastAt = -1;
    bool m_folding = false;
    QTimer* m_fold = nullptr;
};

}  // namespace replay::ui
