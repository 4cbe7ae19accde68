// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/events/event_store.h"
#include "core/events/fold.h"
#include "core/log/central_log.h"
#include "core/storage/database.h"

#include <QJsonArray>
#include <QTemporaryDir>
#include <map>
#include <memory>

namespace replay::test {

/// A workspace written event by event through the real schema: the service's event and outbox row, and its place in the log.
/// It knows no domain code, so that the read side is tested against the contracts alone.
class ProjectionShop {
public:
    ProjectionShop();

    QString folder() const { return m_folder.path(); }
    storage::Database& database(const QString& name) { return *m_databases.at(name); }
    log::Position head() const { return m_log->head(); }

    struct What {
        QString service;
        QString aggregateType;
        QUuid aggregateId;
        QString type;
        QJsonObject data;
        QUuid correlation = {};
        QUuid causation = {};
        QString actor = QStringLiteral("saga");
        QString note = {};
    };
    /// Commits one event in its service; carries it to the log unless it shall wait in the outbox. Answers its id.
    QUuid append(const What& what, bool carried = true);

    // — a shop's life, in the words of the contracts —
    QUuid category(const QString& name);
    QUuid product(const QString& name, const QString& price, int stock, const QUuid& category = {});
    QUuid customer(const QString& first, const QString& last);
    enum class End { Completed, Declined, Running };
    struct Order {
        QUuid orderId;
        QUuid sagaId;
        QUuid paymentMessage;
        QString number;
    };
    /// One OrderProcessing saga with all that its services answer; Running stops it while stock is being reserved.
    Order order(const QUuid& customer, const QUuid& product, int quantity, const QString& price, End end);
    void shipped(const Order& order, const QUuid& product, int quantity);

    QUuid newId(const char* kind);
    base::ModelTime now() const { return m_now; }
    void advance(qint64 us) { m_now = m_now + us; }

    struct Stock {
        QString sku;
        int onHand = 0;
        int reserved = 0;
    };
    std::map<QUuid, Stock> stock;

private:
    void step(const Order& order, const QUuid& correlation, const QString& step, const QString& service, const QString& command,
              const QUuid& message, bool compensation = false, const QString& fault = {});
    void answered(const Order& order, const QUuid& correlation, const QString& type, const QString& step, const QUuid& cause,
                  QJsonObject more = {});
    void move(const QString& type, const QUuid& product, const QUuid& order, int quantity, const QUuid& correlation, const QUuid& cause);

    QTemporaryDir m_folder;
    std::map<QString, std::unique_ptr<storage::Database>> m_databases;
    std::unique_ptr<log::CentralLog> m_log;
    base::ModelTime m_now = base::defaultStart;
    std::uint64_t m_ids = 0;
    qint64 m_sagas = 0;
    std::map<QString, std::int64_t> m_outboxes;
};

/// A fold for tests: an object into which the data of every event is merged.
events::Folds mergingFolds();

}  // namespace replay::test
