// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "ui/models/desk.h"

#include <QElapsedTimer>
#include <QFrame>

class QGridLayout;
class QLabel;
class QProgressBar;
class QPushButton;
class QTableWidget;
class QToolButton;

namespace replay::ui {

/// An import while it runs — rows, orders, pace, time left, cancel — and its report when it is over.
class ImportPanel : public QFrame {
    Q_OBJECT
public:
    ImportPanel(Desk& desk, QWidget* parent = nullptr);
    bool isRunning() const { return m_running; }

Q_SIGNALS:
    void runningChanged(bool running);

protected:
    void paintEvent(QPaintEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void listen();
    void onProgress(const api::ImportReport& report, double share);
    void onFinished(const api::ImportReport& report);
    void setRunning(bool running);
    void showFigures(const api::ImportReport& report);
    void showRefused(const api::ImportReport& report);
    QLabel* addFigure(QGridLayout* grid, const QString& caption);
    void applyFonts();

    Desk& m_desk;
    bool m_running = false;
    bool m_cancelled = false;
    QByteArray m_json;
    QElapsedTimer m_clock;
    QLabel* m_title = nullptr;
    QProgressBar* m_bar = nullptr;
    QLabel* m_rows = nullptr;
    QLabel* m_used = nullptr;
    QLabel* m_orders = nullptr;
    QLabel* m_users = nullptr;
    QLabel* m_products = nullptr;
    QLabel* m_pace = nullptr;
    QLabel* m_left = nullptr;
    QList<QLabel*> m_captions;
    QTableWidget* m_refused = nullptr;
    QLabel* m_waiting = nullptr;
    QPushButton* m_cancel = nullptr;
    QPushButton* m_copy = nullptr;
    QToolButton* m_close = nullptr;
};

}  // namespace replay::ui
