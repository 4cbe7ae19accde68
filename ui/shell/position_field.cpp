// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/position_field.h"

#include "ui/format/tokens.h"
#include "ui/format/words.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <algorithm>

namespace replay::ui {

using format::Space;

namespace {
constexpr int digitsMin = 6;
}

PositionField::PositionField(QWidget* parent) : QWidget(parent)
{
    m_edit = new QLineEdit(this);
    m_edit->setAlignment(Qt::AlignRight);
    m_edit->setAccessibleName(tr("Position"));
    m_edit->setToolTip(tr("Position of the cursor; type a number and press Enter (Ctrl+G)"));
    m_edit->installEventFilter(this);
    m_total = new QLabel(this);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(format::px(Space::Hair));
    row->addWidget(m_edit);
    row->addWidget(m_total);
    connect(m_edit, &QLineEdit::returnPressed, this, &PositionField::accept);
    connect(m_edit, &QLineEdit::editingFinished, this, [this] { setPosition(m_position, m_head); });
    setPosition(0, 0);
    fitWidths();
}

void PositionField::setPosition(api::Position position, api::Position head)
{
    const bool grown = QString::number(head).size() != QString::number(m_head).size();
    m_position = position;
    m_head = head;
    if (!m_edit->hasFocus() || !m_edit->isModified())
        m_edit->setText(format::number(position));
    m_total->setText(tr("/ %1").arg(format::number(head)));
    m_total->setToolTip(tr("Events in the log"));
    if (grown)
        fitWidths();
}

void PositionField::beginTyping()
{
    m_edit->setFocus(Qt::ShortcutFocusReason);
    m_edit->selectAll();
}

void PositionField::accept()
{
    // Grouping marks of any locale are welcome: only the digits count.
    QString digits;
    for (const QChar c : m_edit->text()) {
        if (c.isDigit())
            digits.append(c);
    }
    m_edit->setModified(false);
    bool ok = false;
    const qlonglong wanted = digits.toLongLong(&ok);
    setPosition(m_position, m_head);
    m_edit->clearFocus();
    if (ok)
        Q_EMIT positionChosen(std::clamp<api::Position>(wanted, 0, m_head));
}

bool PositionField::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_edit && event->type() == QEvent::KeyPress && static_cast<QKeyEvent*>(event)->key() == Qt::Key_Escape) {
        m_edit->setModified(false);
        setPosition(m_position, m_head);
        m_edit->clearFocus();
        return true;
    }
    return QWidget::eventFilter(watched, event);
}

void PositionField::fitWidths()
{
    const qsizetype digits = std::max<qsizetype>(digitsMin, format::number(m_head).size());
    const int width = QFontMetrics(format::font(format::Type::Body)).horizontalAdvance(QString(digits, QLatin1Char('0')));
    m_edit->setFixedWidth(width + 2 * format::px(Space::Medium));
    m_total->setFixedWidth(width + format::px(Space::Large));
}

void PositionField::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::FontChange)
        fitWidths();
    QWidget::changeEvent(event);
}

}  // namespace replay::ui
