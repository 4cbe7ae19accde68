// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QAbstractButton>

namespace replay::ui {

/// One condition of a filter, with a × to remove it. The whole chip is the button.
class FilterChip : public QAbstractButton {
    Q_OBJECT
public:
    FilterChip(const QString& key, const QString& value, QWidget* parent = nullptr);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent* event) override;
    void enterEvent(QEnterEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    QString shown() const;
    QString m_key;
    QString m_value;
};

}  // namespace replay::ui
