// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/diff_model.h"

#include "ui/format/tokens.h"
#include "ui/format/words.h"

#include <QBrush>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QUuid>
#include <algorithm>

namespace replay::ui {

namespace {

bool isId(const QString& text) { return text.size() == 36 && !QUuid::fromString(text).isNull(); }

/// A leaf as people read it: texts without quotes, ids short, whole numbers without an exponent.
QString words(const QJsonValue& value)
{
    switch (value.type()) {
    case QJsonValue::String: return isId(value.toString()) ? format::shortId(value.toString()) : value.toString();
    case QJsonValue::Bool: return value.toBool() ? QStringLiteral("true") : QStringLiteral("false");
    case QJsonValue::Double: {
        const qint64 whole = value.toInteger();
        return static_cast<double>(whole) == value.toDouble() ? QString::number(whole) : QString::number(value.toDouble(), 'g', 17);
    }
    case QJsonValue::Null: return QStringLiteral("null");
    case QJsonValue::Object: return value.toObject().isEmpty() ? QStringLiteral("{ }") : QString();
    case QJsonValue::Array: return value.toArray().isEmpty() ? QStringLiteral("[ ]") : QString();
    case QJsonValue::Undefined: break;
    }
    return {};
}

bool isBranch(const QJsonValue& value)
{
    return (value.isObject() && !value.toObject().isEmpty()) || (value.isArray() && !value.toArray().isEmpty());
}

QJsonValue child(const QJsonValue& value, const QString& key, int index)
{
    if (value.isObject())
        return index < 0 ? value.toObject().value(key) : QJsonValue(QJsonValue::Undefined);
    if (value.isArray() && index >= 0 && index < value.toArray().size())
        return value.toArray().at(index);
    return QJsonValue(QJsonValue::Undefined);
}

}  // namespace

DiffModel::DiffModel(QObject* parent) : QAbstractItemModel(parent), m_root(std::make_unique<Node>()) {}
DiffModel::~DiffModel() = default;

void DiffModel::setStates(const QByteArray& before, const QByteArray& after)
{
    if (before == m_before && after == m_after)
        return;
    m_before = before;
    m_after = after;
    rebuild();
}

void DiffModel::setChangedOnly(bool on)
{
    if (on == m_changedOnly)
        return;
    m_changedOnly = on;
    rebuild();
}

void DiffModel::setTitles(const QString& before, const QString& after)
{
    m_beforeTitle = before;
    m_afterTitle = after;
    Q_EMIT headerDataChanged(Qt::Horizontal, 0, ColumnCount - 1);
}

void DiffModel::rebuild()
{
    // Two other states are another tree: this is no growing data, a reset says what happens.
    beginResetModel();
    m_changes = 0;
    m_fields = 0;
    const auto object = [](const QByteArray& bytes) { return bytes.isEmpty() ? QJsonObject() : QJsonDocument::fromJson(bytes).object(); };
    m_root = compare({}, {}, object(m_before), object(m_after), true);
    endResetModel();
}

std::unique_ptr<DiffModel::Node> DiffModel::compare(const QString& name, const QString& path, const QJsonValue& before,
                                                    const QJsonValue& after, bool root)
{
    auto node = std::make_unique<Node>();
    node->name = name;
    node->path = path;
    node->before = words(before);
    node->after = words(after);
    node->beforeWhole = before.isString() ? before.toString() : node->before;
    node->afterWhole = after.isString() ? after.toString() : node->after;
    if (!root) {
        if (before.isUndefined())
            node->change = Change::Added;
        else if (after.isUndefined())
            node->change = Change::Removed;
        else if (before != after)
            node->change = Change::Changed;
    }
    const bool branch = root || isBranch(before) || isBranch(after);
    if (!branch) {
        ++m_fields;
        m_changes += node->change == Change::Same ? 0 : 1;
        return node;
    }
    const auto keep = [&](std::unique_ptr<Node> made) {
        if (m_changedOnly && made->change == Change::Same)
            return;
        made->parent = node.get();
        made->row = static_cast<int>(node->children.size());
        node->children.push_back(std::move(made));
    };
    QStringList keys = before.isObject() ? before.toObject().keys() : QStringList();
    if (after.isObject()) {
        for (const QString& key : after.toObject().keys()) {
            if (!keys.contains(key))
                keys.append(key);
        }
    }
    keys.sort();
    for (const QString& key : std::as_const(keys)) {
        const QString inner = path.isEmpty() ? key : QString(path + QLatin1Char('.') + key);
        keep(compare(key, inner, child(before, key, -1), child(after, key, -1), false));
    }
    const qsizetype items = std::max(before.isArray() ? before.toArray().size() : 0, after.isArray() ? after.toArray().size() : 0);
    for (int i = 0; i < items; ++i) {
        const QString label = QStringLiteral("[%1]").arg(i);
        keep(compare(label, path + label, child(before, {}, i), child(after, {}, i), false));
    }
    return node;
}

const DiffModel::Node* DiffModel::node(const QModelIndex& index) const
{
    return index.isValid() ? static_cast<const Node*>(index.internalPointer()) : m_root.get();
}

QString DiffModel::sign(Change change)
{
    switch (change) {
    case Change::Same: return {};
    case Change::Changed: return QStringLiteral("~");
    case Change::Added: return QStringLiteral("+");
    case Change::Removed: return QStringLiteral("−");
    }
    return {};
}

QModelIndex DiffModel::index(int row, int column, const QModelIndex& parent) const
{
    const Node* above = node(parent);
    if (row < 0 || column < 0 || column >= ColumnCount || row >= static_cast<int>(above->children.size()) ||
        (parent.isValid() && parent.column() != 0))
        return {};
    return createIndex(row, column, above->children[static_cast<std::size_t>(row)].get());
}

QModelIndex DiffModel::parent(const QModelIndex& index) const
{
    if (!index.isValid())
        return {};
    Node* above = static_cast<const Node*>(index.internalPointer())->parent;
    return !above || above == m_root.get() ? QModelIndex() : createIndex(above->row, 0, above);
}

int DiffModel::rowCount(const QModelIndex& parent) const
{
    return parent.column() > 0 ? 0 : static_cast<int>(node(parent)->children.size());
}

int DiffModel::columnCount(const QModelIndex& parent) const
{
    Q_UNUSED(parent)
    return ColumnCount;
}

QVariant DiffModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid())
        return {};
    const Node* field = node(index);
    switch (role) {
    case Qt::DisplayRole:
        switch (index.column()) {
        case FieldColumn: return field->name;
        case BeforeColumn: return field->before;
        case SignColumn: return sign(field->change);
        case AfterColumn: return field->after;
        default: return {};
        }
    case Qt::ToolTipRole:
        return index.column() == BeforeColumn ? field->beforeWhole : index.column() == AfterColumn ? field->afterWhole : field->path;
    case Qt::AccessibleTextRole: {
        switch (field->change) {
        case Change::Same: return tr("%1: %2, unchanged").arg(field->path, field->afterWhole);
        case Change::Changed: return tr("%1 changed from %2 to %3").arg(field->path, field->beforeWhole, field->afterWhole);
        case Change::Added: return tr("%1 added: %2").arg(field->path, field->afterWhole);
        case Change::Removed: return tr("%1 removed: %2").arg(field->path, field->beforeWhole);
        }
        return {};
    }
    case Qt::BackgroundRole: {
        if (field->change == Change::Same || !field->children.empty())
            return {};
        QColor ground = format::colour(field->change == Change::Added     ? format::Colour::Good
                                       : field->change == Change::Removed ? format::Colour::Failure
                                                                          : format::Colour::Pending);
        ground.setAlphaF(0.20F);
        return QBrush(ground);
    }
    case ChangeRole: return int(field->change);
    case PathRole: return field->path;
    default: return {};
    }
}

QVariant DiffModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case FieldColumn: return tr("Field");
    case BeforeColumn: return m_beforeTitle;
    case AfterColumn: return m_afterTitle;
    default: return {};
    }
}

}  // namespace replay::ui
