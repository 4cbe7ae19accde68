// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/report.h"

#include "tests/bench/bench.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QRegularExpression>
#include <QStorageInfo>
#include <QSysInfo>
#include <QThread>
#include <algorithm>
#include <cmath>
#include <cstdio>
#include <sqlite3.h>

namespace replay::bench {
namespace {

QString number(double value)
{
    if (value == 0)
        return QStringLiteral("0");
    const double size = std::fabs(value);
    return QString::number(value, 'f', size >= 100 ? 0 : size >= 10 ? 1 : size >= 0.1 ? 2 : 3);
}

QString spread(const std::vector<double>& values)
{
    const auto [least, most] = std::minmax_element(values.begin(), values.end());
    return QStringLiteral("%1..%2").arg(number(*least), number(*most));
}

QJsonObject json(const std::vector<double>& values)
{
    QJsonArray all;
    for (const double value : values)
        all.append(value);
    const auto [least, most] = std::minmax_element(values.begin(), values.end());
    return {{QStringLiteral("median"), medianOf(values)},
            {QStringLiteral("least"), *least},
            {QStringLiteral("most"), *most},
            {QStringLiteral("rounds"), all}};
}

void line(const QString& id, const QString& what, const QString& ours, const QString& other, const QString& value, const QString& ratio,
          const QString& range, const QString& goal)
{
    const QString text = QStringLiteral("%1 %2 %3  %4 %5 %6 %7  %8")
                             .arg(id, -4)
                             .arg(what, -44)
                             .arg(ours, 16)
                             .arg(other, -26)
                             .arg(value, 9)
                             .arg(ratio, 7)
                             .arg(range, -14)
                             .arg(goal);
    std::printf("%s\n", qPrintable(text));
}

QString processor()
{
    QFile file(QStringLiteral("/proc/cpuinfo"));
    if (!file.open(QIODevice::ReadOnly))
        return {};
    static const QRegularExpression model(QStringLiteral("model name\\s*: (.*)"));
    return model.match(QString::fromUtf8(file.readAll())).captured(1);
}

}  // namespace

double percentileOf(std::vector<double> values, double share)
{
    std::sort(values.begin(), values.end());
    const auto at = static_cast<std::size_t>(share * static_cast<double>(values.size()));
    return values[std::min(at, values.size() - 1)];
}

double medianOf(std::vector<double> values)
{
    std::sort(values.begin(), values.end());
    const std::size_t middle = values.size() / 2;
    return values.size() % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
}

double Figure::median() const { return medianOf(m_ours); }

Figure::Contender& Figure::contender(const QString& name)
{
    const auto found = std::find_if(m_contenders.begin(), m_contenders.end(), [&](const Contender& each) { return each.name == name; });
    return found != m_contenders.end() ? *found : m_contenders.emplace_back(Contender{name, {}, {}});
}

std::vector<double> Figure::judged(const Contender& contender) const
{
    if (contender.name.isEmpty())
        return m_ours;
    std::vector<double> ratios;
    for (std::size_t i = 0; i < std::min(m_ours.size(), contender.values.size()); ++i)
        ratios.push_back(m_ours[i] / contender.values[i]);
    return ratios;
}

QString Figure::goalText(const Contender& contender) const
{
    const double value = medianOf(judged(contender));
    QStringList texts;
    for (const Goal& goal : contender.goals) {
        const QString verdict = goal.isMet(value)                 ? QStringLiteral("met")
                                : goal.stage == Stage::FirstLight ? QStringLiteral("MISSED")
                                                                  : QStringLiteral("not yet");
        texts << QStringLiteral("%1%2 %3 %4")
                     .arg(goal.stage == Stage::Later ? QStringLiteral("later ") : QString(),
                          goal.least ? QStringLiteral("≥") : QStringLiteral("≤"), number(goal.bound), verdict);
    }
    return texts.join(QStringLiteral(", "));
}

void Figure::print() const
{
    if (m_ours.empty())
        return;
    const QString value = QStringLiteral("%1 %2").arg(number(median()), m_unit);
    bool first = true;
    for (const Contender& each : m_contenders) {
        const auto values = judged(each);
        if (values.empty())
            continue;
        const bool itself = each.name.isEmpty();
        line(first ? m_id : QString(), first ? m_what : QString(), first ? value : QString(),
             itself ? QStringLiteral("(the value itself)") : each.name, itself ? QString() : number(medianOf(each.values)),
             itself ? QString() : number(medianOf(values)), spread(values), goalText(each));
        first = false;
    }
    if (first)
        line(m_id, m_what, value, {}, {}, {}, spread(m_ours), {});
}

int Figure::missed() const
{
    int missed = 0;
    for (const Contender& each : m_contenders) {
        const auto values = judged(each);
        for (const Goal& goal : each.goals)
            missed += !values.empty() && goal.stage == Stage::FirstLight && !goal.isMet(medianOf(values)) ? 1 : 0;
    }
    return missed;
}

QJsonObject Figure::toJson() const
{
    QJsonArray comparisons;
    for (const Contender& each : m_contenders) {
        const auto values = judged(each);
        if (values.empty())
            continue;
        QJsonArray goals;
        for (const Goal& goal : each.goals)
            goals.append(QJsonObject{
                {goal.least ? QStringLiteral("at_least") : QStringLiteral("at_most"), goal.bound},
                {QStringLiteral("stage"), goal.stage == Stage::FirstLight ? QStringLiteral("first light") : QStringLiteral("later")},
                {QStringLiteral("met"), goal.isMet(medianOf(values))}});
        QJsonObject comparison{{QStringLiteral("goals"), goals}};
        if (!each.name.isEmpty()) {
            comparison.insert(QStringLiteral("against"), each.name);
            comparison.insert(QStringLiteral("its_value"), json(each.values));
            comparison.insert(QStringLiteral("ratio"), json(values));
        }
        comparisons.append(comparison);
    }
    return {{QStringLiteral("id"), m_id},
            {QStringLiteral("what"), m_what},
            {QStringLiteral("unit"), m_unit},
            {QStringLiteral("ours"), json(m_ours)},
            {QStringLiteral("comparisons"), comparisons}};
}

Report::Report(const Options& options) : m_options(options)
{
    const QStorageInfo disk(scratchFolder());
    m_machine = {{QStringLiteral("processor"), processor()},
                 {QStringLiteral("processors"), QThread::idealThreadCount()},
                 {QStringLiteral("system"),
                  QString(QSysInfo::prettyProductName() % u", " % QSysInfo::kernelType() % u' ' % QSysInfo::kernelVersion())},
                 {QStringLiteral("file_system"), QString::fromUtf8(disk.fileSystemType())},
                 {QStringLiteral("sqlite"), QString::fromLatin1(sqlite3_libversion())},
                 {QStringLiteral("qt"), QString::fromLatin1(qVersion())},
                 {QStringLiteral("compiler"), QStringLiteral("GCC or Clang " __VERSION__)},
                 {QStringLiteral("sync_mode"), QStringLiteral("WAL, synchronous=FULL; read models NORMAL")},
                 {QStringLiteral("rounds"), m_options.rounds}};
    for (auto each = m_machine.constBegin(); each != m_machine.constEnd(); ++each)
        std::printf("%-12s %s\n", qPrintable(each.key()), qPrintable(each->toVariant().toString()));
    std::printf(
        "\nMedians of %d rounds; in each round ours and the others run one right after the other, and the ratio (with its spread) is of one round.\n\n",
        m_options.rounds);
    line(QStringLiteral("ID"), QStringLiteral("FIGURE"), QStringLiteral("OURS"), QStringLiteral("AGAINST"), QStringLiteral("ITS VALUE"),
         QStringLiteral("RATIO"), QStringLiteral("SPREAD"), QStringLiteral("GOAL"));
    std::fflush(stdout);
}

Figure& Report::figure(const QString& id, const QString& what, const QString& unit) { return m_figures.emplace_back(id, what, unit); }

void Report::note(const QString& text)
{
    m_notes << text;
    std::printf("     %s\n", qPrintable(text));
    std::fflush(stdout);
}

void Report::printNew()
{
    for (; m_printed < m_figures.size(); ++m_printed)
        m_figures[m_printed].print();
    std::fflush(stdout);
}

void Report::finish()
{
    printNew();
    QJsonArray figures;
    int missed = 0;
    for (const Figure& figure : m_figures) {
        if (figure.isEmpty())
            continue;
        figures.append(figure.toJson());
        missed += figure.missed();
    }
    std::printf("\n%s\n", missed == 0 ? "Every goal of the first stage that was measured is met."
                                      : qPrintable(QStringLiteral("%1 goals of the first stage are missed.").arg(missed)));
    if (m_options.json.isEmpty())
        return;
    QFile file(m_options.json);
    const QJsonObject all{{QStringLiteral("machine"), m_machine},
                          {QStringLiteral("figures"), figures},
                          {QStringLiteral("notes"), QJsonArray::fromStringList(m_notes)}};
    if (!file.open(QIODevice::WriteOnly) || file.write(QJsonDocument(all).toJson()) < 0)
        die(QStringLiteral("%1: %2").arg(file.fileName(), file.errorString()));
}

}  // namespace replay::bench
