// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/tidy/rule.h"

#include <QTest>

namespace replay::tidy {

/// Reads the repository once and holds it against the rules of the house; each rule is first shown to be able to fail.
class TestTidy : public QObject {
    Q_OBJECT

    QList<Rule> m_rules = arrowRules() + formRules() + wordRules() + colourRules() + wholeRules();
    Tree m_tree;

    void addRuleRows() const
    {
        QTest::addColumn<qsizetype>("rule");
        for (qsizetype i = 0; i < m_rules.size(); ++i)
            QTest::newRow(qUtf8Printable(m_rules[i].name)) << i;
    }

private Q_SLOTS:
    void initTestCase()
    {
        m_tree = Tree::load(QStringLiteral(REPLAY_SOURCE_DIR));
        QVERIFY(m_tree.has(QStringLiteral("CMakeLists.txt")));
    }

    void ruleCanFail_data() { addRuleRows(); }
    void ruleCanFail()
    {
        QFETCH(qsizetype, rule);
        for (const Tree& tree : m_rules[rule].bad)
            QVERIFY2(!m_rules[rule].check(tree).isEmpty(), qUtf8Printable(tree.files().last().lines.join(u'\n')));
    }

    void ruleCanPass_data() { addRuleRows(); }
    void ruleCanPass()
    {
        QFETCH(qsizetype, rule);
        for (const Tree& tree : m_rules[rule].good) {
            const QList<Finding> findings = m_rules[rule].check(tree);
            QVERIFY2(findings.isEmpty(), qUtf8Printable(findings.value(0).toString()));
        }
    }

    void houseKeepsRule_data() { addRuleRows(); }
    void houseKeepsRule()
    {
        QFETCH(qsizetype, rule);
        const QList<Finding> findings = m_rules[rule].check(m_tree);
        for (const Finding& finding : findings)
            qWarning("%s", qUtf8Printable(finding.toString()));
        QVERIFY2(findings.isEmpty(), qPrintable(QStringLiteral("%1 places, named above").arg(findings.size())));
    }

    /// Not a rule: said aloud, so that the smell is noticed before it is a wall.
    void countLongFiles()
    {
        QStringList longFiles;
        for (const SourceFile& file : m_tree.files())
            if (file.isCpp() && file.lines.size() > linesSmell)
                longFiles << QStringLiteral("%1 (%2)").arg(file.path).arg(file.lines.size());
        qInfo("%lld source files have more than %lld lines: %s", static_cast<long long>(longFiles.size()),
              static_cast<long long>(linesSmell), qUtf8Printable(longFiles.join(QStringLiteral(", "))));
    }
};

}  // namespace replay::tidy

QTEST_GUILESS_MAIN(replay::tidy::TestTidy)
#include "tst_tidy.moc"
