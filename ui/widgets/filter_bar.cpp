// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/filter_bar.h"

#include "ui/format/tokens.h"
#include "ui/widgets/filter_chip.h"

#include <QAbstractItemView>
#include <QCompleter>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPainter>
#include <QSettings>
#include <QStringListModel>
#include <QTimer>
#include <QToolButton>
#include <algorithm>

namespace replay::ui {

using format::Colour;
using format::Space;

namespace {

constexpr int lineWidthMin = 96;
constexpr int popupWidthMin = 220;
constexpr int judgeAfterMs = 150;  // after the last key: judging may ask the log

}  // namespace

FilterBar::FilterBar(QWidget* parent) : QFrame(parent)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(format::px(Space::Small), 0, format::px(Space::Hair), 0);
    row->setSpacing(format::px(Space::Hair));
    m_icon = new QLabel(this);
    row->addWidget(m_icon);
    m_chipBox = new QWidget(this);
    m_chips = new QHBoxLayout(m_chipBox);
    m_chips->setContentsMargins(0, 0, 0, 0);
    m_chips->setSpacing(format::px(Space::Hair));
    row->addWidget(m_chipBox);
    m_line = new QLineEdit(this);
    m_line->setFrame(false);
    m_line->setMinimumWidth(lineWidthMin);
    m_line->setAccessibleName(tr("Filter"));
    m_line->installEventFilter(this);
    row->addWidget(m_line, 1);
    m_verdict = new QLabel(this);
    row->addWidget(m_verdict);
    m_counts = new QLabel(this);
    m_counts->setAccessibleName(tr("Rows that match"));
    row->addWidget(m_counts);
    m_clear = new QToolButton(this);
    m_clear->setAutoRaise(true);
    m_clear->setToolTip(tr("Clear the filter"));
    m_clear->setAccessibleName(tr("Clear the filter"));
    connect(m_clear, &QToolButton::clicked, this, &FilterBar::clear);
    row->addWidget(m_clear);
    m_saved = new QToolButton(this);
    m_saved->setAutoRaise(true);
    m_saved->setToolTip(tr("Saved filters"));
    m_saved->setAccessibleName(tr("Saved filters"));
    m_savedMenu = new QMenu(m_saved);
    m_saved->hide();
    // A menu of the button's own would draw an arrow over the star.
    connect(m_saved, &QToolButton::clicked, this, [this] { m_savedMenu->popup(m_saved->mapToGlobal(QPoint(0, m_saved->height()))); });
    connect(m_savedMenu, &QMenu::aboutToShow, this, &FilterBar::fillSavedMenu);
    row->addWidget(m_saved);

    m_completions = new QStringListModel(this);
    m_completer = new QCompleter(m_completions, this);
    m_completer->setCaseSensitivity(Qt::CaseInsensitive);
    m_completer->setFilterMode(Qt::MatchContains);
    m_completer->setMaxVisibleItems(12);
    m_completer->setWidget(m_line);
    connect(m_completer, qOverload<const QString&>(&QCompleter::activated), this, [this](const QString& choice) {
        const QString word = choice.section(QLatin1Char(' '), 0, 0);
        const QList<FilterTerm> typed = parseFilterTerms(m_line->text());
        QString text = typed.isEmpty() ? QString() : m_line->text().left(typed.last().start);
        text += choice.contains(QLatin1Char(':')) && !word.endsWith(QLatin1Char(':')) ? choice : word;
        m_line->setText(text);
        if (text.endsWith(QLatin1Char(':')))
            QTimer::singleShot(0, this, &FilterBar::updateCompletion);
        else
            commit();
    });

    m_pause = new QTimer(this);
    m_pause->setSingleShot(true);
    m_pause->setInterval(judgeAfterMs);
    connect(m_pause, &QTimer::timeout, this, &FilterBar::judgeLine);
    connect(m_line, &QLineEdit::textEdited, this, [this] {
        m_pause->start();
        updateCompletion();
    });
    connect(m_line, &QLineEdit::returnPressed, this, &FilterBar::commit);
    applyLook();
    rebuildChips();
}

