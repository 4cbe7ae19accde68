// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "ui/format/marks.h"
#include "ui/format/tokens.h"

#include <QWidget>

namespace replay::ui {

/// A status as a small pill: its mark (shape) and its word on a quiet ground. Knows the codes of sagas, steps, commands and
/// projections: started running completed compensating compensated failed stuck pending skipped waiting done refused
/// conflict malformed live paused rebuilding, and shows any other code as it is.
class StatusPill : public QWidget {
    Q_OBJECT
public:
    explicit StatusPill(QWidget* parent = nullptr);
    explicit StatusPill(const QString& status, QWidget* parent = nullptr);

    void setStatus(const QString& status);
    QString status() const { return m_status; }
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

    /// The translated word for a code.
    static QString word(const QString& status);
    static format::Mark mark(const QString& status);
    /// For delegates: paints the pill left-aligned and centred in `cell`, as wide as it needs.
    static void paint(QPainter& painter, const QRect& cell, const QString& status, const QFont& font, const QColor& text);
    static int widthOf(const QString& status, const QFont& font);

protected:
    void paintEvent(QPaintEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    QString m_status;
};

}  // namespace replay::ui
