// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QIconEngine>

namespace replay::ui::format {

/// Draws a one-colour SVG in the text colour of the scheme of the moment, sharp at every size and device pixel ratio.
/// An icon made before a change of theme is right after it.
class SymbolicIcon : public QIconEngine {
public:
    explicit SymbolicIcon(QString file) : m_file(std::move(file)) {}

    void paint(QPainter* painter, const QRect& rect, QIcon::Mode mode, QIcon::State state) override;
    QPixmap pixmap(const QSize& size, QIcon::Mode mode, QIcon::State state) override;
    QPixmap scaledPixmap(const QSize& size, QIcon::Mode mode, QIcon::State state, qreal scale) override;
    QIconEngine* clone() const override { return new SymbolicIcon(m_file); }
    QString key() const override { return QStringLiteral("SymbolicIcon"); }
    bool isNull() override { return false; }

private:
    QPixmap drawn(const QSize& deviceSize, QIcon::Mode mode) const;
    QString m_file;
};

}  // namespace replay::ui::format
