// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/scenarios/scenario_reader.h"
#include "tests/sim/simulation.h"

#include <QDir>
#include <QSet>
#include <QTest>

namespace replay::tests {

namespace {

using namespace Qt::StringLiterals;
using Links = QList<api::WhyLink>;

QByteArray document(const QString& name)
{
    QFile file(u":/scenarios/"_s + name);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

QString codes(const Links& links)
{
    QStringList all;
    for (const api::WhyLink& link : links)
        all << QString(link.code + u'(' + link.subject + u')');
    return all.join(u' ');
}

/// What may stand at the end of a chain about something that went wrong: what was broken on purpose, or the rule that said no.
bool endsAtTheRoot(const Links& links)
{
    static const QSet<QString> roots{u"fault"_s, u"pitfall"_s, u"stock_held"_s, u"network_lost"_s};
    return !links.isEmpty() && roots.contains(links.last().code);
}

}  // namespace

/// Over every scenario that ships: why each thing is as it is, and why not.
class CausesTest : public QObject {
    Q_OBJECT

    QTemporaryDir m_place{fastTemporaryTemplate()};

private Q_SLOTS:
    void everyChainIsShortAndEndsAtItsRoot_data()
    {
        QTest::addColumn<QString>("name");
        const QStringList names = QDir(u":/scenarios"_s).entryList({u"*.json"_s});
        QVERIFY(names.size() >= 14);
        for (const QString& name : names)
            QTest::newRow(qPrintable(name)) << name;
    }
    void everyChainIsShortAndEndsAtItsRoot()
    {
        QFETCH(const QString, name);
        const auto scenario = scenarios::readScenario(document(name), name);
        QVERIFY(scenario.has_value());
        QVERIFY(runtime::Workspace::create(m_place.filePath(name), {42, false, document(name)}));
        const auto workspace = std::move(runtime::Workspace::open(m_place.filePath(name), storage::Access::ReadWrite).value());
        QVERIFY(workspace->runUntilIdle(0, {}));
        const auto reader = std::move(workspace->makeReader().value());
        checkInvariants(*reader, *scenario);
        checkSagas(*reader, *scenario);
        checkEvents(*reader);
    }

private:
    static void checkFaults(const Links& links, const scenarios::Scenario& scenario)
    {
        for (const api::WhyLink& link : links) {
            if (link.code != u"fault")
                continue;
            QVERIFY2(link.rule > 0 && link.rule <= scenario.faults.size(), qPrintable(codes(links)));
            const api::FaultRule& rule = scenario.faults.at(link.rule - 1);
            QCOMPARE(link.subject, rule.kind);
            QVERIFY2(rule.reason.isEmpty() || link.detail == rule.reason, qPrintable(link.detail));
        }
    }

    static void checkInvariants(api::Reader& reader, const scenarios::Scenario& scenario)
    {
        for (const scenarios::Expectation& each : scenario.expect) {
            for (const QString& violated : each.violated) {
                const auto answer = reader.why(reader.subject(violated).value());
                QVERIFY2(answer, answer ? "" : qPrintable(answer.error().message));
                QCOMPARE(answer->state, u"violated"_s);
                QVERIFY(answer->links.size() <= api::WhyAnswer::linksMax && answer->leftOut == 0);
                QVERIFY2(endsAtTheRoot(answer->links), qPrintable(codes(answer->links)));
                checkFaults(answer->links, scenario);
                const auto names = [&](const api::WhyLink& link) {
                    return link.code == u"pitfall" && scenario.pitfalls.contains(link.subject);
                };
                QVERIFY2(std::any_of(answer->links.begin(), answer->links.end(), names), qPrintable(codes(answer->links)));
            }
        }
        const auto sound = reader.why(reader.subject(u"deliveries"_s).value());
        QVERIFY(sound && (sound->state == u"holds" || !sound->links.isEmpty()));
    }

    static void checkSagas(api::Reader& reader, const scenarios::Scenario& scenario)
    {
        const auto sagas = reader.sagas({}, 0, 1'000).value();
        for (const api::SagaRow& saga : sagas) {
            const auto why = reader.why({api::Subject::Kind::Saga, saga.sagaId, {}});
            const auto whyNot = reader.whyNot({api::Subject::Kind::Saga, saga.sagaId, {}});
            QVERIFY2(why, why ? "" : qPrintable(why.error().message));
            QVERIFY2(whyNot, whyNot ? "" : qPrintable(whyNot.error().message));
            QVERIFY(!why->links.isEmpty() && why->links.size() <= api::WhyAnswer::linksMax);
            QVERIFY(!whyNot->links.isEmpty() && whyNot->links.size() <= api::WhyAnswer::linksMax);
            checkFaults(why->links, scenario);
            checkNeverAppended(reader, saga, whyNot->links);
            if (saga.status == u"completed") {
                QVERIFY2(why->links.last().code.endsWith(u"_command"), qPrintable(codes(why->links)));
                continue;
            }
            QVERIFY2(why->leftOut == 0 && endsAtTheRoot(why->links), qPrintable(codes(why->links)));
            QVERIFY2(endsAtTheRoot(whyNot->links), qPrintable(codes(whyNot->links)));
        }
    }

    /// What is said never to have been appended is not in the log.
    static void checkNeverAppended(api::Reader& reader, const api::SagaRow& saga, const Links& links)
    {
        api::LogFilter filter;
        filter.correlationId = reader.saga(saga.sagaId).value().correlationId;
        for (const api::WhyLink& link : links) {
            if (link.code != u"never_appended")
                continue;
            filter.type = link.subject;
            QVERIFY(!link.subject.isEmpty());
            QVERIFY2(reader.count(filter, reader.head().value()).value() == 0, qPrintable(codes(links)));
        }
    }

    static void checkEvents(api::Reader& reader)
    {
        const auto events = reader.events({}, 0, 10'000).value();
        for (qsizetype i = 0; i < events.size(); i += 5) {
            const api::EventRow& event = events.at(i);
            const auto answer = reader.why(reader.subject(QString::number(event.position)).value());
            QVERIFY2(answer, answer ? "" : qPrintable(answer.error().message));
            QCOMPARE(answer->links.first().eventId, event.eventId);
            QVERIFY(answer->links.size() >= 2 && answer->links.size() <= api::WhyAnswer::linksMax);
            base::ModelTime before = event.occurredAt;
            for (const api::WhyLink& link : answer->links) {
                if (link.code != u"event" && link.code != u"answer")
                    continue;
                QVERIFY2(link.at <= before, qPrintable(codes(answer->links)));  // a cause comes before its effect
                before = link.at;
            }
            const QString last = answer->links.last().code;
            static const QSet<QString> ends{u"fault"_s, u"pitfall"_s, u"stock_held"_s, u"rule"_s, u"network_lost"_s};
            QVERIFY2(ends.contains(last) || last.endsWith(u"_command"), qPrintable(codes(answer->links)));
            QVERIFY2(!last.endsWith(u"_command") || !answer->links.last().subject.isEmpty(), qPrintable(codes(answer->links)));
            const auto not_ = reader.whyNot({api::Subject::Kind::Event, event.eventId, {}});
            QVERIFY(not_ && !not_->links.isEmpty());
        }
    }
};

}  // namespace replay::tests

QTEST_GUILESS_MAIN(replay::tests::CausesTest)
#include "causes_test.moc"