void FilterBar::setKeys(const QList<Key>& keys)
{
    m_keys = keys;
    updatePlaceholder();
}

void FilterBar::updatePlaceholder()
{
    QStringList names;
    for (const Key& key : std::as_const(m_keys))
        names.append(QString(key.name + QStringLiteral(":…")));
    m_line->setPlaceholderText(m_terms.isEmpty() ? tr("Filter: %1").arg(names.join(QLatin1Char(' '))) : QString());
}

void FilterBar::setSettingsKey(const QString& key)
{
    m_settingsKey = key;
    m_saved->setVisible(!key.isEmpty());
}

FilterBar::Verdict FilterBar::judge(const FilterTerm& term) const
{
    Verdict verdict;
    verdict.term = term;
    if (term.open)
        return {Validity::Wrong, tr("The quote is not closed."), term, {}};
    if (!term.key.isEmpty() && std::none_of(m_keys.begin(), m_keys.end(), [&term](const Key& key) { return key.name == term.key; })) {
        QStringList names;
        for (const Key& key : m_keys)
            names.append(key.name);
        return {Validity::Wrong, tr("“%1” is no key. Keys: %2.").arg(term.key, names.join(QStringLiteral(", "))), term, {}};
    }
    if (term.value.isEmpty())
        return {Validity::Wrong, tr("What should “%1” be?").arg(term.key), term, {}};
    return m_judge ? m_judge(term, m_terms) : verdict;
}

void FilterBar::judgeLine()
{
    m_pause->stop();
    m_validity = Validity::Good;
    QString reason;
    const QList<FilterTerm> typed = parseFilterTerms(m_line->text());
    for (const FilterTerm& term : typed) {
        const Verdict verdict = judge(term);
        if (static_cast<int>(verdict.validity) > static_cast<int>(m_validity)) {
            m_validity = verdict.validity;
            reason = verdict.reason;
        }
    }
    m_verdict->setVisible(!typed.isEmpty());
    const char* icon = m_validity == Validity::Good ? "ok" : m_validity == Validity::Doubtful ? "question" : "cross";
    m_verdict->setPixmap(format::icon(QString::fromLatin1(icon)).pixmap(format::iconSmall));
    m_verdict->setToolTip(typed.isEmpty() ? QString() : reason.isEmpty() ? tr("Press Enter to filter.") : reason);
    m_verdict->setAccessibleName(m_validity == Validity::Good ? tr("The filter is good") : reason);
    m_line->setToolTip(m_verdict->toolTip());
    m_line->setAccessibleDescription(reason);
    update();
}

bool FilterBar::commit()
{
    judgeLine();
    if (m_validity == Validity::Wrong)
        return false;
    const QList<FilterTerm> typed = parseFilterTerms(m_line->text());
    if (typed.isEmpty())
        return true;
    for (const FilterTerm& term : typed) {
        const Verdict verdict = judge(term);
        const auto same =
            std::find_if(m_terms.begin(), m_terms.end(), [&verdict](const FilterTerm& each) { return each.key == verdict.term.key; });
        if (same != m_terms.end()) {
            m_labels[same - m_terms.begin()] = verdict.label;
            *same = verdict.term;
        } else {
            m_terms.append(verdict.term);
            m_labels.append(verdict.label);
        }
    }
    m_line->clear();
    if (m_completer->popup()->isVisible())
        m_completer->popup()->hide();
    judgeLine();
    rebuildChips();
    Q_EMIT termsChanged();
    return true;
}

void FilterBar::setTerms(const QList<FilterTerm>& terms)
{
    m_terms.clear();
    m_labels.clear();
    for (const FilterTerm& term : terms) {
        const Verdict verdict = judge(term);
        m_terms.append(verdict.validity == Validity::Wrong ? term : verdict.term);
        m_labels.append(verdict.label);
    }
    rebuildChips();
    Q_EMIT termsChanged();
}

