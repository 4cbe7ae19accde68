// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "ui/models/stream_model.h"

#include <QWidget>

namespace replay::ui {

/// The versions of an aggregate as marks on a rail, one per event, a diamond under each version that has a snapshot. What
/// does not fit is reached through the strip below it, so that it serves for six versions and for a hundred thousand.
/// Left and Right step, Page Up and Down move by what is in sight, Home and End go to the ends.
class VersionRail : public QWidget {
    Q_OBJECT
public:
    explicit VersionRail(StreamModel& model, QWidget* parent = nullptr);

    int selected() const { return m_selected; }
    int versions() const { return m_model.versions(); }
    /// Shows a version as chosen, without saying so.
    void setSelected(int version);
    /// The two versions that are compared; 0: before the first.
    void setMarks(int a, int b);
    int markA() const { return m_a; }
    int markB() const { return m_b; }
    /// "Version 3 of 6: StockReserved …" for those who do not see it.
    QString sentence() const;
    /// Chooses a version as a person does.
    void choose(int version);
    int firstInSight() const;
    int lastInSight() const;
    /// Where the mark of a version is drawn; of one out of sight, beyond the edge.
    QPointF place(int version) const;

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

Q_SIGNALS:
    void chosen(int version);

protected:
    void paintEvent(QPaintEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
    void changeEvent(QEvent* event) override;
    bool event(QEvent* event) override;

private:
    struct Span {
        int first = 1;
        int last = 0;
        double left = 0;
        double step = 0;
    };
    Span span() const;
    QRectF strip() const;
    double railY() const;
    int versionAt(const QPointF& at) const;
    void paintVersions(QPainter& painter, const Span& shown) const;
    void paintFlags(QPainter& painter, const Span& shown) const;
    void paintStrip(QPainter& painter, const Span& shown) const;

    StreamModel& m_model;
    int m_selected = 0;
    int m_a = -1;
    int m_b = -1;
    bool m_onStrip = false;  ///< a drag that began on the strip stays there
};

}  // namespace replay::ui
