// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/quiet_style.h"

#include "ui/format/tokens.h"
#include "ui/shell/check_box_ink.h"

#include <QAbstractItemView>
#include <QComboBox>
#include <QPainter>
#include <QStyleFactory>
#include <QStyleOption>

namespace replay::ui {

using format::Colour;
using format::colour;
using format::cornerRadius;
using format::px;
using format::Space;

namespace {

constexpr int scrollBarExtent = 12;
constexpr int scrollHandleMin = 28;
constexpr int controlHeight = 28;
constexpr qreal pressedInk = 0.14;
constexpr qreal hoverInk = 0.07;

qreal lineWidth() { return format::scheme() == format::Scheme::HighContrast ? 2.0 : 1.0; }

/// The text colour laid thinly over what is there: works on light and dark alike.
QColor veil(qreal alpha)
{
    QColor ink = colour(Colour::Text);
    ink.setAlphaF(static_cast<float>(alpha));
    return ink;
}

QRectF inset(const QRect& rect, qreal pen)
{
    const qreal half = pen / 2;
    return QRectF(rect).adjusted(half, half, -half, -half);
}

bool isWordBesideIcon(const QStyleOption* option)
{
    const auto* button = qstyleoption_cast<const QStyleOptionToolButton*>(option);
    return button && button->toolButtonStyle == Qt::ToolButtonTextBesideIcon && !button->icon.isNull() && !button->text.isEmpty();
}

bool isOn(const QStyleOption& option) { return option.state.testFlag(QStyle::State_On); }

}  // namespace

QuietStyle::QuietStyle() : QProxyStyle(QStyleFactory::create(QStringLiteral("Fusion"))) {}

void QuietStyle::drawPanel(QPainter& painter, const QRect& rect, const QStyleOption& option, bool filledAccent)
{
    const bool enabled = option.state.testFlag(State_Enabled);
    const bool pressed = option.state.testFlag(State_Sunken);
    const bool hovered = enabled && option.state.testFlag(State_MouseOver);
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    const QColor fill = filledAccent && enabled ? colour(Colour::Accent) : enabled ? colour(Colour::Base) : colour(Colour::Window);
    painter.setBrush(fill);
    const bool outlined = !(filledAccent && enabled);
    painter.setPen(outlined ? QPen(enabled ? colour(Colour::Outline) : colour(Colour::Hairline), lineWidth()) : QPen(fill, lineWidth()));
    painter.drawRoundedRect(inset(rect, lineWidth()), cornerRadius, cornerRadius);
    if (pressed || hovered || isOn(option)) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(veil(pressed || isOn(option) ? pressedInk : hoverInk));
        painter.drawRoundedRect(inset(rect, lineWidth()), cornerRadius, cornerRadius);
    }
    painter.restore();
}

void QuietStyle::drawField(QPainter& painter, const QRect& rect, const QStyleOption& option)
{
    const bool enabled = option.state.testFlag(State_Enabled);
    const bool focused = option.state.testFlag(State_HasFocus) && enabled;
    const qreal pen = focused ? lineWidth() + 1 : lineWidth();
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setBrush(enabled ? colour(Colour::Base) : colour(Colour::Window));
    painter.setPen(QPen(focused ? colour(Colour::Accent) : enabled ? colour(Colour::Outline) : colour(Colour::Hairline), pen));
    painter.drawRoundedRect(inset(rect, pen), cornerRadius, cornerRadius);
    painter.restore();
}

