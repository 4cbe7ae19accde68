// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/commands/items_field.h"
#include "ui/format/tokens.h"
#include "ui/pages/commands/id_field.h"
#include "ui/pages/commands/line_field.h"

#include <QGridLayout>
#include <QJsonArray>
#include <QLabel>
#include <QLineEdit>
#include <QToolButton>
#include <algorithm>

namespace replay::ui {

namespace {

enum Column { ProductColumn, QuantityColumn, PriceColumn, RemoveColumn };
const QString productKey = QStringLiteral("product_id");
const QString quantityKey = QStringLiteral("quantity");
const QString priceKey = QStringLiteral("unit_price");

}  // namespace

ItemsField::ItemsField(Desk& desk, const api::FieldSchema& schema, QWidget* parent)
    : FieldEditor(schema, parent),
      m_desk(desk),
      m_grid(new QGridLayout(this))
{
    m_grid->setContentsMargins(0, 0, 0, 0);
    m_grid->setSpacing(format::px(format::Space::Hair));
    m_grid->setColumnStretch(ProductColumn, 5);
    m_grid->setColumnStretch(QuantityColumn, 1);
    m_grid->setColumnStretch(PriceColumn, 2);
    for (const QString& title : {tr("Product"), tr("Quantity"), tr("Unit price")}) {
        auto* head = new QLabel(title, this);
        head->setFont(format::font(format::Type::Small));
        head->setForegroundRole(QPalette::PlaceholderText);
        m_heads << head;
    }
    m_add = new QToolButton(this);
    m_add->setIcon(format::icon(QStringLiteral("plus")));
    m_add->setText(tr("Add a line"));
    m_add->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_add->setAutoRaise(true);
    m_add->setFocusPolicy(Qt::StrongFocus);
    connect(m_add, &QToolButton::clicked, this, [this] {
        addLine({{quantityKey, 1}});
        m_lines.constLast().product->setFocus();
        Q_EMIT edited();
    });
    setFocusProxy(m_add);
    arrange();
}

void ItemsField::addLine(const QJsonObject& item)
{
    if (m_lines.size() >= linesMax)
        return;
    Line line;
    line.product = new IdField(m_desk, {productKey, QStringLiteral("id:Product"), true, {}}, this);
    line.quantity = new LineField({quantityKey, QStringLiteral("whole"), true, {}}, this);
    line.price = new LineField({priceKey, QStringLiteral("money"), false, {}}, this);
    line.price->line().setPlaceholderText(tr("catalogue"));
    line.product->line().setAccessibleName(tr("Product"));
    line.quantity->line().setAccessibleName(tr("Quantity"));
    line.price->line().setAccessibleName(tr("Unit price"));
    line.remove = new QToolButton(this);
    line.remove->setIcon(format::icon(QStringLiteral("minus")));
    line.remove->setAutoRaise(true);
    line.remove->setToolTip(tr("Removes this line"));
    line.remove->setAccessibleName(line.remove->toolTip());
    line.rest = item;
    for (const QString& known : {productKey, quantityKey, priceKey})
        line.rest.remove(known);
    line.product->setValue(item.value(productKey));
    line.quantity->setValue(item.value(quantityKey));
    line.price->setValue(item.value(priceKey));
    for (FieldEditor* each :
         {static_cast<FieldEditor*>(line.product), static_cast<FieldEditor*>(line.quantity), static_cast<FieldEditor*>(line.price)})
        connect(each, &FieldEditor::edited, this, &FieldEditor::edited);
    connect(line.remove, &QToolButton::clicked, this, [this, product = line.product] { removeLine(product); });
    m_lines << line;
    if (!item.contains(productKey))
        line.product->takeFirst();
    arrange();
}

void ItemsField::removeLine(IdField* product)
{
    const auto found = std::find_if(m_lines.begin(), m_lines.end(), [product](const Line& line) { return line.product == product; });
    if (found == m_lines.end())
        return;
    for (QWidget* widget : {static_cast<QWidget*>(found->product), static_cast<QWidget*>(found->quantity),
                            static_cast<QWidget*>(found->price), static_cast<QWidget*>(found->remove)}) {
        widget->hide();
        widget->deleteLater();
    }
    m_lines.erase(found);
    arrange();
    Q_EMIT edited();
}

void ItemsField::arrange()
{
    for (int column = 0; column < m_heads.size(); ++column) {
        m_grid->addWidget(m_heads[column], 0, column);
        m_heads[column]->setVisible(!m_lines.isEmpty());
    }
    int row = 1;
    for (const Line& line : std::as_const(m_lines)) {
        m_grid->addWidget(line.product, row, ProductColumn, Qt::AlignTop);
        m_grid->addWidget(line.quantity, row, QuantityColumn, Qt::AlignTop);
        m_grid->addWidget(line.price, row, PriceColumn, Qt::AlignTop);
        m_grid->addWidget(line.remove, row, RemoveColumn, Qt::AlignTop);
        for (QWidget* widget : {static_cast<QWidget*>(line.product), static_cast<QWidget*>(line.quantity),
                                static_cast<QWidget*>(line.price), static_cast<QWidget*>(line.remove)})
            widget->show();
        ++row;
    }
    m_grid->addWidget(m_add, row, ProductColumn, Qt::AlignLeft);
    m_add->setEnabled(m_lines.size() < linesMax);
    m_add->setToolTip(m_lines.size() < linesMax ? tr("Adds a line to the order")
                                                : tr("The form holds at most %1 lines; use the raw view for more").arg(linesMax));
}

QJsonValue ItemsField::value() const
{
    if (m_lines.isEmpty())
        return QJsonValue(QJsonValue::Undefined);
    QJsonArray items;
    for (const Line& line : m_lines) {
        QJsonObject item = line.rest;
        const auto put = [&item](const QString& key, const QJsonValue& value) {
            if (!value.isUndefined())
                item.insert(key, value);
        };
        put(productKey, line.product->value());
        put(quantityKey, line.quantity->value());
        put(priceKey, line.price->value());
        items.append(item);
    }
    return items;
}

void ItemsField::setValue(const QJsonValue& value)
{
    if (this->value() == value)
        return;
    while (!m_lines.isEmpty()) {
        const QSignalBlocker quiet(this);
        removeLine(m_lines.constLast().product);
    }
    for (const QJsonValue& item : value.toArray())
        addLine(item.toObject());
}

QString ItemsField::formProblem() const
{
    for (int i = 0; i < m_lines.size(); ++i) {
        for (const FieldEditor* each :
             {static_cast<const FieldEditor*>(m_lines[i].product), static_cast<const FieldEditor*>(m_lines[i].quantity),
              static_cast<const FieldEditor*>(m_lines[i].price)}) {
            if (const QString problem = each->problem(); !problem.isEmpty())
                return tr("Line %1, %2: %3").arg(i + 1).arg(each->schema().name, problem);
        }
    }
    return {};
}

}  // namespace replay::ui
