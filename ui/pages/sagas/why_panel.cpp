// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/sagas/why_panel.h"
#include "ui/format/tokens.h"
#include "ui/format/words.h"
#include "ui/models/saga_facts.h"
#include "ui/models/saga_story.h"

#include <QEvent>
#include <QLabel>
#include <QScrollBar>
#include <QTextBrowser>
#include <QUrl>
#include <QVBoxLayout>

namespace replay::ui {

using format::Space;

WhyPanel::WhyPanel(QWidget* parent) : QWidget(parent), m_title(new QLabel(this)), m_text(new QTextBrowser(this))
{
    m_text->setOpenLinks(false);
    m_text->setFrameShape(QFrame::NoFrame);
    m_text->setAccessibleName(tr("Why it went as it did"));
    m_text->setToolTip(tr("Tab walks the links, Enter follows one"));
    m_title->setContentsMargins(format::px(Space::Small), 0, 0, 0);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, format::px(Space::Hair), 0, 0);
    column->setSpacing(format::px(Space::Hair));
    column->addWidget(m_title);
    column->addWidget(m_text, 1);
    connect(m_text, &QTextBrowser::anchorClicked, this, &WhyPanel::follow);
    render();
}

void WhyPanel::setSaga(const api::SagaTimeline& timeline, api::ModelTime now, const QList<api::WhyLink>& chain)
{
    m_timeline = timeline;
    m_now = now;
    m_chain = chain;
    render();
}

void WhyPanel::clear()
{
    m_timeline = {};
    m_chain.clear();
    render();
}

QString WhyPanel::text() const { return m_text->toPlainText(); }

void WhyPanel::render()
{
    const api::SagaRow& saga = m_timeline.saga;
    m_title->setFont(format::font(format::Type::Body, true));
    const bool failed = saga.stuck || saga.status == u"failed" || saga.status == u"compensating";
    m_title->setText(failed ? tr("Why did %1 fail?").arg(saga.orderNumber) : tr("How it stands"));
    QString html;
    if (!saga.sagaId.isEmpty())
        html += QStringLiteral("<p style='margin:0 0 %1px 0'>%2</p>")
                    .arg(format::px(format::Space::Hair))
                    .arg(sagaStory(m_timeline, m_now).toHtmlEscaped());
    if (!m_chain.isEmpty()) {
        html += QStringLiteral("<table cellspacing='0' cellpadding='2'>");
        const QString muted = format::colour(format::Colour::MutedText).name();
        for (int i = 0; i < m_chain.size(); ++i) {
            const QString words = format::why(m_chain[i]).toHtmlEscaped();
            const bool linked = m_chain[i].position > 0 || !m_chain[i].eventId.isEmpty();
            const QString text = linked ? QStringLiteral("<a href='why:%1'>%2</a>").arg(i).arg(words) : words;
            const QString where = m_chain[i].position > 0 ? QStringLiteral("#%1").arg(format::number(m_chain[i].position)) : QString();
            html += QStringLiteral("<tr><td align='right'><b>%1</b></td><td>%2</td><td style='color:%3'>&nbsp;%4</td></tr>")
                        .arg(i + 1)
                        .arg(text, muted, where);
        }
        html += QStringLiteral("</table>");
    }
    if (html == m_html)
        return;
    m_html = html;
    const int scrolled = m_text->verticalScrollBar()->value();
    m_text->setHtml(html);
    m_text->verticalScrollBar()->setValue(scrolled);
}

void WhyPanel::follow(const QUrl& url)
{
    bool number = false;
    const int index = url.path().toInt(&number);
    if (number && index >= 0 && index < m_chain.size())
        Q_EMIT linkFollowed(m_chain[index]);
}

void WhyPanel::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::ApplicationFontChange ||
        event->type() == QEvent::LanguageChange) {
        m_html.clear();
        render();
    }
    QWidget::changeEvent(event);
}

}  // namespace replay::ui
