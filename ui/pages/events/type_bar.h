// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "ui/format/marks.h"

#include <QAbstractButton>

namespace replay::ui {

/// One bar of the histogram: a type's mark, name and count over a bar as long as its share. Pressing it filters by the type.
class TypeBar : public QAbstractButton {
    Q_OBJECT
public:
    explicit TypeBar(QWidget* parent = nullptr);
    void setType(const QString& type, qint64 count, qint64 all, qint64 most);
    QString type() const { return m_type; }
    qint64 count() const { return m_count; }
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;
    void enterEvent(QEnterEvent* event) override;
    void leaveEvent(QEvent* event) override;

private:
    QString m_type;
    format::Mark m_mark = format::Mark::Event;
    qint64 m_count = 0;
    qint64 m_most = 1;
};

}  // namespace replay::ui
