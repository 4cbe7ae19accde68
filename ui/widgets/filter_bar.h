// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "ui/widgets/filter_terms.h"

#include <QFrame>
#include <QStringList>
#include <functional>

class QCompleter;
class QHBoxLayout;
class QLabel;
class QLineEdit;
class QMenu;
class QStringListModel;
class QTimer;
class QToolButton;

namespace replay::ui {

/// A filter as chips and a line to type more: `key:value` with completion. The line says while one types whether it is good
/// (a tick), good but matching nothing known (a question mark), or wrong (a cross and the reason) — by sign and colour.
/// Enter turns what was typed into chips; Backspace in the empty line takes the last chip back into it.
class FilterBar : public QFrame {
    Q_OBJECT
public:
    struct Key {
        QString name;        ///< as typed, not translated
        QString meaning;     ///< for the completion list
        QStringList values;  ///< what can follow; may be empty where anything can
    };
    enum class Validity { Good, Doubtful, Wrong };
    struct Verdict {
        Validity validity = Validity::Good;
        QString reason;   ///< where it is not good
        FilterTerm term;  ///< the term as it will be kept (a key added to a bare word, the right case)
        QString label;    ///< what the chip shows instead of key:value, where that is long
    };
    using Judge = std::function<Verdict(const FilterTerm& term, const QList<FilterTerm>& others)>;

    explicit FilterBar(QWidget* parent = nullptr);

    void setKeys(const QList<Key>& keys);
    void setJudge(Judge judge) { m_judge = std::move(judge); }
    /// Under this name the saved filters are kept in the settings; empty: none are.
    void setSettingsKey(const QString& key);

    const QList<FilterTerm>& terms() const { return m_terms; }
    /// Replaces the chips without asking the judge about each (he is asked for labels).
    void setTerms(const QList<FilterTerm>& terms);
    /// Adds a condition, in place of one with the same key.
    void addTerm(const QString& key, const QString& value);
    void removeTerm(int index);
    void clear();
    QString text() const;

    /// At the end of the line: "6 of 2,310".
    void setCounts(const QString& text);
    void setBusy(bool busy);
    void focusLine();
    QLineEdit* line() const { return m_line; }
    /// Takes what is typed into chips; false where it is wrong.
    bool commit();
    Validity validity() const { return m_validity; }

Q_SIGNALS:
    void termsChanged();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void changeEvent(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    void judgeLine();
    void rebuildChips();
    void updateCompletion();
    void updatePlaceholder();
    void applyLook();
    void fillSavedMenu();
    Verdict judge(const FilterTerm& term) const;

    QList<Key> m_keys;
    Judge m_judge;
    QList<FilterTerm> m_terms;
    QStringList m_labels;
    Validity m_validity = Validity::Good;
    QString m_settingsKey;
    QLabel* m_icon = nullptr;
    QWidget* m_chipBox = nullptr;
    QHBoxLayout* m_chips = nullptr;
    QLineEdit* m_line = nullptr;
    QLabel* m_verdict = nullptr;
    QLabel* m_counts = nullptr;
    QToolButton* m_clear = nullptr;
    QToolButton* m_saved = nullptr;
    QMenu* m_savedMenu = nullptr;
    QCompleter* m_completer = nullptr;
    QStringListModel* m_completions = nullptr;
    QTimer* m_pause = nullptr;
};

}  // namespace replay::ui