void FilterBar::addTerm(const QString& key, const QString& value)
{
    QList<FilterTerm> terms = m_terms;
    terms.removeIf([&key](const FilterTerm& term) { return term.key == key; });
    FilterTerm added;
    added.key = key;
    added.value = value;
    terms.append(added);
    setTerms(terms);
}

void FilterBar::removeTerm(int index)
{
    if (index < 0 || index >= m_terms.size())
        return;
    m_terms.removeAt(index);
    m_labels.removeAt(index);
    rebuildChips();
    Q_EMIT termsChanged();
}

void FilterBar::clear()
{
    m_line->clear();
    judgeLine();
    if (m_terms.isEmpty())
        return;
    m_terms.clear();
    m_labels.clear();
    rebuildChips();
    Q_EMIT termsChanged();
}

QString FilterBar::text() const
{
    QStringList parts;
    for (const FilterTerm& term : m_terms)
        parts.append(filterTermText(term));
    return parts.join(QLatin1Char(' '));
}

void FilterBar::rebuildChips()
{
    while (QLayoutItem* item = m_chips->takeAt(0)) {
        item->widget()->hide();
        item->widget()->deleteLater();
        delete item;
    }
    for (int i = 0; i < m_terms.size(); ++i) {
        auto* chip = new FilterChip(m_terms.at(i).key, m_labels.at(i).isEmpty() ? m_terms.at(i).value : m_labels.at(i), m_chipBox);
        chip->setToolTip(tr("%1 — click to remove").arg(filterTermText(m_terms.at(i))));
        connect(chip, &FilterChip::clicked, this, [this, i] { removeTerm(i); });
        m_chips->addWidget(chip);
    }
    m_chipBox->setVisible(!m_terms.isEmpty());
    m_clear->setVisible(!m_terms.isEmpty());
    updatePlaceholder();
}

void FilterBar::updateCompletion()
{
    const QString text = m_line->text();
    const QList<FilterTerm> typed = parseFilterTerms(text);
    const bool fresh = typed.isEmpty() || (!text.isEmpty() && text.back().isSpace());
    const FilterTerm last = fresh ? FilterTerm() : typed.last();
    QStringList choices;
    const auto key = std::find_if(m_keys.begin(), m_keys.end(), [&last](const Key& each) { return each.name == last.key; });
    if (key != m_keys.end()) {
        for (const QString& value : key->values) {
            FilterTerm term;
            term.key = key->name;
            term.value = value;
            choices.append(filterTermText(term));
        }
    } else {
        for (const Key& each : m_keys)
            choices.append(QString(each.name + QLatin1String(":  ") + each.meaning));
        // A bare word is looked for among the values as well.
        for (const Key& each : m_keys) {
            for (const QString& value : each.values) {
                if (last.value.isEmpty() || !value.contains(last.value, Qt::CaseInsensitive))
                    continue;
                FilterTerm term;
                term.key = each.name;
                term.value = value;
                choices.append(filterTermText(term));
            }
        }
    }
    m_completions->setStringList(choices);
    m_completer->setCompletionPrefix(last.value);
    if (m_completer->completionCount() == 0 || !m_line->hasFocus()) {
        m_completer->popup()->hide();
        return;
    }
    const int width = std::clamp(m_completer->popup()->sizeHintForColumn(0) + 2 * format::px(Space::Large), popupWidthMin,
                                 std::max(popupWidthMin, m_line->width()));
    m_completer->complete(QRect(0, 0, width, m_line->height() + format::px(Space::Hair)));
}

void FilterBar::setCounts(const QString& text) { m_counts->setText(text); }

void FilterBar::setBusy(bool busy)
{
    m_icon->setPixmap(format::icon(busy ? QStringLiteral("wait") : QStringLiteral("filter")).pixmap(format::iconSmall));
    m_icon->setToolTip(busy ? tr("Finding the rows…") : QString());
}

void FilterBar::focusLine()
{
    m_line->setFocus(Qt::ShortcutFocusReason);
    m_line->selectAll();
}

