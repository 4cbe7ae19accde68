// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/sagas/fault_popover.h"
#include "ui/format/tokens.h"
#include "ui/format/words.h"
#include "ui/widgets/timeline_faults.h"
#include "ui/widgets/timeline_words.h"

#include <QButtonGroup>
#include <QDoubleSpinBox>
#include <QGridLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QRadioButton>
#include <QScreen>
#include <QSpinBox>
#include <QVBoxLayout>

namespace replay::ui {

using format::Space;

namespace {
constexpr double percent = 100.0;
constexpr int delayMaxMs = 600'000;
constexpr int delayDefaultMs = 800;
constexpr int manyColumns = 2;  ///< more than oneColumnMax kinds stand in so many columns
constexpr int oneColumnMax = 4;
}  // namespace

FaultPopover::FaultPopover(QWidget* parent) : QFrame(parent, Qt::Popup)
{
    setFrameShape(QFrame::StyledPanel);
    setAccessibleName(tr("Arm a fault"));
    m_title = new QLabel(this);
    m_title->setFont(format::font(format::Type::Body, true));
    m_place = new QLabel(this);
    m_place->setForegroundRole(QPalette::PlaceholderText);
    m_choices = new QVBoxLayout;
    m_choices->setSpacing(format::px(Space::Hair));
    m_group = new QButtonGroup(this);
    m_line = new QLabel(this);
    m_line->setWordWrap(true);
    m_line->setFont(format::font(format::Type::Small));
    m_line->setMinimumHeight(2 * QFontMetrics(m_line->font()).lineSpacing());
    m_line->setAlignment(Qt::AlignTop);

    m_next = new QRadioButton(tr("&Once, at the next order that comes here"), this);
    m_each = new QRadioButton(tr("&Every time, with probability"), this);
    m_next->setChecked(true);
    auto* when = new QButtonGroup(this);
    when->addButton(m_next);
    when->addButton(m_each);
    m_percent = new QDoubleSpinBox(this);
    m_percent->setRange(0.1, percent);
    m_percent->setDecimals(1);
    m_percent->setValue(percent);
    m_percent->setSuffix(tr(" %"));
    m_percent->setAccessibleName(tr("Probability"));
    m_percent->setEnabled(false);
    connect(m_each, &QRadioButton::toggled, m_percent, &QWidget::setEnabled);

    m_delay = new QSpinBox(this);
    m_delay->setRange(1, delayMaxMs);
    m_delay->setValue(delayDefaultMs);
    m_delay->setSuffix(tr(" ms"));
    m_reason = new QLineEdit(this);
    m_reason->setPlaceholderText(tr("for example: card declined"));
    const auto row = [this](const QString& label, QWidget* field) {
        auto* box = new QWidget(this);
        auto* layout = new QHBoxLayout(box);
        layout->setContentsMargins(0, 0, 0, 0);
        auto* words = new QLabel(label, box);
        words->setBuddy(field);
        layout->addWidget(words);
        layout->addWidget(field, 1);
        return box;
    };
    m_delayRow = row(tr("&Late by"), m_delay);
    m_reasonRow = row(tr("&Reason given"), m_reason);

    m_refusal = new QLabel(this);
    m_refusal->setWordWrap(true);
    m_arm = new QPushButton(format::icon(QStringLiteral("lightning")), tr("&Arm"), this);
    m_arm->setDefault(true);
    auto* cancel = new QPushButton(tr("Cancel"), this);
    connect(cancel, &QPushButton::clicked, this, &QWidget::close);
    connect(m_arm, &QPushButton::clicked, this, &FaultPopover::arm);
    connect(m_reason, &QLineEdit::returnPressed, this, &FaultPopover::arm);
    connect(m_group, &QButtonGroup::idClicked, this, &FaultPopover::showDetails);

    auto* each = new QHBoxLayout;
    each->addWidget(m_each);
    each->addWidget(m_percent);
    each->addStretch();
    auto* buttons = new QHBoxLayout;
    buttons->addStretch();
    buttons->addWidget(cancel);
    buttons->addWidget(m_arm);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(format::px(Space::Medium), format::px(Space::Medium), format::px(Space::Medium), format::px(Space::Medium));
    column->setSpacing(format::px(Space::Small));
    column->addWidget(m_title);
    column->addWidget(m_place);
    column->addLayout(m_choices);
    column->addWidget(m_line);
    column->addWidget(m_delayRow);
    column->addWidget(m_reasonRow);
    column->addWidget(m_next);
    column->addLayout(each);
    column->addWidget(m_refusal);
    column->addLayout(buttons);
}

void FaultPopover::fillKinds()
{
    while (QLayoutItem* item = m_choices->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    auto* box = new QWidget(this);
    auto* grid = new QGridLayout(box);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setVerticalSpacing(format::px(Space::Hair));
    const int columns = m_kinds.size() > oneColumnMax ? manyColumns : 1;
    const int rows = static_cast<int>((m_kinds.size() + columns - 1) / columns);
    for (int i = 0; i < m_kinds.size(); ++i) {
        auto* choice = new QRadioButton(format::faultKind(m_kinds[i]), box);
        choice->setToolTip(format::faultLine(m_kinds[i]));
        choice->setAccessibleDescription(format::faultLine(m_kinds[i]));
        m_group->addButton(choice, i);
        grid->addWidget(choice, i % rows, i / rows);
    }
    m_choices->addWidget(box);
}

void FaultPopover::openAt(QPoint global, const TimelinePlace& place, const api::SagaAttempt& attempt, const QString& refusal)
{
    m_attempt = attempt;
    m_kinds = timeline_faults::kindsAt(place, attempt);
    if (m_kinds.isEmpty())
        return;
    m_title->setText(tr("Break: %1").arg(attempt.compensation ? format::compensationOf(attempt.stepId) : format::sagaStep(attempt.stepId)));
    m_place->setText(tr("%1, %2").arg(format::service(attempt.service), timeline_words::placeName(place)));
    fillKinds();
    chooseKind(m_kinds.constFirst());
    m_refusal->setText(refusal);
    m_refusal->setVisible(!refusal.isEmpty());
    m_arm->setEnabled(refusal.isEmpty());
    m_arm->setToolTip(refusal);
    adjustSize();
    const QRect room = screen()->availableGeometry();
    QPoint corner = global + QPoint(format::px(Space::Small), format::px(Space::Small));
    corner.setX(std::clamp(corner.x(), room.left(), std::max(room.left(), room.right() - width())));
    if (corner.y() + height() > room.bottom())
        corner.setY(std::max(room.top(), global.y() - height() - format::px(Space::Small)));
    move(corner);
    show();
    if (QAbstractButton* first = m_group->checkedButton())
        first->setFocus(Qt::PopupFocusReason);
}

void FaultPopover::chooseKind(const QString& kind)
{
    const auto index = m_kinds.indexOf(kind);
    if (index < 0)
        return;
    m_group->button(static_cast<int>(index))->setChecked(true);
    showDetails();
}

void FaultPopover::showDetails()
{
    const QString kind = m_kinds.value(m_group->checkedId());
    m_line->setText(format::faultLine(kind));
    m_delayRow->setVisible(kind == u"delay");
    m_reasonRow->setVisible(kind == u"refuse" || kind == u"error");
    adjustSize();
}

void FaultPopover::setNextOnly(bool nextOnly) { (nextOnly ? m_next : m_each)->setChecked(true); }

void FaultPopover::setProbability(double share) { m_percent->setValue(share * percent); }

api::FaultRule FaultPopover::rule() const
{
    const QString kind = m_kinds.value(m_group->checkedId());
    api::FaultRule rule = timeline_faults::ruleFor(kind, m_attempt);
    if (m_next->isChecked())
        rule.times = 1;
    else
        rule.probability = m_percent->value() / percent;
    if (kind == u"delay")
        rule.delayUs = m_delay->value() * base::usPerMs;
    if (kind == u"refuse" || kind == u"error")
        rule.reason = m_reason->text().trimmed();
    return rule;
}

void FaultPopover::arm()
{
    if (!m_arm->isEnabled())
        return;
    Q_EMIT armed(rule());
    close();
}

}  // namespace replay::ui
