// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/replayctl/call_reader.h"
#include "tests/fuzz/mutator.h"

#include <QTest>

using namespace replay;

/// The words of a call of replayctl.
class FuzzCallTest : public QObject {
    Q_OBJECT
    const fuzz::Mutator m_mutator{
        29,
        {"--seed", "--seed=", "--fault", "--json", "--", "-", "-h", "=", " ", "7", "w", "--speed max", "--private", "--help", "\xc3\xbc"}};

private Q_SLOTS:
    void words()
    {
        const ctl::CommandSpec spec{
            "run", "W [FILE]", "runs", "", 1, 2, {{"--seed", "N", ""}, {"--private", "", ""}, {"--fault", "SPEC", "", true}}, nullptr};
        for (int i = 0; i < fuzz::rounds(20'000); ++i) {
            const QByteArray line = i % 2 ? m_mutator.damaged("w file.json --seed 7 --fault a --fault=b --json", i) : m_mutator.invented(i);
            const auto call = ctl::readCall(spec, QString::fromUtf8(line).split(u' ', Qt::SkipEmptyParts));
            if (!call) {
                QCOMPARE(call.error().kind, base::ErrorKind::Malformed);
                QVERIFY(!call.error().message.isEmpty());
            } else if (!call->has("help")) {
                QVERIFY(call->positional.size() >= 1 && call->positional.size() <= 2);
                QVERIFY(call->texts("seed").size() <= 1);
                const auto seed = call->seed(42);
                QVERIFY(seed || seed.error().message.startsWith(QStringLiteral("--seed: ")));
            }
        }
    }
};

QTEST_GUILESS_MAIN(FuzzCallTest)
#include "call_test.moc"
