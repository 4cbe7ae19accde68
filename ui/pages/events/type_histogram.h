// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "ui/models/desk.h"

#include <QTimer>
#include <QWidget>

class QGridLayout;
class QLabel;
class QToolButton;

namespace replay::ui {

class TypeBar;

/// How many events of each type the filter lets through. Counted by a worker, at most once a second and never so often that
/// counting takes more than a fifth of the time.
class TypeHistogram : public QWidget {
    Q_OBJECT
public:
    TypeHistogram(Desk& desk, QWidget* parent = nullptr);

    void setFilter(const api::LogFilter& filter);
    const QList<api::TypeCount>& counts() const { return m_counts; }
    bool isFolded() const { return m_folded; }
    void setFolded(bool folded);

Q_SIGNALS:
    void typeChosen(const QString& type);
    /// All types of the log, whatever the filter is.
    void typesKnown(const QStringList& types);

protected:
    void resizeEvent(QResizeEvent* event) override;
    void showEvent(QShowEvent* event) override;
    void changeEvent(QEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void count();
    void arrange();

    Desk& m_desk;
    api::LogFilter m_filter;
    QList<api::TypeCount> m_counts;
    QTimer m_pause;
    bool m_asked = false;
    bool m_stale = true;
    quint64 m_generation = 0;
    bool m_folded = false;
    QToolButton* m_fold = nullptr;
    QLabel* m_more = nullptr;
    QWidget* m_area = nullptr;
    QList<TypeBar*> m_bars;
};

}  // namespace replay::ui
