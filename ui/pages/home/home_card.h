// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QFrame>

class QLabel;
class QVBoxLayout;

namespace replay::ui {

/// A quiet sheet with an icon, a title and one sentence; what belongs to it goes below.
class HomeCard : public QFrame {
    Q_OBJECT
public:
    HomeCard(const QString& icon, const QString& title, const QString& sentence, QWidget* parent = nullptr);

protected:
    QVBoxLayout* body() const { return m_body; }
    /// A label in the muted colour and small type, wrapped.
    QLabel* addNote(const QString& text);
    void paintEvent(QPaintEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void applyFonts();

    QString m_iconName;
    QLabel* m_icon = nullptr;
    QLabel* m_title = nullptr;
    QLabel* m_sentence = nullptr;
    QList<QLabel*> m_notes;
    QVBoxLayout* m_body = nullptr;
};

}  // namespace replay::ui
