// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "ui/pages/commands/field_editor.h"

class QCompleter;
class QLabel;
class QLineEdit;
class QStandardItemModel;
class QTimer;

namespace replay::ui {

/// The id of an aggregate, with a list that finds one by what people know it by: an order's number, a name, an e-mail.
class IdField : public FieldEditor {
    Q_OBJECT
public:
    IdField(Desk& desk, const api::FieldSchema& schema, QWidget* parent);

    QJsonValue value() const override;
    void setValue(const QJsonValue& value) override;
    QLineEdit& line() { return *m_line; }
    const QString& aggregateType() const { return m_type; }
    /// Asks again what the id names and which version it has.
    void lookUp();
    /// Takes the first aggregate there is, unless somebody has typed meanwhile.
    void takeFirst();
    /// The version of the aggregate, where it is known.
    std::optional<int> knownVersion() const { return m_version; }

    static constexpr int offersMax = 20;

Q_SIGNALS:
    void versionKnown(const QString& label, int version);

protected:
    QString formProblem() const override;

private:
    void offer(const QString& search, bool popup);
    void fill(const QList<api::AggregateRow>& rows, bool popup);

    Desk& m_desk;
    QString m_type;  ///< of the aggregate
    QLineEdit* m_line = nullptr;
    QLabel* m_label = nullptr;
    QCompleter* m_completer = nullptr;
    QStandardItemModel* m_offers = nullptr;
    QTimer* m_pause = nullptr;
    std::optional<int> m_version;
};

}  // namespace replay::ui