void QuietStyle::drawChevron(QPainter& painter, const QRect& rect, Qt::ArrowType arrow, const QColor& ink)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.translate(QRectF(rect).center());
    static const QHash<Qt::ArrowType, int> turns{{Qt::DownArrow, 0}, {Qt::UpArrow, 180}, {Qt::LeftArrow, 90}, {Qt::RightArrow, 270}};
    painter.rotate(turns.value(arrow, 0));
    painter.setPen(QPen(ink, 1.5, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.setBrush(Qt::NoBrush);
    painter.drawPolyline(QPolygonF{{-3.5, -1.75}, {0, 1.75}, {3.5, -1.75}});
    painter.restore();
}

void QuietStyle::drawPrimitive(PrimitiveElement element, const QStyleOption* option, QPainter* painter, const QWidget* widget) const
{
    const QRect& rect = option->rect;
    switch (element) {
    case PE_PanelButtonCommand: {
        const auto* button = qstyleoption_cast<const QStyleOptionButton*>(option);
        const bool isDefault = button && button->features.testFlag(QStyleOptionButton::DefaultButton);
        if (button && button->features.testFlag(QStyleOptionButton::Flat) && !option->state.testFlag(State_Sunken) && !isOn(*option)) {
            if (option->state.testFlag(State_MouseOver))
                painter->fillRect(rect, veil(hoverInk));
            return;
        }
        drawPanel(*painter, rect, *option, isDefault);
        return;
    }
    case PE_FrameDefaultButton: return;
    case PE_PanelButtonTool: {
        const bool enabled = option->state.testFlag(State_Enabled);
        const bool down = option->state.testFlag(State_Sunken) || isOn(*option);
        const bool raised = option->state.testFlag(State_Raised) && !option->state.testFlag(State_AutoRaise);
        if (raised && !down) {
            drawPanel(*painter, rect, *option, false);
            return;
        }
        if (down || (enabled && option->state.testFlag(State_MouseOver))) {
            painter->save();
            painter->setRenderHint(QPainter::Antialiasing);
            painter->setBrush(veil(down ? pressedInk : hoverInk));
            painter->setPen(isOn(*option) && format::scheme() == format::Scheme::HighContrast ? QPen(colour(Colour::Text), 2)
                                                                                              : QPen(Qt::NoPen));
            painter->drawRoundedRect(inset(rect, 2), cornerRadius, cornerRadius);
            painter->restore();
        }
        return;
    }
    case PE_FrameFocusRect: {
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        painter->setBrush(Qt::NoBrush);
        painter->setPen(QPen(colour(Colour::Accent), 2));
        painter->drawRoundedRect(inset(rect, 2), cornerRadius, cornerRadius);
        painter->restore();
        return;
    }
    case PE_PanelLineEdit: {
        const auto* frame = qstyleoption_cast<const QStyleOptionFrame*>(option);
        if (frame && frame->lineWidth <= 0)
            return;
        drawField(*painter, rect, *option);
        return;
    }
    case PE_FrameLineEdit: drawField(*painter, rect, *option); return;
    case PE_Frame:
        if (const auto* frame = qstyleoption_cast<const QStyleOptionFrame*>(option); frame && frame->lineWidth > 0) {
            painter->save();
            painter->setPen(QPen(colour(Colour::Hairline), lineWidth()));
            painter->setBrush(Qt::NoBrush);
            painter->drawRect(inset(rect, lineWidth()));
            painter->restore();
        }
        return;
    case PE_FrameTabWidget:
    case PE_FrameTabBarBase:
        painter->fillRect(QRect(rect.left(), element == PE_FrameTabBarBase ? rect.bottom() : rect.top(), rect.width(), 1),
                          colour(Colour::Hairline));
        return;
    case PE_PanelScrollAreaCorner: painter->fillRect(rect, colour(Colour::Base)); return;
    case PE_FrameStatusBarItem:
    case PE_PanelStatusBar: return;
    case PE_PanelMenuBar: return;
    case PE_IndicatorCheckBox:
    case PE_IndicatorItemViewItemCheck: drawCheckBox(*painter, *option); return;
    case PE_IndicatorArrowDown: drawChevron(*painter, rect, Qt::DownArrow, option->palette.color(QPalette::ButtonText)); return;
    case PE_IndicatorArrowUp: drawChevron(*painter, rect, Qt::UpArrow, option->palette.color(QPalette::ButtonText)); return;
    case PE_IndicatorArrowLeft: drawChevron(*painter, rect, Qt::LeftArrow, option->palette.color(QPalette::ButtonText)); return;
    case PE_IndicatorArrowRight: drawChevron(*painter, rect, Qt::RightArrow, option->palette.color(QPalette::ButtonText)); return;
    case PE_IndicatorHeaderArrow: {
        const auto* header = qstyleoption_cast<const QStyleOptionHeader*>(option);
        if (header && header->sortIndicator != QStyleOptionHeader::None)
            drawChevron(*painter, rect, header->sortIndicator == QStyleOptionHeader::SortUp ? Qt::UpArrow : Qt::DownArrow,
                        colour(Colour::MutedText));
        return;
    }
    case PE_IndicatorBranch:
        if (option->state.testFlag(State_Children))
            drawChevron(*painter, rect, option->state.testFlag(State_Open) ? Qt::DownArrow : Qt::RightArrow, colour(Colour::MutedText));
        return;
    default: break;
    }
    QProxyStyle::drawPrimitive(element, option, painter, widget);
}

void QuietStyle::drawTabShape(const QStyleOption* option, QPainter* painter) const
{
    const auto* tab = qstyleoption_cast<const QStyleOptionTab*>(option);
    if (!tab)
        return;
    const bool selected = tab->state.testFlag(State_Selected);
    if (!selected && tab->state.testFlag(State_MouseOver) && tab->state.testFlag(State_Enabled))
        painter->fillRect(tab->rect, veil(hoverInk));
    if (selected)
        painter->fillRect(QRect(tab->rect.left() + px(Space::Hair), tab->rect.bottom() - 1, tab->rect.width() - 2 * px(Space::Hair), 2),
                          colour(Colour::Accent));
}

void QuietStyle::drawHeaderSection(const QStyleOption* option, QPainter* painter) const
{
    const auto* header = qstyleoption_cast<const QStyleOptionHeader*>(option);
    painter->fillRect(option->rect, colour(Colour::Window));
    if (option->state.testFlag(State_MouseOver) && option->state.testFlag(State_Enabled))
        painter->fillRect(option->rect, veil(hoverInk / 2));
    painter->fillRect(QRect(option->rect.left(), option->rect.bottom(), option->rect.width(), 1), colour(Colour::Hairline));
    const bool last = header && (header->position == QStyleOptionHeader::End || header->position == QStyleOptionHeader::OnlyOneSection);
    if (!last && header && header->orientation == Qt::Horizontal)
        painter->fillRect(QRect(option->rect.right(), option->rect.top() + px(Space::Hair), 1, option->rect.height() - 2 * px(Space::Hair)),
                          colour(Colour::Hairline));
}

void QuietStyle::drawToolLabel(const QStyleOption* option, QPainter* painter) const
{
    const auto* button = qstyleoption_cast<const QStyleOptionToolButton*>(option);
    const bool enabled = button->state.testFlag(State_Enabled);
    const QSize side = button->iconSize;
    const int words = painter->fontMetrics().horizontalAdvance(button->text);
    const int gap = px(Space::Hair) + 2;
    const int left = button->rect.left() + qMax(px(Space::Hair), (button->rect.width() - side.width() - gap - words) / 2);
    const QRect icon(left, button->rect.center().y() - side.height() / 2 + 1, side.width(), side.height());
    button->icon.paint(painter, icon, Qt::AlignCenter, enabled ? QIcon::Normal : QIcon::Disabled, isOn(*button) ? QIcon::On : QIcon::Off);
    const QRect text(icon.right() + 1 + gap, button->rect.top(), button->rect.right() - icon.right() - gap, button->rect.height());
    drawItemText(painter, text, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextShowMnemonic | Qt::TextSingleLine, button->palette, enabled,
                 button->text, QPalette::ButtonText);
}

void QuietStyle::drawProgress(const QStyleOption* option, QPainter* painter) const
{
    const auto* bar = qstyleoption_cast<const QStyleOptionProgressBar*>(option);
    if (!bar)
        return;
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(Qt::NoPen);
    QRectF groove(bar->rect);
    groove.setHeight(qMin(groove.height(), qreal(px(Space::Small))));
    groove.moveCenter(QRectF(bar->rect).center());
    const qreal radius = groove.height() / 2;
    painter->setBrush(colour(Colour::Hairline));
    painter->drawRoundedRect(groove, radius, radius);
    const int span = bar->maximum - bar->minimum;
    if (span > 0) {
        QRectF done = groove;
        done.setWidth(qMax(groove.height(), groove.width() * (bar->progress - bar->minimum) / span));
        painter->setBrush(colour(Colour::Accent));
        if (bar->progress > bar->minimum)
            painter->drawRoundedRect(done, radius, radius);
    } else {
        painter->setBrush(QBrush(colour(Colour::Accent), Qt::BDiagPattern));
        painter->drawRoundedRect(groove, radius, radius);
    }
    painter->restore();
}

void QuietStyle::drawControl(ControlElement element, const QStyleOption* option, QPainter* painter, const QWidget* widget) const
{
    switch (element) {
    case CE_TabBarTabShape: drawTabShape(option, painter); return;
    case CE_HeaderSection: drawHeaderSection(option, painter); return;
    case CE_HeaderEmptyArea:
        painter->fillRect(option->rect, colour(Colour::Window));
        painter->fillRect(QRect(option->rect.left(), option->rect.bottom(), option->rect.width(), 1), colour(Colour::Hairline));
        return;
    case CE_HeaderLabel:
        if (const auto* header = qstyleoption_cast<const QStyleOptionHeader*>(option)) {
            QStyleOptionHeader quiet = *header;
            quiet.palette.setColor(QPalette::ButtonText, colour(Colour::MutedText));
            quiet.state &= ~State_On;
            QProxyStyle::drawControl(element, &quiet, painter, widget);
            return;
        }
        break;
    case CE_ToolButtonLabel:
        if (isWordBesideIcon(option)) {
            drawToolLabel(option, painter);
            return;
        }
        break;
    case CE_Splitter: painter->fillRect(option->rect, colour(Colour::Hairline)); return;
    case CE_ProgressBarGroove: return;
    case CE_ProgressBarContents: drawProgress(option, painter); return;
    case CE_PushButtonLabel:
        if (const auto* button = qstyleoption_cast<const QStyleOptionButton*>(option);
            button && button->features.testFlag(QStyleOptionButton::DefaultButton) && option->state.testFlag(State_Enabled)) {
            QStyleOptionButton bright = *button;
            bright.palette.setColor(QPalette::ButtonText, colour(Colour::AccentText));
            QProxyStyle::drawControl(element, &bright, painter, widget);
            return;
        }
        break;
    case CE_MenuBarItem:
    case CE_MenuBarEmptyArea:
        painter->fillRect(option->rect, colour(Colour::Window));
        if (element == CE_MenuBarItem) {
            if (option->state.testFlag(State_Selected) && option->state.testFlag(State_Enabled))
                painter->fillRect(option->rect, veil(option->state.testFlag(State_Sunken) ? pressedInk : hoverInk));
            if (const auto* item = qstyleoption_cast<const QStyleOptionMenuItem*>(option))
                drawItemText(painter, item->rect, Qt::AlignCenter | Qt::TextShowMnemonic | Qt::TextDontClip | Qt::TextSingleLine,
                             item->palette, item->state.testFlag(State_Enabled), item->text, QPalette::ButtonText);
        }
        return;
    default: break;
    }
    QProxyStyle::drawControl(element, option, painter, widget);
}

void QuietStyle::drawScrollBar(const QStyleOptionComplex* option, QPainter* painter, const QWidget* widget) const
{
    const QRect handle = subControlRect(CC_ScrollBar, option, SC_ScrollBarSlider, widget);
    const auto* slider = qstyleoption_cast<const QStyleOptionSlider*>(option);
    painter->fillRect(option->rect, colour(Colour::Base));
    if (!slider || slider->maximum <= slider->minimum)
        return;
    const bool held = slider->activeSubControls.testFlag(SC_ScrollBarSlider) && slider->state.testFlag(State_Sunken);
    const bool hovered = slider->state.testFlag(State_MouseOver);
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(Qt::NoPen);
    QColor ink = colour(Colour::Outline);
    ink.setAlphaF(held ? 1.0F : hovered ? 0.8F : 0.55F);
    painter->setBrush(ink);
    const int side = hovered || held ? 2 : 3;
    QRectF thumb =
        slider->orientation == Qt::Vertical ? QRectF(handle).adjusted(side, 2, -side, -2) : QRectF(handle).adjusted(2, side, -2, -side);
    const qreal radius = qMin(thumb.width(), thumb.height()) / 2;
    painter->drawRoundedRect(thumb, radius, radius);
    painter->restore();
}

void QuietStyle::drawComboBox(const QStyleOptionComplex* option, QPainter* painter, const QWidget* widget) const
{
    const auto* combo = qstyleoption_cast<const QStyleOptionComboBox*>(option);
    if (!combo)
        return;
    if (combo->frame) {
        if (combo->editable)
            drawField(*painter, combo->rect, *combo);
        else
            drawPanel(*painter, combo->rect, *combo, false);
        if (!combo->editable && combo->state.testFlag(State_HasFocus) && combo->state.testFlag(State_KeyboardFocusChange)) {
            QStyleOptionFocusRect ring;
            ring.QStyleOption::operator=(*combo);
            proxy()->drawPrimitive(PE_FrameFocusRect, &ring, painter, widget);
        }
    }
    const QRect arrow = subControlRect(CC_ComboBox, option, SC_ComboBoxArrow, widget);
    drawChevron(*painter, arrow, Qt::DownArrow, combo->state.testFlag(State_Enabled) ? colour(Colour::MutedText) : colour(Colour::Outline));
}

void QuietStyle::drawComplexControl(ComplexControl control, const QStyleOptionComplex* option, QPainter* painter,
                                    const QWidget* widget) const
{
    if (control == CC_ScrollBar)
        return drawScrollBar(option, painter, widget);
    if (control == CC_ComboBox)
        return drawComboBox(option, painter, widget);
    if (control == CC_SpinBox) {
        const auto* spin = qstyleoption_cast<const QStyleOptionSpinBox*>(option);
        if (spin && spin->frame)
            drawField(*painter, option->rect, *option);
        const bool enabled = option->state.testFlag(State_Enabled);
        const QColor ink = enabled ? colour(Colour::MutedText) : colour(Colour::Hairline);
        if (spin && spin->buttonSymbols != QAbstractSpinBox::NoButtons) {
            drawChevron(*painter, subControlRect(control, option, SC_SpinBoxUp, widget), Qt::UpArrow, ink);
            drawChevron(*painter, subControlRect(control, option, SC_SpinBoxDown, widget), Qt::DownArrow, ink);
        }
        return;
    }
    if (const auto* button = qstyleoption_cast<const QStyleOptionToolButton*>(option); button && button->text.isEmpty()) {
        QStyleOptionToolButton bare = *button;  // a picture alone says what opens; an arrow would lie across it
        bare.features &= ~QStyleOptionToolButton::HasMenu;
        return QProxyStyle::drawComplexControl(control, &bare, painter, widget);
    }
    QProxyStyle::drawComplexControl(control, option, painter, widget);
}

QRect QuietStyle::subControlRect(ComplexControl control, const QStyleOptionComplex* option, SubControl part, const QWidget* widget) const
{
    if (control == CC_ScrollBar) {
        const auto* slider = qstyleoption_cast<const QStyleOptionSlider*>(option);
        if (!slider)
            return {};
        const bool vertical = slider->orientation == Qt::Vertical;
        const int length = vertical ? slider->rect.height() : slider->rect.width();
        const int span = slider->maximum - slider->minimum;
        int handle = length;
        if (span > 0)
            handle =
                qBound(qMin(scrollHandleMin, length), int((qint64(slider->pageStep) * length) / (qint64(span) + slider->pageStep)), length);
        const int start =
            sliderPositionFromValue(slider->minimum, slider->maximum, slider->sliderPosition, length - handle, slider->upsideDown);
        const auto piece = [&](int from, int size) {
            const QRect r = vertical ? QRect(slider->rect.left(), slider->rect.top() + from, slider->rect.width(), size)
                                     : QRect(slider->rect.left() + from, slider->rect.top(), size, slider->rect.height());
            return visualRect(slider->direction, slider->rect, r);
        };
        switch (part) {
        case SC_ScrollBarGroove: return slider->rect;
        case SC_ScrollBarSlider: return piece(start, handle);
        case SC_ScrollBarSubPage: return piece(0, start);
        case SC_ScrollBarAddPage: return piece(start + handle, length - start - handle);
        default: return {};
        }
    }
    QRect rect = QProxyStyle::subControlRect(control, option, part, widget);
    if (control == CC_ComboBox && part == SC_ComboBoxEditField)
        rect.adjust(px(Space::Hair), 0, 0, 0);
    return rect;
}

QRect QuietStyle::subElementRect(SubElement element, const QStyleOption* option, const QWidget* widget) const
{
    const QRect rect = QProxyStyle::subElementRect(element, option, widget);
    return element == SE_LineEditContents ? rect.adjusted(px(Space::Hair), 0, -px(Space::Hair), 0) : rect;
}

int QuietStyle::pixelMetric(PixelMetric metric, const QStyleOption* option, const QWidget* widget) const
{
    switch (metric) {
    case PM_SplitterWidth: return 1;
    case PM_ScrollBarExtent: return scrollBarExtent;
    case PM_ScrollBarSliderMin: return scrollHandleMin;
    case PM_ScrollView_ScrollBarSpacing: return 0;
    case PM_SmallIconSize:
    case PM_ButtonIconSize:
    case PM_ListViewIconSize: return format::iconSmall;
    case PM_LayoutLeftMargin:
    case PM_LayoutRightMargin:
    case PM_LayoutTopMargin:
    case PM_LayoutBottomMargin: return px(Space::Medium);
    case PM_LayoutHorizontalSpacing:
    case PM_LayoutVerticalSpacing: return px(Space::Small);
    case PM_HeaderMargin: return px(Space::Small);
    case PM_TabBarTabHSpace: return 2 * px(Space::Small) + px(Space::Hair);
    case PM_TabBarTabShiftVertical:
    case PM_TabBarTabShiftHorizontal:
    case PM_ButtonShiftHorizontal:
    case PM_ButtonShiftVertical: return 0;
    default: return QProxyStyle::pixelMetric(metric, option, widget);
    }
}

int QuietStyle::styleHint(StyleHint hint, const QStyleOption* option, const QWidget* widget, QStyleHintReturn* data) const
{
    switch (hint) {
    case SH_EtchDisabledText: return 0;
    case SH_UnderlineShortcut: return QProxyStyle::styleHint(hint, option, widget, data);
    case SH_ScrollBar_Transient: return 0;
    case SH_ComboBox_Popup: return 0;
    case SH_Widget_Animation_Duration: return format::motion();
    default: return QProxyStyle::styleHint(hint, option, widget, data);
    }
}

QSize QuietStyle::sizeFromContents(ContentsType type, const QStyleOption* option, const QSize& contents, const QWidget* widget) const
{
    QSize size = QProxyStyle::sizeFromContents(type, option, contents, widget);
    switch (type) {
    case CT_PushButton:
        size.setHeight(qMax(contents.height() + px(Space::Small), controlHeight));
        size.setWidth(qMax(contents.width() + 2 * px(Space::Medium), 64));
        break;
    case CT_ComboBox:
        size.rwidth() += px(Space::Hair);
        size.setHeight(qMax(size.height(), controlHeight));
        break;
    case CT_LineEdit:
    case CT_SpinBox: size.setHeight(qMax(size.height(), controlHeight)); break;
    case CT_ToolButton:
        if (isWordBesideIcon(option))
            size.rwidth() += px(Space::Medium);
        size = size.expandedTo(QSize(controlHeight, controlHeight));
        break;
    case CT_MenuBarItem: size = contents + QSize(2 * px(Space::Small), px(Space::Small)); break;
    case CT_MenuItem:
        if (const auto* item = qstyleoption_cast<const QStyleOptionMenuItem*>(option);
            item && item->menuItemType != QStyleOptionMenuItem::Separator)
            size.setHeight(qMax(size.height(), format::rowComfortable));
        break;
    case CT_HeaderSection: size.setHeight(qMax(size.height(), format::rowDense)); break;
    default: break;
    }
    return size;
}

}  // namespace replay::ui
