// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/json_view.h"

#include "ui/format/tokens.h"

#include <QApplication>
#include <QClipboard>
#include <QHBoxLayout>
#include <QJsonDocument>
#include <QKeyEvent>
#include <QPlainTextEdit>
#include <QRegularExpression>
#include <QSyntaxHighlighter>
#include <QToolButton>
#include <QVBoxLayout>

namespace replay::ui {

using format::Colour;
using format::Space;

namespace {

/// Keys in the accent, punctuation muted, values in the text colour: hierarchy, not a rainbow.
class JsonInk : public QSyntaxHighlighter {
public:
    explicit JsonInk(QTextDocument* document) : QSyntaxHighlighter(document) {}

protected:
    void highlightBlock(const QString& text) override
    {
        static const QRegularExpression token(QStringLiteral(R"re("(?:[^"\\]|\\.)*"(\s*:)?|[{}\[\],:])re"));
        QTextCharFormat key;
        key.setForeground(format::colour(Colour::Accent));
        QTextCharFormat quiet;
        quiet.setForeground(format::colour(Colour::MutedText));
        auto matches = token.globalMatch(text);
        while (matches.hasNext()) {
            const QRegularExpressionMatch match = matches.next();
            const int start = static_cast<int>(match.capturedStart());
            const int length = static_cast<int>(match.capturedLength());
            if (match.capturedLength(1) > 0) {
                const int colon = static_cast<int>(match.capturedLength(1));
                setFormat(start, length - colon, key);
                setFormat(start + length - colon, colon, quiet);
            } else if (text.at(start) != QLatin1Char('"')) {
                setFormat(start, length, quiet);
            }
        }
    }
};

QString prettied(const QByteArray& json)
{
    const QJsonDocument document = QJsonDocument::fromJson(json);
    if (document.isNull())
        return QString::fromUtf8(json);
    return QString::fromUtf8(document.toJson(QJsonDocument::Indented)).trimmed();
}

}  // namespace

JsonView::JsonView(QWidget* parent) : QWidget(parent)
{
    m_text = new QPlainTextEdit(this);
    m_text->setReadOnly(true);
    m_text->setFrameShape(QFrame::NoFrame);
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_text->setAccessibleName(tr("JSON"));
    m_text->document()->setDocumentMargin(format::px(Space::Small));
    new JsonInk(m_text->document());

    const auto tool = [this](const QString& icon, const QString& word, const QString& tip) {
        auto* button = new QToolButton(this);
        button->setAutoRaise(true);
        button->setIcon(format::icon(icon));
        button->setText(word);
        button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
        button->setToolTip(tip);
        return button;
    };
    m_rawButton = tool(QStringLiteral("raw"), tr("Raw"), tr("Show the bytes as they are stored (R)"));
    m_rawButton->setCheckable(true);
    m_copyButton = tool(QStringLiteral("copy"), tr("Copy"), tr("Copy all of it"));
    connect(m_rawButton, &QToolButton::toggled, this, &JsonView::setRaw);
    connect(m_copyButton, &QToolButton::clicked, this,
            [this] { QApplication::clipboard()->setText(m_raw ? QString::fromUtf8(m_json) : prettied(m_json)); });

    auto* bar = new QHBoxLayout;
    bar->setContentsMargins(format::px(Space::Hair), 0, format::px(Space::Hair), 0);
    bar->setSpacing(format::px(Space::Hair));
    bar->addStretch();
    bar->addWidget(m_rawButton);
    bar->addWidget(m_copyButton);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(bar);
    column->addWidget(m_text, 1);
    setFocusProxy(m_text);
    applyFont();
    refresh();
}

void JsonView::setJson(const QByteArray& json)
{
    if (json == m_json)
        return;
    m_json = json;
    refresh();
}

void JsonView::setPlaceholder(const QString& text) { m_text->setPlaceholderText(text); }

void JsonView::setRaw(bool raw)
{
    if (raw == m_raw)
        return;
    m_raw = raw;
    m_rawButton->setChecked(raw);
    refresh();
    Q_EMIT rawChanged(raw);
}

void JsonView::refresh()
{
    m_text->setLineWrapMode(m_raw ? QPlainTextEdit::WidgetWidth : QPlainTextEdit::NoWrap);
    m_text->setPlainText(m_raw ? QString::fromUtf8(m_json) : prettied(m_json));
    const bool some = !m_json.isEmpty();
    m_rawButton->setEnabled(some);
    m_copyButton->setEnabled(some);
}

void JsonView::applyFont() { m_text->setFont(format::fixedFont()); }

bool JsonView::event(QEvent* event)
{
    // R toggles while the focus is inside; the text is read-only, so the letter is free.
    if (event->type() == QEvent::KeyPress) {
        const auto* key = static_cast<QKeyEvent*>(event);
        if (key->key() == Qt::Key_R && key->modifiers() == Qt::NoModifier && !m_json.isEmpty()) {
            setRaw(!m_raw);
            return true;
        }
    }
    return QWidget::event(event);
}

void JsonView::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::ApplicationFontChange || event->type() == QEvent::FontChange)
        applyFont();
    if (event->type() == QEvent::PaletteChange)
        refresh();
    QWidget::changeEvent(event);
}

}  // namespace replay::ui
