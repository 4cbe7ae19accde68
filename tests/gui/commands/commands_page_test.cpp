// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/json.h"
#include "tests/support/fake_session.h"
#include "ui/models/row_set_model.h"
#include "ui/pages/commands/answer_card.h"
#include "ui/pages/commands/commands_page.h"
#include "ui/pages/commands/id_field.h"
#include "ui/pages/commands/items_field.h"
#include "ui/pages/commands/line_field.h"
#include "ui/pages/commands/query_result.h"
#include "ui/pages/commands/request_form.h"
#include "ui/pages/commands/request_list.h"
#include "ui/pages/commands/send_options.h"

#include <QLineEdit>
#include <QPushButton>
#include <QTest>

using namespace replay;
using namespace replay::ui;
using Outcome = api::CommandAnswer::Outcome;

class CommandsPageTest : public QObject {
    Q_OBJECT

    struct Bench {
        explicit Bench(const test::FakeOptions& options = {})
        {
            auto owned = std::make_unique<test::FakeSession>(options);
            session = owned.get();
            desk.setSession(std::move(owned));
            page = std::make_unique<CommandsPage>(desk);
            page->resize(1366, 700);
            page->show();
        }
        RequestForm& form() const { return page->form(); }
        template <typename T>
        T* field(const char* name) const
        {
            return qobject_cast<T*>(form().editor(QString::fromLatin1(name)));
        }
        QPushButton* button(const QString& text) const
        {
            for (QPushButton* each : page->findChildren<QPushButton*>()) {
                if (each->text().remove(u'&') == text)
                    return each;
            }
            return nullptr;
        }
        QString product() const { return desk.reader()->aggregates(QStringLiteral("Product"), {}, {}, 1)->constFirst().aggregateId; }
        void openUpdate(const QString& price)
        {
            const QJsonObject fields{{QStringLiteral("product_id"), product()}, {QStringLiteral("price"), price}};
            page->open(QString::fromUtf8(
                base::jsonBytes({{QStringLiteral("name"), QStringLiteral("UpdateProduct")}, {QStringLiteral("data"), fields}})));
        }
        Desk desk;
        test::FakeSession* session = nullptr;
        std::unique_ptr<CommandsPage> page;
    };

private Q_SLOTS:
    void aFormIsMadeFromTheSchemaWithExamples()
    {
        Bench bench;
        bench.page->open(QStringLiteral("CreateProduct"));
        QCOMPARE(bench.field<LineField>("name")->line().text(), QStringLiteral("Walnut teapot"));
        QCOMPARE(bench.field<LineField>("price")->line().text(), QStringLiteral("49.90"));
        QVERIFY(bench.field<LineField>("description")->line().text().isEmpty());
        // An id is that of something that exists.
        QTRY_VERIFY(!bench.field<IdField>("category_id")->line().text().isEmpty());
        bench.form().fillExamples(true);
        QCOMPARE(bench.field<LineField>("description")->line().text(), QStringLiteral("Made to last."));
        const QJsonObject object = bench.form().object();
        QCOMPARE(object.value(QStringLiteral("price")), QJsonValue(QStringLiteral("49.90")));
        QCOMPARE(object.value(QStringLiteral("stock_quantity")), QJsonValue(10));
    }

    void aWrongAmountIsSaidAtItsField()
    {
        Bench bench;
        bench.openUpdate(QStringLiteral("9.90"));
        QVERIFY(bench.form().problemShown(QStringLiteral("price")).isEmpty());
        QLineEdit& line = bench.field<LineField>("price")->line();
        line.clear();
        QTest::keyClicks(&line, QStringLiteral("12.345"));
        QVERIFY(!bench.form().problemShown(QStringLiteral("price")).isEmpty());
        bench.page->send();
        QVERIFY(bench.page->cards().isEmpty());
        line.clear();
        QTest::keyClicks(&line, QStringLiteral("12.34"));
        QVERIFY(bench.form().problemShown(QStringLiteral("price")).isEmpty());
        bench.page->send();
        QCOMPARE(bench.page->cards().size(), 1);
    }

    void aNeededFieldIsMissed()
    {
        Bench bench;
        bench.page->open(QStringLiteral("{\"name\":\"RegisterUser\",\"data\":{\"email\":\"a@b.c\"}}"));
        bench.page->send();
        QVERIFY(bench.page->cards().isEmpty());
        QVERIFY(!bench.form().problemShown(QStringLiteral("password")).isEmpty());
        QVERIFY(bench.form().problemShown(QStringLiteral("email")).isEmpty());
    }

    void sentTwiceIsAnsweredByTheFirstReceipt()
    {
        Bench bench;
        bench.openUpdate(QStringLiteral("9.90"));
        bench.page->sendTwice();
        QTRY_COMPARE(bench.page->cards().size(), 2);
        QTRY_VERIFY(bench.page->cards()[0]->isAnswered());
        QVERIFY(bench.page->cards()[0]->answer().repeated);
        QVERIFY(!bench.page->cards()[1]->answer().repeated);
        QVERIFY(bench.page->cards()[0]->text().contains(QStringLiteral("Repeated")));
        QVERIFY(!bench.page->cards()[1]->text().contains(QStringLiteral("Repeated")));
        QCOMPARE(bench.page->cards()[0]->answer().commandId, bench.page->cards()[1]->answer().commandId);
    }

