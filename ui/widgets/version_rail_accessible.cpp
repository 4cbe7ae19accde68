// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/version_rail_accessible.h"

#include "ui/widgets/accessible_factory.h"
#include "ui/widgets/version_rail.h"

#include <QAccessibleWidget>

namespace replay::ui {

namespace {

class RailAccessible : public QAccessibleWidget, public QAccessibleValueInterface {
public:
    explicit RailAccessible(VersionRail* rail) : QAccessibleWidget(rail, QAccessible::Slider), m_rail(rail) {}

    void* interface_cast(QAccessible::InterfaceType type) override
    {
        if (type == QAccessible::ValueInterface)
            return static_cast<QAccessibleValueInterface*>(this);
        return QAccessibleWidget::interface_cast(type);
    }
    QString text(QAccessible::Text kind) const override
    {
        return kind == QAccessible::Value || kind == QAccessible::Description ? m_rail->sentence() : QAccessibleWidget::text(kind);
    }
    QVariant currentValue() const override { return m_rail->selected(); }
    void setCurrentValue(const QVariant& value) override { m_rail->choose(value.toInt()); }
    QVariant maximumValue() const override { return m_rail->versions(); }
    QVariant minimumValue() const override { return 1; }
    QVariant minimumStepSize() const override { return 1; }

private:
    VersionRail* m_rail;
};

}  // namespace

void installVersionRailAccessible() { installAccessible<VersionRail, RailAccessible>(); }

void tellVersionRailChanged(VersionRail& rail)
{
    QAccessibleValueChangeEvent changed(&rail, rail.selected());
    QAccessible::updateAccessibility(&changed);
}

}  // namespace replay::ui
