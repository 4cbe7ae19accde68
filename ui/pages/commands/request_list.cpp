// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/commands/request_list.h"
#include "ui/format/tokens.h"
#include "ui/format/words.h"
#include "ui/widgets/plain_delegate.h"

#include <QLabel>
#include <QLineEdit>
#include <QSortFilterProxyModel>
#include <QTreeView>
#include <QVBoxLayout>

namespace replay::ui {

using format::Space;

namespace {

/// Adds to the tree what only a picture needs: the mark of a command or query, and bold service names.
class MarkedProxy : public QSortFilterProxyModel {
public:
    using QSortFilterProxyModel::QSortFilterProxyModel;
    QVariant data(const QModelIndex& index, int role) const override
    {
        const bool group = !index.parent().isValid();
        if (role == PlainDelegate::MarkRole && !group) {
            const bool query = QSortFilterProxyModel::data(index, RequestTreeModel::QueryRole).toBool();
            return static_cast<int>(query ? format::Mark::ReadModel : format::Mark::Command);
        }
        if (role == Qt::ForegroundRole && group)
            return format::colour(format::Colour::MutedText);
        return QSortFilterProxyModel::data(index, role);
    }
};

}  // namespace

RequestList::RequestList(QWidget* parent)
    : QWidget(parent),
      m_model(new RequestTreeModel(this)),
      m_proxy(new MarkedProxy(this)),
      m_find(new QLineEdit(this)),
      m_tree(new QTreeView(this)),
      m_count(new QLabel(this))
{
    m_find->setPlaceholderText(tr("Find a command or query"));
    m_find->setClearButtonEnabled(true);
    m_find->setAccessibleName(m_find->placeholderText());
    m_find->addAction(format::icon(QStringLiteral("search")), QLineEdit::LeadingPosition);
    m_proxy->setSourceModel(m_model);
    m_proxy->setRecursiveFilteringEnabled(true);
    m_proxy->setFilterCaseSensitivity(Qt::CaseInsensitive);
    m_tree->setModel(m_proxy);
    m_tree->setItemDelegate(new PlainDelegate(m_tree));
    m_tree->setHeaderHidden(true);
    m_tree->setUniformRowHeights(true);
    m_tree->setRootIsDecorated(false);
    m_tree->setItemsExpandable(false);
    m_tree->setIndentation(format::px(Space::Medium));
    m_tree->setFrameShape(QFrame::NoFrame);
    m_tree->setAccessibleName(tr("Commands and queries"));
    m_count->setFont(format::font(format::Type::Small));
    m_count->setForegroundRole(QPalette::PlaceholderText);
    m_count->setContentsMargins(format::px(Space::Small), 0, 0, 0);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(format::px(Space::Hair));
    column->addWidget(m_find);
    column->addWidget(m_tree, 1);
    column->addWidget(m_count);

    connect(m_find, &QLineEdit::textChanged, this, &RequestList::narrow);
    connect(m_find, &QLineEdit::returnPressed, this, [this] {
        // The first that is left is taken.
        const QModelIndex first = m_proxy->index(0, 0, m_proxy->index(0, 0));
        if (first.isValid())
            m_tree->setCurrentIndex(first);
    });
    connect(m_tree->selectionModel(), &QItemSelectionModel::currentChanged, this, [this](const QModelIndex& current) {
        if (const RequestTreeModel::Entry* entry = m_model->entry(m_proxy->mapToSource(current)))
            Q_EMIT chosen(entry->schema, entry->query);
    });
}

void RequestList::setSchemas(const QList<api::RequestSchema>& commands, const QList<api::RequestSchema>& queries)
{
    m_model->setSchemas(commands, queries);
    narrow(m_find->text());
}

void RequestList::narrow(const QString& text)
{
    m_proxy->setFilterFixedString(text.trimmed());
    m_tree->expandAll();
    int shown = 0;
    int all = 0;
    for (int group = 0; group < m_proxy->rowCount(); ++group)
        shown += m_proxy->rowCount(m_proxy->index(group, 0));
    for (int group = 0; group < m_model->rowCount(); ++group)
        all += m_model->rowCount(m_model->index(group, 0));
    m_count->setText(text.trimmed().isEmpty() ? tr("%1 commands and queries").arg(format::number(all))
                                              : tr("%1 of %2").arg(format::number(shown), format::number(all)));
}

bool RequestList::choose(const QString& name)
{
    const QModelIndex source = m_model->find(name);
    if (!source.isValid())
        return false;
    if (!m_proxy->mapFromSource(source).isValid())
        m_find->clear();
    m_tree->setCurrentIndex(m_proxy->mapFromSource(source));
    m_tree->scrollTo(m_tree->currentIndex());
    return true;
}

void RequestList::focusFind()
{
    m_find->setFocus(Qt::ShortcutFocusReason);
    m_find->selectAll();
}

}  // namespace replay::ui