    void aStaleCommandMeetsAConflict()
    {
        Bench bench;
        bench.openUpdate(QStringLiteral("9.90"));
        QVERIFY(!bench.button(QStringLiteral("Send stale"))->isEnabled());
        const int version = bench.desk.reader()->aggregateAtVersion(bench.product(), {})->version;
        bench.page->options().setExpectedVersion(version);
        QVERIFY(bench.button(QStringLiteral("Send stale"))->isEnabled());
        bench.page->send();
        QTRY_VERIFY(bench.page->cards().size() == 1 && bench.page->cards()[0]->isAnswered());
        QCOMPARE(bench.page->cards()[0]->answer().outcome, Outcome::Done);
        bench.page->options().setExpectedVersion(version + 1);
        bench.page->sendStale();
        QTRY_VERIFY(bench.page->cards().size() == 2 && bench.page->cards()[0]->isAnswered());
        QCOMPARE(bench.page->cards()[0]->answer().outcome, Outcome::Conflict);
        QVERIFY(bench.page->cards()[0]->text().contains(bench.page->cards()[0]->answer().reason));
    }

    void theFamiliesOfNoLookDifferent()
    {
        Bench bench;
        bench.openUpdate(QStringLiteral("0.00"));
        bench.page->send();
        QTRY_VERIFY(bench.page->cards().size() == 1 && bench.page->cards()[0]->isAnswered());
        QVERIFY(bench.page->cards()[0]->text().startsWith(QStringLiteral("Rejected")));
        QVERIFY(bench.page->cards()[0]->text().contains(QStringLiteral("the price must be above zero")));
        bench.page->setRaw(true);
        bench.form().setRawText(QStringLiteral("{ \"price\": "));
        QVERIFY(!bench.form().rawProblem().isEmpty());
        bench.page->send();
        QTRY_VERIFY(bench.page->cards().size() == 2 && bench.page->cards()[0]->isAnswered());
        QVERIFY(bench.page->cards()[0]->text().startsWith(QStringLiteral("Malformed")));
    }

    void rawAndFormKeepStep()
    {
        Bench bench;
        bench.openUpdate(QStringLiteral("9.90"));
        bench.page->setRaw(true);
        QVERIFY(bench.form().isRaw());
        bench.form().setRawText(QStringLiteral("{\"price\": \"7.00\", \"later\": true}"));
        QCOMPARE(bench.field<LineField>("price")->line().text(), QStringLiteral("7.00"));
        bench.form().setRawText(QStringLiteral("{\"price\": "));
        bench.page->setRaw(false);
        QVERIFY(bench.form().isRaw());
        bench.form().setRawText(QStringLiteral("{\"price\": \"8.00\", \"later\": true}"));
        bench.page->setRaw(false);
        QVERIFY(!bench.form().isRaw());
        QCOMPARE(bench.form().object().value(QStringLiteral("later")), QJsonValue(true));
        QCOMPARE(bench.form().object().value(QStringLiteral("price")), QJsonValue(QStringLiteral("8.00")));
    }

    void theLinesOfAnOrderAreATable()
    {
        Bench bench;
        bench.page->open(QStringLiteral("CreateOrder"));
        auto* items = bench.field<ItemsField>("items");
        QVERIFY(items);
        QCOMPARE(items->lineCount(), 1);
        QTRY_VERIFY(items->problem().isEmpty());
        items->addLine({{QStringLiteral("product_id"), bench.product()},
                        {QStringLiteral("quantity"), 3},
                        {QStringLiteral("unit_price"), QStringLiteral("1.20")}});
        const QJsonArray value = items->value().toArray();
        QCOMPARE(value.size(), 2);
        QCOMPARE(value[1].toObject().value(QStringLiteral("quantity")), QJsonValue(3));
        QCOMPARE(value[1].toObject().value(QStringLiteral("unit_price")), QJsonValue(QStringLiteral("1.20")));
        items->addLine({{QStringLiteral("product_id"), QStringLiteral("no id")}, {QStringLiteral("quantity"), 1}});
        QVERIFY(items->problem().contains(QStringLiteral("Line 3")));
    }

    void aQueryShowsRowsAndHowOldTheyAre()
    {
        Bench bench;
        bench.session->pauseProjection(QStringLiteral("order_read_model"));
        bench.session->advance(30);
        bench.page->open(QStringLiteral("{\"name\":\"OrderQuery\",\"data\":{\"limit\":5}}"));
        bench.page->runQuery();
        QTRY_COMPARE(bench.page->queryResult().rows().rowCount(), 5);
        QVERIFY2(bench.page->queryResult().staleness().contains(QStringLiteral("stale by 30")),
                 qPrintable(bench.page->queryResult().staleness()));
        bench.page->open(QStringLiteral("{\"name\":\"ProductQuery\",\"data\":{\"limit\":3}}"));
        bench.page->runQuery();
        QTRY_COMPARE(bench.page->queryResult().rows().rowCount(), 3);
        QVERIFY(bench.page->queryResult().staleness().contains(QStringLiteral("fresh")));
    }

    void thePastAndReadOnlySendNothing()
    {
        Bench bench;
        bench.openUpdate(QStringLiteral("9.90"));
        QPushButton* send = bench.button(QStringLiteral("Send"));
        QVERIFY(send->isEnabled());
        bench.desk.goTo(100);
        QVERIFY(!send->isEnabled());
        QVERIFY(send->toolTip().contains(QStringLiteral("Return to live")));
        bench.button(QStringLiteral("Return to live"))->click();
        QVERIFY(send->isEnabled());
        test::FakeOptions options;
        options.readOnly = true;
        Bench locked(options);
        locked.openUpdate(QStringLiteral("9.90"));
        QVERIFY(!locked.button(QStringLiteral("Send"))->isEnabled());
        QVERIFY(locked.button(QStringLiteral("Send"))->toolTip().contains(QStringLiteral("4711")));
    }
};

QTEST_MAIN(CommandsPageTest)
#include "commands_page_test.moc"
