// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/scenarios/fault_reader.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace replay;
using scenarios::parseFaultSpec;

class FaultSpecTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void reads()
    {
        const auto rule = parseFaultSpec(u"lost_reply:service=payment, message=ProcessPayment,probability=0.05,times=3"_s);
        QVERIFY(rule.has_value());
        QCOMPARE(rule->kind, u"lost_reply"_s);
        QCOMPARE(rule->service, u"payment"_s);
        QCOMPARE(rule->message, u"ProcessPayment"_s);
        QCOMPARE(rule->probability, 0.05);
        QCOMPARE(rule->times, qint64(3));
    }

    void readsAKindAlone()
    {
        const auto rule = parseFaultSpec(u"duplicate"_s);
        QVERIFY(rule.has_value());
        QCOMPARE(rule->probability, 1.0);
        QCOMPARE(rule->occurrence, qint64(0));
    }

    void countsDurationsFromTheStart()
    {
        const base::ModelTime start{1'000'000};
        const auto rule = parseFaultSpec(u"refuse:from=2s,until=3s,reason=card declined"_s, start);
        QVERIFY(rule.has_value());
        QCOMPARE(qint64(rule->from->us), qint64(3'000'000));
        QCOMPARE(qint64(rule->until->us), qint64(4'000'000));
        QCOMPARE(rule->reason, u"card declined"_s);
    }

    /// A form may offer each field that is said to fit a kind.
    void everyFieldThatFitsIsTaken()
    {
        const QHash<QString, QString> examples{{"service"_L1, "payment"_L1},
                                               {"peer"_L1, "order"_L1},
                                               {"message"_L1, "ProcessPayment"_L1},
                                               {"step"_L1, "process_payment"_L1},
                                               {"order"_L1, "2"_L1},
                                               {"occurrence"_L1, "3"_L1},
                                               {"times"_L1, "4"_L1},
                                               {"probability"_L1, "0.5"_L1},
                                               {"from"_L1, "1s"_L1},
                                               {"until"_L1, "9s"_L1},
                                               {"delay"_L1, "800ms"_L1},
                                               {"down_for"_L1, "2s"_L1},
                                               {"reason"_L1, "closed"_L1}};
        const api::FaultVocabulary vocabulary = scenarios::faultVocabulary();
        QVERIFY(vocabulary.kinds.size() > 10 && vocabulary.steps.contains("restock"_L1));
        for (const api::FaultVocabulary::Kind& kind : vocabulary.kinds) {
            for (const QString& field : kind.fields) {
                QVERIFY2(examples.contains(field), qPrintable(field));
                const bool needsService = (kind.code == "service_down"_L1 || kind.code == "partition"_L1) && field != "service"_L1;
                const QString example = field == "message"_L1 ? kind.messages.constFirst() : examples.value(field);
                const QString spec = QStringLiteral("%1:%2=%3%4")
                                         .arg(kind.code, field, example, needsService ? QStringLiteral(",service=payment") : QString());
                const auto read = scenarios::parseFaultSpec(spec);
                QVERIFY2(read.has_value(), read ? "" : qPrintable(read.error().message));
            }
        }
    }

    void aCrashIsDownForAWhile()
    {
        QCOMPARE(parseFaultSpec(u"crash_after_commit:service=inventory"_s)->downForUs, qint64(1'000'000));
        QCOMPARE(parseFaultSpec(u"orchestrator_crash:step=process_payment,down_for=250ms"_s)->downForUs, qint64(250'000));
        QCOMPARE(parseFaultSpec(u"refuse"_s)->downForUs, qint64(0));
    }

    void poisonIsAimedAtProjectionsAndEvents()
    {
        const auto rule = parseFaultSpec(u"poison_event:service=order_read_model,message=OrderCreated,occurrence=3,from=2s"_s);
        QVERIFY2(rule.has_value(), rule ? "" : qPrintable(rule.error().message));
        QCOMPARE(rule->service, u"order_read_model"_s);
        QCOMPARE(rule->message, u"OrderCreated"_s);
        QCOMPARE(parseFaultSpec(u"poison_event:service=payment"_s)->service, u"payment"_s);
    }

    void refuses_data()
    {
        QTest::addColumn<QString>("part");
        for (const auto& [spec, part] :
             {std::pair{"", "kind: \"\" is no fault kind"},
              {"refuse:", "expected key=value"},
              {"refuse:service", "\"service\" is not key=value"},
              {"refuse:=x", "\"=x\" is not key=value"},
              {"refuse:kind=error", "is not key=value"},
              {"refuse:order=1,order=2", "order is given twice"},
              {"refuse:order=first", "order: expected a whole number, got a text"},
              {"refuse:order=1.5", "order: expected a whole number"},
              {"refuse:servce=payment", "servce: unknown key"},
              {"poison_event:message=PlaceOrder", "message: \"PlaceOrder\" is no event type of a read model"},
              {"poison_event:step=create_order", "step: a poison_event is aimed by service"},
              {"poison_event:service=orders", "service: \"orders\" is no service or projection"},
              {"refuse:service=order_read_model", "service: \"order_read_model\" is no service"},
              {"poison_event:delay=2s", "delay: only the kinds delay"},
              {"delay:delay=soon", "delay: \"soon\" is not a duration"},
              {"refuse:probability=1.01", "probability: expected a number"},
              {"orchestrator_crash:service=payment", "service: an orchestrator_crash is always of the saga service"}})
            QTest::newRow(spec) << QString::fromUtf8(part);
    }
    void refuses()
    {
        QFETCH(QString, part);
        const auto rule = parseFaultSpec(QString::fromUtf8(QTest::currentDataTag()));
        QVERIFY(!rule.has_value());
        QCOMPARE(rule.error().kind, base::ErrorKind::Malformed);
        QVERIFY2(rule.error().message.contains(part), qPrintable(rule.error().message));
    }
};

QTEST_GUILESS_MAIN(FaultSpecTest)
#include "fault_spec_test.moc"
