// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/projections/verify_panel.h"

#include "ui/format/tokens.h"
#include "ui/format/words.h"
#include "ui/models/projection_list_model.h"
#include "ui/widgets/plain_delegate.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QTableView>
#include <QToolButton>
#include <QVBoxLayout>
#include <algorithm>

namespace replay::ui {

using format::Space;

namespace {
constexpr int rowsShown = 5;
constexpr int progressWidth = 160;
constexpr int perMille = 1'000;
}  // namespace

VerifyPanel::VerifyPanel(Desk& desk, QWidget* parent) : TitledPanel(parent), m_question(desk)
{
    m_icon = new QLabel(this);
    titleLabel()->setTextFormat(Qt::PlainText);
    m_text = new QLabel(this);
    m_text->setTextFormat(Qt::PlainText);
    m_text->setWordWrap(true);
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_progress = new QProgressBar(this);
    m_progress->setRange(0, perMille);
    m_progress->setTextVisible(false);
    m_progress->setFixedWidth(progressWidth);
    m_progress->setAccessibleName(tr("Progress of the comparison"));
    m_cancel = new QPushButton(tr("Cancel"), this);
    m_cancel->setObjectName(QStringLiteral("cancelVerify"));
    m_close = new QToolButton(this);
    m_close->setAutoRaise(true);
    m_close->setIcon(format::icon(QStringLiteral("close")));
    m_close->setToolTip(tr("Close the comparison"));
    m_close->setAccessibleName(tr("Close the comparison"));

    m_table = new QTableView(this);
    m_table->setObjectName(QStringLiteral("differences"));
    m_table->setModel(&m_differences);
    m_table->setAccessibleName(tr("Rows that differ"));
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setShowGrid(false);
    m_table->setAlternatingRowColors(true);
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setMinimumSectionSize(format::rowDense);
    m_table->verticalHeader()->setDefaultSectionSize(format::rowDense);
    m_table->horizontalHeader()->setStretchLastSection(true);
    m_table->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    auto* delegate = new PlainDelegate(m_table);
    delegate->setFixed(ProjectionDifferencesModel::Key);
    m_table->setItemDelegate(delegate);

    auto* words = new QVBoxLayout;
    words->setSpacing(2);
    words->addWidget(titleLabel());
    words->addWidget(m_text);
    auto* line = new QHBoxLayout;
    line->setSpacing(format::px(Space::Medium));
    line->addWidget(m_icon, 0, Qt::AlignTop);
    line->addLayout(words, 1);
    line->addWidget(m_progress);
    line->addWidget(m_cancel);
    line->addWidget(m_close, 0, Qt::AlignTop);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(format::px(Space::Large), format::px(Space::Small), format::px(Space::Small), format::px(Space::Small));
    column->setSpacing(format::px(Space::Small));
    column->addLayout(line);
    column->addWidget(m_table);
    setVisible(false);

    connect(&m_question, &LongQuestion::progressed, this,
            [this](double share) { m_progress->setValue(static_cast<int>(share * perMille)); });
    connect(&m_question, &LongQuestion::runningChanged, this, [this](bool running) {
        m_progress->setVisible(running);
        m_cancel->setVisible(running);
        Q_EMIT runningChanged(running);
    });
    connect(m_cancel, &QPushButton::clicked, this, [this] {
        m_question.cancel();
        say(QStringLiteral("info"), tr("The comparison was cancelled"), tr("Nothing was found or ruled out."));
    });
    connect(m_close, &QToolButton::clicked, this, &VerifyPanel::dismiss);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this, [this](const QModelIndex& current) {
        if (current.isValid())
            Q_EMIT rowPointedAt(m_differences.differences().at(current.row()).key);
    });
}

void VerifyPanel::start(const api::ProjectionInfo& projection)
{
    const QString title = projectionTitle(projection.name);
    m_differences.setDifferences({});
    m_table->hide();
    say(QStringLiteral("verify"), tr("Comparing %1 with a fresh fold of the log").arg(title),
        tr("The read model keeps working meanwhile."));
    m_question.start<api::ProjectionCheck>(
        [name = projection.name](api::Reader& reader, const api::Progress& progress) { return reader.verifyProjection(name, progress); },
        [this, title](const api::Result<api::ProjectionCheck>& result) { showResult(title, result); });
}

void VerifyPanel::dismiss()
{
    m_question.cancel();
    m_differences.setDifferences({});
    setVisible(false);
}

void VerifyPanel::showResult(const QString& title, const api::Result<api::ProjectionCheck>& result)
{
    if (!result) {
        say(QStringLiteral("error"), tr("%1 could not be compared").arg(title), result.error().message);
        return;
    }
    const QString where =
        tr("%1 compared with a fresh fold of the log, up to position %2.")
            .arg(rowsText(result->rowsCompared), format::number(result->position)) +
        (result->streamsAside > 0 ? QString(u' ' + tr("Left out on both sides: %1 parked and %2 skipped events, of %3 streams.")
                                                       .arg(format::number(result->parked), format::number(result->skipped),
                                                            format::number(result->streamsAside)))
                                  : QString());
    if (result->differing == 0) {
        say(QStringLiteral("ok"), tr("%1: equal").arg(title), where);
        return;
    }
    const auto shown = result->differences.size();
    const QString listed = shown < result->differing ? tr("The first %1 are listed.").arg(format::number(shown)) : QString();
    say(QStringLiteral("error"), tr("%1: %2 different from what the log says").arg(title, rowsText(result->differing)),
        QStringList({where, listed}).join(QLatin1Char(' ')).trimmed());
    m_differences.setDifferences(result->differences);
    m_table->resizeColumnsToContents();
    const int rows = static_cast<int>(std::min<qsizetype>(rowsShown, shown));
    m_table->setFixedHeight(m_table->horizontalHeader()->sizeHint().height() + rows * m_table->verticalHeader()->defaultSectionSize() +
                            2 * m_table->frameWidth());
    m_table->show();
}

void VerifyPanel::say(const QString& icon, const QString& title, const QString& text)
{
    m_icon->setPixmap(format::icon(icon).pixmap(QSize(format::iconLarge, format::iconLarge), devicePixelRatioF()));
    titleLabel()->setText(title);
    m_text->setText(text);
    setAccessibleName(title);
    setAccessibleDescription(text);
    setVisible(true);
}

}  // namespace replay::ui
