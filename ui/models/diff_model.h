// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QAbstractItemModel>
#include <QJsonValue>
#include <memory>
#include <vector>

namespace replay::ui {

/// Two JSON states side by side as one tree: each field once, with its value in A and in B and what became of it.
class DiffModel : public QAbstractItemModel {
    Q_OBJECT
public:
    enum Column { FieldColumn, BeforeColumn, SignColumn, AfterColumn, ColumnCount };
    enum class Change { Same, Changed, Added, Removed };
    static constexpr int ChangeRole = 0x0100 + 904;  ///< int(Change)
    static constexpr int PathRole = 0x0100 + 905;    ///< "items[0].quantity"

    explicit DiffModel(QObject* parent = nullptr);
    ~DiffModel() override;

    /// Canonical JSON objects; an empty one is a state that is not there.
    void setStates(const QByteArray& before, const QByteArray& after);
    void setChangedOnly(bool on);
    bool isChangedOnly() const { return m_changedOnly; }
    void setTitles(const QString& before, const QString& after);
    /// Leaves that differ, whatever is shown.
    int changes() const { return m_changes; }
    /// All leaves, whatever is shown.
    int fields() const { return m_fields; }
    /// "+", "−", "~" or nothing.
    static QString sign(Change change);

    QModelIndex index(int row, int column, const QModelIndex& parent = {}) const override;
    QModelIndex parent(const QModelIndex& index) const override;
    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    struct Node {
        QString name;
        QString path;
        QString before;
        QString after;
        QString beforeWhole;  ///< where it is shown shortened
        QString afterWhole;
        Change change = Change::Same;
        Node* parent = nullptr;
        int row = 0;
        std::vector<std::unique_ptr<Node>> children;
    };
    void rebuild();
    std::unique_ptr<Node> compare(const QString& name, const QString& path, const QJsonValue& before, const QJsonValue& after, bool root);
    const Node* node(const QModelIndex& index) const;

    QByteArray m_before;
    QByteArray m_after;
    QString m_beforeTitle;
    QString m_afterTitle;
    bool m_changedOnly = false;
    int m_changes = 0;
    int m_fields = 0;
    std::unique_ptr<Node> m_root;
};

}  // namespace replay::ui
