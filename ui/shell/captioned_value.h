// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QAbstractButton>

namespace replay::ui {

/// A value with a small caption above it, for the transport bar (clock, seed, fingerprint). A click copies the value where
/// it is copyable.
class CaptionedValue : public QAbstractButton {
    Q_OBJECT
public:
    explicit CaptionedValue(const QString& caption, QWidget* parent = nullptr);

    void setCaption(const QString& caption);
    void setValue(const QString& value);
    void setCopyable(const QString& copiedHint);
    /// Reserves room for a text of this length, so that neighbours never move.
    void setReserve(const QString& longest);
    void setFixedType(bool fixed);
    /// A click opens a menu: it wears a small arrow.
    void setOpensMenu();
    /// A value wider than this is elided; the whole belongs in the tooltip. 0: never.
    void setWidest(int pixels);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

Q_SIGNALS:
    void copied(const QString& hint);

protected:
    void paintEvent(QPaintEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    QFont valueFont() const;
    int arrowWidth() const;

    QString m_caption;
    QString m_value;
    QString m_reserve;
    QString m_copiedHint;
    bool m_fixed = false;
    bool m_menu = false;
    int m_widest = 0;
};

}  // namespace replay::ui
