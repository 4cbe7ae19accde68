// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/storage/database.h"

namespace replay::storage {

/// A write transaction on the stack: rolled back unless committed.
class Transaction {
public:
    explicit Transaction(Database& database) : m_database(database), m_begun(database.begin()) {}
    ~Transaction()
    {
        if (m_begun && !m_done)
            m_database.rollback();
    }
    Transaction(const Transaction&) = delete;
    Transaction& operator=(const Transaction&) = delete;

    /// Whether BEGIN worked; look before writing.
    const Status& begun() const { return m_begun; }
    Status commit()
    {
        m_done = true;
        Status committed = m_database.commit();
        if (!committed)
            m_database.rollback();
        return committed;
    }

private:
    Database& m_database;
    Status m_begun;
    bool m_done = false;
};

}  // namespace replay::storage
