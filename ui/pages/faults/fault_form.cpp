// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/faults/fault_form.h"
#include "ui/format/tokens.h"
#include "ui/format/words.h"

#include <QComboBox>
#include <QGridLayout>
#include <QJsonDocument>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <algorithm>

namespace replay::ui {

using format::Space;

namespace {

constexpr int pairsPerRow = 2;

const QStringList& numbers()
{
    static const QStringList names{QStringLiteral("order"), QStringLiteral("occurrence"), QStringLiteral("times"),
                                   QStringLiteral("probability")};
    return names;
}

QString hintFor(const QString& field)
{
    if (field == u"order")
        return FaultForm::tr("any");
    if (field == u"occurrence")
        return FaultForm::tr("every match");
    if (field == u"times")
        return FaultForm::tr("no limit");
    if (field == u"probability")
        return FaultForm::tr("1");
    if (field == u"from" || field == u"until")
        return FaultForm::tr("30s, or a time");
    if (field == u"delay")
        return FaultForm::tr("for example 800ms");
    if (field == u"down_for")
        return FaultForm::tr("1s");
    return FaultForm::tr("for example card declined");
}

QString wordFor(const QString& field, const QString& code)
{
    if (field == u"service" || field == u"peer")
        return format::service(code);
    return field == u"step" ? format::sagaStep(code) : code;
}

}  // namespace

FaultForm::FaultForm(Desk& desk, QWidget* parent) : QWidget(parent), m_desk(desk)
{
    m_title = new QLabel(tr("Add a rule"), this);
    m_title->setFont(format::font(format::Type::Body, true));
    m_kind = new QComboBox(this);
    m_kind->setObjectName(QStringLiteral("faultKind"));
    m_kind->setAccessibleName(tr("Kind of fault"));
    m_line = new QLabel(this);
    m_line->setWordWrap(true);
    m_line->setForegroundRole(QPalette::PlaceholderText);
    m_box = new QWidget(this);
    new QGridLayout(m_box);
    m_problem = new QLabel(this);
    m_problem->setWordWrap(true);
    m_problem->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_arm = new QPushButton(format::icon(QStringLiteral("lightning")), tr("&Arm"), this);
    m_arm->setAutoDefault(false);
    m_arm->setObjectName(QStringLiteral("armRule"));

    auto* head = new QHBoxLayout;
    head->addWidget(m_title);
    head->addWidget(m_kind);
    head->addStretch();
    auto* foot = new QHBoxLayout;
    foot->addWidget(m_problem, 1);
    foot->addWidget(m_arm);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(format::px(Space::Hair));
    column->addLayout(head);
    column->addWidget(m_line);
    column->addWidget(m_box);
    column->addLayout(foot);
    connect(m_kind, &QComboBox::currentIndexChanged, this, &FaultForm::showFields);
    connect(m_arm, &QPushButton::clicked, this, &FaultForm::arm);
    connect(&desk, &Desk::sessionChanged, this, &FaultForm::build);
    connect(&desk, &Desk::statusChanged, this, &FaultForm::updateArm);
    connect(&desk, &Desk::cursorChanged, this, &FaultForm::updateArm);
    build();
}

void FaultForm::setDraft()
{
    m_title->hide();
    m_arm->hide();
    static_cast<QVBoxLayout*>(layout())->addStretch();
}

void FaultForm::build()
{
    m_vocabulary = m_desk.isOpen() ? m_desk.session()->faultVocabulary() : api::FaultVocabulary{};
    for (const Field& field : std::as_const(m_fields)) {
        delete field.label;
        delete field.editor;
    }
    m_fields.clear();
    const QSignalBlocker quiet(m_kind);
    m_kind->clear();
    for (const api::FaultVocabulary::Kind& kind : std::as_const(m_vocabulary.kinds))
        m_kind->addItem(format::faultKind(kind.code), kind.code);
    for (const char* name : {"service", "peer", "message", "step"})
        addField(QLatin1String(name), true);
    for (const char* name : {"order", "occurrence", "times", "probability", "from", "until", "delay", "down_for", "reason"})
        addField(QLatin1String(name), false);
    offer(QStringLiteral("peer"), m_vocabulary.peers);
    offer(QStringLiteral("step"), m_vocabulary.steps);
    showFields();
}

void FaultForm::addField(const QString& name, bool isChoice)
{
    Field field;
    field.label = new QLabel(format::faultField(name), m_box);
    if (!isChoice) {
        field.text = new QLineEdit(m_box);
        field.text->setPlaceholderText(hintFor(name));
        connect(field.text, &QLineEdit::returnPressed, this, &FaultForm::arm);
        connect(field.text, &QLineEdit::textChanged, m_problem, &QLabel::clear);
        field.editor = field.text;
    } else {
        field.choice = new QComboBox(m_box);
        field.choice->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
        field.choice->setMinimumContentsLength(12);
        connect(field.choice, &QComboBox::currentIndexChanged, m_problem, &QLabel::clear);
        field.editor = field.choice;
    }
    field.editor->setObjectName(QString(QStringLiteral("fault.") + name));
    field.editor->setAccessibleName(format::faultField(name));
    if (name == u"from" || name == u"until")
        field.editor->setToolTip(tr("So long after the start, such as 30s, or a model time such as 2026-01-05T08:01:00Z"));
    field.label->setBuddy(field.editor);
    m_fields.insert(name, field);
}

/// The names that a choice is between; what was chosen stays where it is among them.
void FaultForm::offer(const QString& name, const QStringList& codes)
{
    QComboBox* choice = m_fields.value(name).choice;
    if (!choice)
        return;
    const QVariant before = choice->currentData();
    const QSignalBlocker quiet(choice);
    choice->clear();
    choice->addItem(name == u"peer" ? tr("everybody") : tr("any"));
    for (const QString& code : codes)
        choice->addItem(wordFor(name, code), code);
    choice->setCurrentIndex(before.isValid() ? std::max(0, choice->findData(before)) : 0);
}

void FaultForm::showFields()
{
    const QString kind = m_kind->currentData().toString();
    const auto known = std::find_if(m_vocabulary.kinds.cbegin(), m_vocabulary.kinds.cend(),
                                    [&](const api::FaultVocabulary::Kind& each) { return each.code == kind; });
    m_shown = known == m_vocabulary.kinds.cend() ? QStringList() : known->fields;
    if (known != m_vocabulary.kinds.cend()) {
        offer(QStringLiteral("service"), known->services);
        offer(QStringLiteral("message"), known->messages);
    }
    m_line->setText(format::faultLine(kind));
    m_problem->clear();
    auto* grid = static_cast<QGridLayout*>(m_box->layout());
    while (QLayoutItem* item = grid->takeAt(0))
        delete item;
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setVerticalSpacing(format::px(Space::Hair));
    grid->setHorizontalSpacing(format::px(Space::Small));
    for (const Field& field : std::as_const(m_fields)) {
        field.label->hide();
        field.editor->hide();
    }
    int at = 0;
    QWidget* before = m_kind;
    for (const QString& name : std::as_const(m_shown)) {
        const Field field = m_fields.value(name);
        if (!field.editor)
            continue;
        const int column = 2 * (at % pairsPerRow);
        grid->addWidget(field.label, at / pairsPerRow, column);
        grid->addWidget(field.editor, at / pairsPerRow, column + 1);
        grid->setColumnStretch(column + 1, 1);
        field.label->show();
        field.editor->show();
        setTabOrder(before, field.editor);
        before = field.editor;
        ++at;
    }
    setTabOrder(before, m_arm);
    updateArm();
}

void FaultForm::updateArm()
{
    QString refusal;
    if (!m_desk.isOpen())
        refusal = tr("No workspace is open.");
    else if (m_desk.status().readOnly)
        refusal = tr("This workspace is read-only: %1").arg(m_desk.status().readOnlyReason);
    else if (!m_desk.isLive())
        refusal = tr("You look at the past. Return to live first.");
    m_arm->setEnabled(refusal.isEmpty());
    m_arm->setToolTip(refusal.isEmpty() ? tr("Strikes from now on, until it is disarmed") : refusal);
}

void FaultForm::chooseKind(const QString& kind)
{
    if (const int index = m_kind->findData(kind); index >= 0)
        m_kind->setCurrentIndex(index);
}

void FaultForm::fill(const QString& name, const QString& value)
{
    const Field field = m_fields.value(name);
    if (field.choice)
        field.choice->setCurrentIndex(std::max(0, field.choice->findData(value)));
    else if (field.text)
        field.text->setText(value);
}

QString FaultForm::valueOf(const QString& name) const
{
    const Field field = m_fields.value(name);
    return field.choice ? field.choice->currentData().toString() : field.text ? field.text->text().trimmed() : QString();
}

QJsonObject FaultForm::rule() const
{
    QJsonObject rule{{QStringLiteral("kind"), m_kind->currentData().toString()}};
    for (const QString& name : m_shown) {
        const QString text = valueOf(name);
        if (text.isEmpty())
            continue;
        bool isNumber = false;
        const double number = numbers().contains(name) ? text.toDouble(&isNumber) : 0.0;
        rule.insert(name, isNumber ? QJsonValue(number) : QJsonValue(text));
    }
    return rule;
}

QString FaultForm::problem() const { return m_problem->text(); }

void FaultForm::arm()
{
    if (!m_arm->isEnabled() || m_arm->isHidden())
        return;
    const auto read = m_desk.session()->readFaultRule(QJsonDocument(rule()).toJson(QJsonDocument::Compact));
    if (!read) {
        m_problem->setText(read.error().message);
        return;
    }
    m_problem->clear();
    m_desk.session()->armFault(*read);
}

}  // namespace replay::ui
