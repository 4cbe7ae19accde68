// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/aggregates/aggregates_page.h"

#include "ui/format/tokens.h"
#include "ui/format/words.h"
#include "ui/models/stream_model.h"
#include "ui/pages/aggregates/aggregate_list.h"
#include "ui/pages/aggregates/event_pane.h"
#include "ui/pages/aggregates/read_time.h"
#include "ui/pages/aggregates/state_pane.h"
#include "ui/pages/aggregates/version_bar.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/message_bar.h"
#include "ui/widgets/version_rail.h"

#include <QLabel>
#include <QLineEdit>
#include <QSplitter>
#include <QStackedWidget>
#include <QTableView>
#include <QToolButton>

namespace replay::ui {

namespace {

constexpr int titleWidthMin = 120;
constexpr qint64 bytesPerKiB = 1'024;
constexpr int liveMs = 250;  // how often a growing aggregate is read again

}  // namespace

AggregatesPage::AggregatesPage(Desk& theDesk, QWidget* parent) : Page(theDesk, parent)
{
    build();
    m_pause.setSingleShot(true);
    m_pause.setInterval(liveMs);
    connect(&m_pause, &QTimer::timeout, this, &AggregatesPage::ask);
    connect(m_list, &AggregateList::chosen, this, [this](const QString& id) {
        choose(id);
        desk().select({Selection::Kind::Aggregate, id, 0});
    });
    connect(m_list, &AggregateList::readFailed, this,
            [this](const base::Error& error) { m_messages->showError(tr("The aggregates could not be read."), error); });
    connect(m_rail, &VersionRail::chosen, this, &AggregatesPage::chooseVersion);
    connect(m_bar, &VersionBar::versionTyped, this, &AggregatesPage::chooseVersion);
    connect(m_bar, &VersionBar::timeTyped, this, &AggregatesPage::showAtTime);
    connect(m_bar, &VersionBar::cursorWanted, this, [this] {
        m_version.reset();
        m_time.reset();
        ask();
    });
    connect(&desk(), &Desk::cursorChanged, this, &AggregatesPage::followCursor);
    connect(&desk(), &Desk::sessionChanged, this, [this] {
        ++m_generation;
        m_asked = false;
        m_messages->clear();
        choose({});
    });
    connect(&desk(), &Desk::statusChanged, this, [this] {
        if (m_id.isEmpty())
            updateState();
    });
    updateState();
}

void AggregatesPage::open(const QString& argument)
{
    if (argument.isEmpty())
        return;
    const QString id = argument.section(QLatin1Char('@'), 0, 0);
    choose(id);
    bool isNumber = false;
    const int version = argument.section(QLatin1Char('@'), 1).toInt(&isNumber);
    if (isNumber)
        chooseVersion(version);
    m_list->mark(id);
}

void AggregatesPage::find()
{
    m_list->search().setFocus(Qt::ShortcutFocusReason);
    m_list->search().selectAll();
}

void AggregatesPage::choose(const QString& aggregateId)
{
    if (aggregateId == m_id && !aggregateId.isEmpty())
        return;
    m_id = aggregateId;
    m_answer.reset();
    m_version.reset();
    m_pinnedA.reset();
    m_pinnedB.reset();
    m_time.reset();
    m_selectEvent = false;
    m_messages->clear();
    ask();
    updateState();
}

void AggregatesPage::chooseVersion(int version)
{
    m_version = version;
    m_time.reset();
    m_selectEvent = true;
    ask();
}

void AggregatesPage::markA()
{
    if (!m_answer)
        return;
    m_pinnedA = m_answer->version;
    ask();
}

void AggregatesPage::markB()
{
    if (!m_answer)
        return;
    m_pinnedB = m_answer->version;
    // With B alone pinned, A would run along with the choice: it stays where it is.
    if (!m_pinnedA)
        m_pinnedA = m_answer->a.state.version;
    ask();
}

void AggregatesPage::unpin()
{
    m_pinnedA.reset();
    m_pinnedB.reset();
    ask();
}

void AggregatesPage::showAtTime(const QString& typed)
{
    const auto time = readTime(typed, m_answer ? m_answer->b.occurredAt : desk().status().now);
    if (!time) {
        m_bar->setTimeProblem(time.error().message);
        return;
    }
    m_bar->setTimeProblem({});
    m_time = *time;
    m_version.reset();
    m_selectEvent = true;
    m_bar->timeField().setModified(false);
    ask();
}

void AggregatesPage::followCursor()
{
    if (m_id.isEmpty())
        return;
    if (!desk().isLive()) {
        // The cursor was moved by hand: what it shows goes before what was chosen here.
        m_version.reset();
        m_time.reset();
        ask();
        return;
    }
    if (!m_pause.isActive() && isVisible())
        m_pause.start();
}

void AggregatesPage::ask()
{
    if (m_id.isEmpty() || !desk().isOpen())
        return;
    if (m_asked) {
        m_askAgain = true;
        return;
    }
    m_asked = true;
    m_askAgain = false;
    HistoryQuestion question;
    question.aggregateId = m_id;
    question.head = desk().status().head;
    question.cursor = desk().position();
    question.version = m_version;
    question.pinnedA = m_pinnedA;
    question.pinnedB = m_pinnedB;
    question.time = m_time;
    if (m_answer)
        question.label = m_answer->label;
    desk().ask<api::Result<HistoryAnswer>>(
        this, [question](api::Reader& reader) { return readHistory(reader, question); },
        [this, id = m_id, generation = m_generation](const api::Result<HistoryAnswer>& answer) {
            if (generation != m_generation)
                return;
            m_asked = false;
            if (id == m_id) {
                if (answer)
                    display(*answer);
                else
                    m_messages->showError(tr("This aggregate could not be read."), answer.error());
            }
            if (m_askAgain)
                ask();
            else
                Q_EMIT shown();
        });
}

void AggregatesPage::display(const HistoryAnswer& answer)
{
    m_answer = answer;
    if (m_time) {  // from now on it is this version, whatever the log does
        m_version = answer.version;
        m_time.reset();
    }
    m_stream->setAggregate(m_id, answer.versions);
    m_stream->setCursorVersion(desk().isLive() ? 0 : answer.cursorVersion);
    m_rail->setSelected(answer.version);
    m_rail->setMarks(answer.a.state.version, answer.b.state.version);
    const base::ModelTime time = answer.event ? answer.event->occurredAt : base::ModelTime();
    m_bar->display(answer.version, answer.versions, time, !m_version, desk().isLive());
    m_unpin->setEnabled(m_pinnedA || m_pinnedB);
    m_states->display(answer);
    m_states->setSnapshotRule(snapshotRule());
    m_event->setEvent(answer.event);
    if (m_table->isVisible() && answer.version > 0)
        m_table->setCurrentIndex(m_stream->index(answer.version - 1, 0));
    updateTitle();
    updateState();
    if (m_selectEvent && answer.event) {
        m_selectEvent = false;
        desk().select({Selection::Kind::Event, answer.event->eventId, answer.event->position});
    }
}

void AggregatesPage::updateTitle()
{
    if (!m_answer)
        return;
    const QString name = m_answer->label.isEmpty() ? format::shortId(m_id) : m_answer->label;
    const QString title = tr("%1 %2").arg(format::aggregateType(m_answer->aggregateType), name);
    m_title->setText(QFontMetrics(m_title->font()).elidedText(title, Qt::ElideRight, std::max(m_title->width(), titleWidthMin)));
    m_title->setToolTip(title);
    QString where = tr("id %1").arg(format::shortId(m_id));
    if (!desk().isLive())
        where =
            tr("%1 · at the cursor %2: version %3 of %4")
                .arg(where, format::number(desk().position()), format::number(m_answer->cursorVersion), format::number(m_answer->versions));
    m_subtitle->setText(where);
    m_subtitle->setToolTip(m_id);
}

/// When a snapshot of the state is kept, in words.
QString AggregatesPage::snapshotRule() const
{
    if (!desk().reader())
        return {};
    const api::SnapshotRule rule = desk().reader()->snapshotRule();
    const QString events = tr("every %1 events").arg(format::number(rule.everyEvents));
    const QString bytes = tr("%1 KiB of them").arg(format::number(rule.everyBytes / bytesPerKiB));
    if (rule.everyEvents > 0 && rule.everyBytes > 0)
        return tr("Kept: a snapshot %1 or %2").arg(events, bytes);
    return rule.everyEvents > 0  ? tr("Kept: a snapshot %1").arg(events)
           : rule.everyBytes > 0 ? tr("Kept: a snapshot every %1").arg(bytes)
                                 : tr("Kept: no snapshots");
}

void AggregatesPage::updateState()
{
    const bool unborn = m_answer && m_answer->version == 0;
    if (!m_id.isEmpty() && !unborn) {
        m_stack->setCurrentIndex(1);
        m_event->setVisible(true);
        return;
    }
    m_stack->setCurrentIndex(0);
    m_event->setVisible(false);
    m_empty->clearActions();
    if (!desk().isOpen()) {
        m_empty->setTexts(tr("No workspace is open"), tr("The history of each thing in a shop appears here once one is open."));
        m_empty->addAction(tr("Go to Home"), [this] { desk().navigate(QStringLiteral("home")); });
    } else if (unborn) {
        m_empty->setTexts(tr("Not there yet"), tr("At position %1 this aggregate has no event; its first comes at %2.")
                                                   .arg(format::number(m_answer->question.cursor), format::number(m_answer->born)));
        m_empty->addAction(tr("Jump to its first event"), [this] { desk().goTo(m_answer->born); });
        m_empty->addAction(tr("Return to live"), [this] { desk().goLive(); });
    } else if (desk().status().head == 0) {
        m_empty->setTexts(tr("Nothing has happened yet"),
                          tr("Send one order and watch its order, stock and payment grow version by version."));
        m_empty->addAction(tr("Send one order (O)"), [this] { desk().session()->sendOneOrder(this, [](const api::CommandAnswer&) {}); });
    } else {
        m_empty->setTexts(tr("Pick an aggregate"), tr("Its versions, the state at each of them, and the event that made it appear here."));
    }
}

QString AggregatesPage::differenceWords(const QList<api::StateDifference>& differences)
{
    QStringList lines;
    const auto side = [](const QByteArray& json) { return json.isEmpty() ? tr("nothing") : QString::fromUtf8(json); };
    for (const api::StateDifference& each : differences)
        lines << tr("%1: with snapshots %2, from the first event %3").arg(each.key, side(each.withSnapshots), side(each.replayed));
    return lines.join(u'\n');
}

void AggregatesPage::compareReplay()
{
    if (!m_answer || m_answer->b.state.version == 0)
        return;
    const int version = m_answer->b.state.version;
    m_compare->setEnabled(false);
    desk().ask<api::Result<ReplayComparison>>(
        this, [id = m_id, version](api::Reader& reader) { return compareWithReplay(reader, id, version); },
        [this, version](const api::Result<ReplayComparison>& found) {
            m_compare->setEnabled(true);
            if (!found) {
                m_messages->showError(tr("The full replay failed."), found.error());
                return;
            }
            const auto cost = [this](const api::AggregateState& state, qint64 us) {
                return state.eventsRead == 1 ? tr("1 event in %1").arg(format::duration(us))
                                             : tr("%1 events in %2").arg(format::number(state.eventsRead), format::duration(us));
            };
            const QString snapshot =
                found->withSnapshots.snapshotVersion > 0
                    ? tr("from the snapshot of version %1: %2")
                          .arg(format::number(found->withSnapshots.snapshotVersion), cost(found->withSnapshots, found->withUs))
                    : tr("no snapshot before it: %1").arg(cost(found->withSnapshots, found->withUs));
            const QString all = tr("from the first event: %1").arg(cost(found->fromFirst, found->fromFirstUs));
            const QString text = tr("%1 · %2").arg(snapshot, all);
            if (found->equal())
                m_messages->showMessage(MessageBar::Family::Done, tr("Version %1 is the same state both ways").arg(format::number(version)),
                                        text);
            else
                m_messages->showError(tr("Version %1 differs from a full replay").arg(format::number(version)),
                                      base::failed(QString(text + u'\n' + differenceWords(found->differences))));
            Q_EMIT shown();
        });
}

}  // namespace replay::ui
