// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/message_bar.h"

#include <QApplication>
#include <QClipboard>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QPushButton>
#include <QToolButton>
#include <QVBoxLayout>

namespace replay::ui {

using format::Colour;
using format::Space;

namespace {

QString iconName(MessageBar::Family family)
{
    switch (family) {
    case MessageBar::Family::Done: return QStringLiteral("ok");
    case MessageBar::Family::Rejection: return QStringLiteral("refuse");
    case MessageBar::Family::InjectedFault: return QStringLiteral("lightning");
    case MessageBar::Family::ApplicationError: return QStringLiteral("error");
    case MessageBar::Family::Info: break;
    }
    return QStringLiteral("info");
}

}  // namespace

MessageBar::MessageBar(QWidget* parent) : QFrame(parent)
{
    m_icon = new QLabel(this);
    m_title = new QLabel(this);
    m_title->setTextFormat(Qt::PlainText);
    m_text = new QLabel(this);
    m_text->setTextFormat(Qt::PlainText);
    m_text->setWordWrap(true);
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_text->setFocusPolicy(Qt::NoFocus);
    m_close = new QToolButton(this);
    m_close->setAutoRaise(true);
    m_close->setIcon(format::icon(QStringLiteral("close")));
    m_close->setToolTip(tr("Dismiss this message"));
    m_close->setAccessibleName(tr("Dismiss"));
    connect(m_close, &QToolButton::clicked, this, [this] {
        clear();
        Q_EMIT dismissed();
    });

    auto* words = new QVBoxLayout;
    words->setSpacing(2);
    words->addWidget(m_title);
    words->addWidget(m_text);
    m_actions = new QHBoxLayout;
    m_actions->setSpacing(format::px(Space::Hair));

    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(format::px(Space::Large), format::px(Space::Small), format::px(Space::Small), format::px(Space::Small));
    row->setSpacing(format::px(Space::Medium));
    row->addWidget(m_icon, 0, Qt::AlignTop);
    row->addLayout(words, 1);
    row->addLayout(m_actions);
    row->addWidget(m_close, 0, Qt::AlignTop);
    setVisible(false);
}

void MessageBar::showMessage(Family family, const QString& title, const QString& text)
{
    m_family = family;
    while (QLayoutItem* item = m_actions->takeAt(0)) {
        item->widget()->hide();
        item->widget()->deleteLater();
        delete item;
    }
    m_title->setText(title);
    m_text->setText(text);
    m_text->setVisible(!text.isEmpty());
    setAccessibleName(title);
    setAccessibleDescription(text);
    applyColours();
    setVisible(true);
    update();
}

void MessageBar::showError(const QString& title, const base::Error& error)
{
    showMessage(Family::ApplicationError, title, error.message);
    const QString details = QStringLiteral("Replayground %1\n%2\n%3\n").arg(QStringLiteral(REPLAY_VERSION), title, error.message);
    addAction(tr("Copy details"), [details] { QApplication::clipboard()->setText(details); });
}

void MessageBar::addAction(const QString& text, std::function<void()> action)
{
    auto* button = new QPushButton(text, this);
    connect(button, &QPushButton::clicked, this, [action = std::move(action)] { action(); });
    m_actions->addWidget(button, 0, Qt::AlignVCenter);
}

void MessageBar::clear() { setVisible(false); }

Colour MessageBar::edgeColour() const
{
    switch (m_family) {
    case Family::Done: return Colour::Good;
    case Family::Rejection: return Colour::Outline;
    case Family::InjectedFault: return Colour::Failure;
    case Family::ApplicationError: return Colour::Failure;
    case Family::Info: break;
    }
    return Colour::Accent;
}

void MessageBar::applyColours()
{
    m_title->setFont(format::font(format::Type::Body, true));
    m_icon->setPixmap(format::icon(iconName(m_family)).pixmap(QSize(format::iconLarge, format::iconLarge), devicePixelRatioF()));
}

void MessageBar::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const QColor edge = format::colour(edgeColour());
    QColor ground = edge;
    ground.setAlphaF(format::scheme() == format::Scheme::HighContrast ? 0.0F : 0.10F);
    painter.fillRect(rect(), format::colour(Colour::Base));
    if (m_family != Family::Rejection)
        painter.fillRect(rect(), ground);
    // The edge: solid for the program's own words, striped for what was broken on purpose.
    const QRect bar(0, 0, format::px(Space::Hair), height());
    if (m_family == Family::InjectedFault) {
        painter.fillRect(bar, format::colour(Colour::Base));
        painter.fillRect(bar, QBrush(edge, Qt::Dense4Pattern));
    } else {
        painter.fillRect(bar, edge);
    }
    painter.fillRect(QRect(0, height() - 1, width(), 1), format::colour(Colour::Hairline));
}

void MessageBar::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange)
        applyColours();
    QFrame::changeEvent(event);
}

}  // namespace replay::ui
