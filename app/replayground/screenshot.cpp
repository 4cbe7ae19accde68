// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/replayground/screenshot.h"

#include "ui/shell/main_window.h"

#include <QCoreApplication>
#include <QPixmap>
#include <QTextStream>

namespace replay::app {

namespace {
/// After the cursor or the selection was set, the answers of the workers still have to be painted.
constexpr int settleMs = 700;
}  // namespace

Screenshot::Screenshot(ui::MainWindow& window, const CommandLine& line, QObject* parent) : QObject(parent), m_window(window), m_line(line)
{
}

void Screenshot::begin()
{
    if (!m_line.page.isEmpty())
        m_window.showPage(m_line.page);
    const bool later = m_line.position.has_value() || m_line.selectFirst || !m_line.screenshot.isEmpty();
    if (later)
        QTimer::singleShot(m_line.afterMs, this, &Screenshot::showWhatWasAsked);
}

void Screenshot::showWhatWasAsked()
{
    if (m_line.position)
        m_window.desk().goTo(*m_line.position);
    if (m_line.selectFirst)
        selectFirst();
    if (!m_line.screenshot.isEmpty())
        QTimer::singleShot(settleMs, this, &Screenshot::take);
}

void Screenshot::selectFirst()
{
    ui::Desk& desk = m_window.desk();
    api::Reader* reader = desk.reader();
    if (!reader)
        return;
    const QString page = m_window.currentPage();
    if (page == QLatin1String("sagas")) {
        if (auto rows = reader->sagas({}, 0, 1); rows && !rows->isEmpty()) {
            desk.select({ui::Selection::Kind::Saga, rows->first().sagaId, 0});
            m_window.showPage(page, rows->first().sagaId);
        }
    } else if (page == QLatin1String("aggregates")) {
        if (auto rows = reader->aggregates({}, {}, {}, 1); rows && !rows->isEmpty()) {
            desk.select({ui::Selection::Kind::Aggregate, rows->first().aggregateId, 0});
            m_window.showPage(page, rows->first().aggregateId);
        }
    } else if (auto rows = reader->events({}, 0, 1); rows && !rows->isEmpty()) {
        desk.select({ui::Selection::Kind::Event, rows->first().eventId, rows->first().position});
    }
}

void Screenshot::take()
{
    const QPixmap picture = m_window.grab();
    if (!picture.save(m_line.screenshot)) {
        QTextStream(stderr) << "replayground: the picture could not be written to " << m_line.screenshot << '\n';
        QCoreApplication::exit(1);
        return;
    }
    QCoreApplication::exit(0);
}

}  // namespace replay::app
