// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "ui/pages/home/home_card.h"

class QDoubleSpinBox;
class QPushButton;
class QSpinBox;

namespace replay::ui {

/// Real orders of a real shop: a file, how much stock to open with, how many invoices at most.
class ImportCard : public HomeCard {
    Q_OBJECT
public:
    explicit ImportCard(QWidget* parent = nullptr);
    void setFile(const QString& file);
    const QString& file() const { return m_file; }
    /// While an import runs, no other can be started.
    void setBusy(bool busy);

Q_SIGNALS:
    void importRequested(const QString& file, double openingStockFactor, qint64 invoiceLimit);

private:
    void browse();
    void describe();

    QString m_file;
    bool m_busy = false;
    QPushButton* m_choose = nullptr;
    QDoubleSpinBox* m_factor = nullptr;
    QSpinBox* m_limit = nullptr;
    QPushButton* m_import = nullptr;
};

}  // namespace replay::ui
