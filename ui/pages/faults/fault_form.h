// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "ui/models/desk.h"

#include <QHash>
#include <QJsonObject>
#include <QWidget>

class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;

namespace replay::ui {

/// A new fault rule: its kind, and the fields that mean something for that kind. What is wrong with it is what the reader of
/// scenarios says.
class FaultForm : public QWidget {
    Q_OBJECT
public:
    explicit FaultForm(Desk& desk, QWidget* parent = nullptr);

    /// The rule is somebody else's to use: no title, and nothing is armed here.
    void setDraft();
    void chooseKind(const QString& kind);
    /// Fills one field with the code or text that stands in a scenario.
    void fill(const QString& field, const QString& value);
    QStringList shownFields() const { return m_shown; }
    /// The rule as a scenario would have it.
    QJsonObject rule() const;
    QString problem() const;
    void arm();

private:
    struct Field {
        QLabel* label = nullptr;
        QWidget* editor = nullptr;
        QComboBox* choice = nullptr;  ///< the editor where it is one of some names
        QLineEdit* text = nullptr;    ///< the editor otherwise
    };
    void build();
    void addField(const QString& name, bool isChoice);
    void offer(const QString& name, const QStringList& codes);
    void showFields();
    void updateArm();
    QString valueOf(const QString& name) const;

    Desk& m_desk;
    api::FaultVocabulary m_vocabulary;
    QComboBox* m_kind = nullptr;
    QLabel* m_line = nullptr;
    QWidget* m_box = nullptr;
    QHash<QString, Field> m_fields;
    QStringList m_shown;
    QLabel* m_title = nullptr;
    QLabel* m_problem = nullptr;
    QPushButton* m_arm = nullptr;
};

}  // namespace replay::ui
