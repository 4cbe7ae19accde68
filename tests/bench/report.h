// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QJsonObject>
#include <QString>
#include <deque>
#include <vector>

namespace replay::bench {

/// When a goal of the design is due.
enum class Stage { FirstLight, Later };

/// What was measured of one figure: in each round a value of ours and of each that ours is held against, one right after the
/// other, so that a machine that drifts moves all of them. Only the ratios are worth quoting.
class Figure {
public:
    Figure(QString id, QString what, QString unit) : m_id(std::move(id)), m_what(std::move(what)), m_unit(std::move(unit)) {}

    /// One round's value of ours.
    void ours(double value) { m_ours.push_back(value); }
    /// The same round's value of another.
    void against(const QString& name, double value) { contender(name).values.push_back(value); }
    /// The median of the rounds' ratios ours / other must be at least, or at most, this. Without a name: our value itself.
    void atLeast(double bound, const QString& other = {}, Stage stage = Stage::FirstLight) { addGoal({true, bound, stage}, other); }
    void atMost(double bound, const QString& other = {}, Stage stage = Stage::FirstLight) { addGoal({false, bound, stage}, other); }

    void print() const;
    QJsonObject toJson() const;
    const QString& id() const { return m_id; }
    double median() const;
    bool isEmpty() const { return m_ours.empty(); }
    /// Goals of the first stage that were missed.
    int missed() const;

private:
    struct Goal {
        bool least;
        double bound;
        Stage stage;
        bool isMet(double value) const { return least ? value >= bound : value <= bound; }
    };
    struct Contender {
        QString name;  ///< empty: our value itself is held against the goals
        std::vector<double> values;
        std::vector<Goal> goals;
    };
    Contender& contender(const QString& name);
    void addGoal(const Goal& goal, const QString& other) { contender(other).goals.push_back(goal); }
    /// Round by round what the goals are held against.
    std::vector<double> judged(const Contender& contender) const;
    QString goalText(const Contender& contender) const;

    QString m_id;
    QString m_what;
    QString m_unit;
    std::vector<double> m_ours;
    std::vector<Contender> m_contenders;
};

struct Options {
    int rounds = 5;
    bool quick = false;
    bool fullYear = false;
    QStringList only;  ///< ids of figures; empty: all
    QString peers;     ///< folder of the installed peers; empty: none
    QString retail;    ///< the Online Retail file; empty: not there
    QString json;      ///< where the figures are written; empty: nowhere
    bool wants(const QString& id) const { return only.isEmpty() || only.contains(id); }
};

/// All figures of a run: prints a section's lines when it ends, and writes all of them as JSON.
class Report {
public:
    explicit Report(const Options& options);

    const Options& options() const { return m_options; }
    Figure& figure(const QString& id, const QString& what, const QString& unit);
    void note(const QString& text);
    /// Prints what was not printed yet.
    void printNew();
    /// Prints how many goals were met, and writes the file.
    void finish();

private:
    Options m_options;
    QJsonObject m_machine;
    std::deque<Figure> m_figures;
    std::size_t m_printed = 0;
    QStringList m_notes;
};

double medianOf(std::vector<double> values);
/// The value below which this share of the values lies.
double percentileOf(std::vector<double> values, double share);

}  // namespace replay::bench