void FilterBar::fillSavedMenu()
{
    m_savedMenu->clear();
    QSettings settings;
    const QStringList saved = settings.value(m_settingsKey).toStringList();
    QAction* keep = m_savedMenu->addAction(format::icon(QStringLiteral("save")), tr("Save this filter"));
    keep->setEnabled(!m_terms.isEmpty() && !saved.contains(text()));
    connect(keep, &QAction::triggered, this, [this] {
        QSettings store;
        QStringList list = store.value(m_settingsKey).toStringList();
        list.append(text());
        store.setValue(m_settingsKey, list);
    });
    m_savedMenu->addSeparator();
    if (saved.isEmpty())
        m_savedMenu->addAction(tr("No filter is saved yet"))->setEnabled(false);
    for (const QString& each : saved) {
        connect(m_savedMenu->addAction(each), &QAction::triggered, this, [this, each] { setTerms(parseFilterTerms(each)); });
    }
    if (saved.isEmpty())
        return;
    m_savedMenu->addSeparator();
    QMenu* forget = m_savedMenu->addMenu(format::icon(QStringLiteral("trash")), tr("Forget"));
    for (const QString& each : saved) {
        connect(forget->addAction(each), &QAction::triggered, this, [this, each] {
            QSettings store;
            QStringList list = store.value(m_settingsKey).toStringList();
            list.removeAll(each);
            store.setValue(m_settingsKey, list);
        });
    }
}

bool FilterBar::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_line && event->type() == QEvent::KeyPress) {
        const auto* key = static_cast<QKeyEvent*>(event);
        if (key->key() == Qt::Key_Backspace && m_line->text().isEmpty() && !m_terms.isEmpty()) {
            const FilterTerm last = m_terms.last();
            removeTerm(static_cast<int>(m_terms.size()) - 1);
            m_line->setText(filterTermText(last));
            judgeLine();
            return true;
        }
        if (key->key() == Qt::Key_Down && !m_completer->popup()->isVisible()) {
            updateCompletion();
            return true;
        }
        if (key->key() == Qt::Key_Escape && !m_line->text().isEmpty()) {
            m_line->clear();
            judgeLine();
            return true;
        }
    }
    if (watched == m_line && (event->type() == QEvent::FocusIn || event->type() == QEvent::FocusOut))
        update();
    return QFrame::eventFilter(watched, event);
}

void FilterBar::changeEvent(QEvent* event)
{
    QFrame::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange)
        applyLook();
}

void FilterBar::applyLook()
{
    setMinimumHeight(std::max(format::rowComfortable + 2, fontMetrics().height() + format::px(Space::Medium)));
    setBusy(false);
    m_clear->setIcon(format::icon(QStringLiteral("close")));
    m_saved->setIcon(format::icon(QStringLiteral("star")));
    QPalette clearGround = m_line->palette();
    clearGround.setColor(QPalette::Base, Qt::transparent);
    if (m_line->palette().color(QPalette::Base) != QColor(Qt::transparent))
        m_line->setPalette(clearGround);
    QPalette muted = palette();
    muted.setColor(QPalette::WindowText, format::colour(Colour::MutedText));
    m_counts->setPalette(muted);
    m_counts->setContentsMargins(format::px(Space::Hair), 0, format::px(Space::Hair), 0);
    judgeLine();
}

void FilterBar::paintEvent(QPaintEvent* event)
{
    Q_UNUSED(event)
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    Colour edge = m_line->hasFocus() ? Colour::Accent : Colour::Outline;
    if (!m_line->text().trimmed().isEmpty())
        edge = m_validity == Validity::Good ? Colour::Good : m_validity == Validity::Doubtful ? Colour::Retry : Colour::Failure;
    const double width = m_line->hasFocus() ? 2.0 : 1.0;
    painter.setPen(QPen(format::colour(edge), width));
    painter.setBrush(format::colour(Colour::Base));
    const double inset = width / 2;
    painter.drawRoundedRect(QRectF(rect()).adjusted(inset, inset, -inset, -inset), format::cornerRadius, format::cornerRadius);
}

}  // namespace replay::ui
