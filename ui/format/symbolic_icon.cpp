// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/format/symbolic_icon.h"

#include "ui/format/tokens.h"

#include <QPaintDevice>
#include <QPainter>
#include <QPixmapCache>
#include <QSvgRenderer>

namespace replay::ui::format {

void SymbolicIcon::paint(QPainter* painter, const QRect& rect, QIcon::Mode mode, QIcon::State)
{
    const qreal ratio = painter->device() ? painter->device()->devicePixelRatio() : 1.0;
    painter->drawPixmap(rect, drawn((QSizeF(rect.size()) * ratio).toSize(), mode));
}

QPixmap SymbolicIcon::pixmap(const QSize& size, QIcon::Mode mode, QIcon::State) { return drawn(size, mode); }

QPixmap SymbolicIcon::scaledPixmap(const QSize& size, QIcon::Mode mode, QIcon::State, qreal scale)
{
    QPixmap pixmap = drawn(size, mode);
    pixmap.setDevicePixelRatio(scale);
    return pixmap;
}

QPixmap SymbolicIcon::drawn(const QSize& deviceSize, QIcon::Mode mode) const
{
    const QColor ink = colour(mode == QIcon::Disabled ? Colour::Outline : mode == QIcon::Selected ? Colour::AccentText : Colour::Text);
    const QString cacheKey = QStringLiteral("%1|%2x%3|%4").arg(m_file).arg(deviceSize.width()).arg(deviceSize.height()).arg(ink.rgba());
    QPixmap pixmap;
    if (QPixmapCache::find(cacheKey, &pixmap))
        return pixmap;
    pixmap = QPixmap(deviceSize);
    pixmap.fill(Qt::transparent);
    QSvgRenderer renderer(m_file);
    renderer.setAspectRatioMode(Qt::KeepAspectRatio);
    QPainter painter(&pixmap);
    painter.setRenderHint(QPainter::Antialiasing);
    renderer.render(&painter);
    painter.setCompositionMode(QPainter::CompositionMode_SourceIn);
    painter.fillRect(pixmap.rect(), mode == QIcon::Disabled ? QColor(ink.red(), ink.green(), ink.blue(), 150) : ink);
    painter.end();
    QPixmapCache::insert(cacheKey, pixmap);
    return pixmap;
}

}  // namespace replay::ui::format
