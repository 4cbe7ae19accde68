// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/scenarios/shop_goods.h"

#include <array>

namespace replay::scenarios {
namespace {

using base::Concern;
using base::Random;

struct Stock {
    const char* name;
    const char* slug;
    const char* description;
    const char* prefix;
    std::array<const char*, 8> goods;
    std::array<const char*, 6> kinds;
    int priceLow;  ///< whole units of the currency
    int priceHigh;
};

constexpr std::array<Stock, departmentsMax> stocks{{
    {"Kitchen",
     "kitchen",
     "For cooking, baking and the table",
     "KIT",
     {"Teapot", "Chef's Knife", "Mixing Bowl", "Frying Pan", "Coffee Mill", "Bread Tin", "Chopping Board", "Salad Bowl"},
     {"Cast-iron", "Stoneware", "Copper", "Olive-wood", "Enamel", "Steel"},
     8,
     89},
    {"Lighting",
     "lighting",
     "Lamps for desks, walls and gardens",
     "LIT",
     {"Desk Lamp", "Floor Lamp", "Lantern", "Wall Light", "Candlestick", "Pendant Lamp", "Night Light", "String of Lights"},
     {"Brass", "Walnut", "Paper", "Opal-glass", "Black-steel", "Rattan"},
     12,
     149},
    {"Textiles",
     "textiles",
     "Blankets, cushions and linen",
     "TEX",
     {"Blanket", "Cushion", "Table Runner", "Bath Towel", "Bed Sheet", "Throw", "Curtain", "Tea Towel"},
     {"Linen", "Lambswool", "Cotton", "Velvet", "Striped", "Hand-woven"},
     6,
     79},
    {"Stationery",
     "stationery",
     "Paper, pens and what holds them",
     "STA",
     {"Notebook", "Fountain Pen", "Letter Tray", "Desk Calendar", "Pencil Case", "Sketchbook", "Envelope Set", "Bookend"},
     {"Clothbound", "Leather", "Recycled", "Pocket", "Marbled", "Ash-wood"},
     2,
     45},
    {"Garden",
     "garden",
     "Tools and pots for balcony and bed",
     "GAR",
     {"Watering Can", "Hand Trowel", "Plant Pot", "Bird Table", "Secateurs", "Hanging Basket", "Seed Tin", "Garden Stool"},
     {"Zinc", "Terracotta", "Teak", "Galvanised", "Green", "Weathered"},
     4,
     65},
    {"Toys",
     "toys",
     "For children, and for those who were",
     "TOY",
     {"Train Set", "Spinning Top", "Puzzle", "Kite", "Stacking Blocks", "Marble Run", "Toy Theatre", "Skipping Rope"},
     {"Beechwood", "Painted", "Tin", "Classic", "Travel", "Musical"},
     3,
     59},
}};

constexpr std::array brands{"Alder & Finch", "Brightwater", "Harbour Works", "Kestrel", "Maison Loire", "Nordlys", "Oakfield", "Tern"};

constexpr std::array firstNames{"Ada",   "Amir", "Ana",  "Björn", "Chiara", "Daniel", "Élise", "Emeka", "Fatima", "Grace", "Hana",
                                "Igor",  "Jack", "Jana", "João",  "Kenji",  "Leila",  "Liam",  "Lucía", "Łukasz", "Maya",  "Mehmet",
                                "Nadia", "Noah", "Olga", "Priya", "Rosa",   "Sofia",  "Søren", "Tom",   "Yara",   "Zoë"};
constexpr std::array lastNames{"Abebe",  "Almeida", "Bauer",  "Brown", "Costa",   "Dubois", "Evans",    "Ferrari",
                               "García", "Haddad",  "Hansen", "Ito",   "Jansen",  "Khan",   "Kowalski", "Lindqvist",
                               "Meyer",  "Müller",  "Nguyen", "Novák", "O'Brien", "Okafor", "Petrov",   "Rossi",
                               "Sato",   "Schmidt", "Silva",  "Singh", "Smith",   "Tanaka", "Weber",    "Yılmaz"};

struct Town {
    const char* city;
    const char* country;
    const char* street;
    int postalLow;
    int postalHigh;
};
constexpr std::array towns{
    Town{"Hamburg", "Germany", "Lindenallee", 20'095, 22'769}, Town{"Lyon", "France", "rue des Tanneurs", 69'001, 69'009},
    Town{"Porto", "Portugal", "Rua das Flores", 4'000, 4'369}, Town{"Torino", "Italy", "Via Garibaldi", 10'121, 10'156},
    Town{"Uppsala", "Sweden", "Kungsgatan", 75'001, 75'660},   Town{"Gent", "Belgium", "Veldstraat", 9'000, 9'052},
    Town{"Kraków", "Poland", "ul. Długa", 30'001, 31'999},     Town{"Graz", "Austria", "Herrengasse", 8'010, 8'055}};

std::int64_t draw(const Random& random, QByteArrayView purpose, std::int64_t number, std::size_t choices)
{
    return random.between(0, static_cast<std::int64_t>(choices) - 1, Concern::Shop, purpose, static_cast<std::uint64_t>(number));
}

template <typename Words>
QString pick(const Random& random, QByteArrayView purpose, std::int64_t number, const Words& words)
{
    return QString::fromUtf8(words[static_cast<std::size_t>(draw(random, purpose, number, words.size()))]);
}

// An e-mail address carries plain letters only: accents go, what has no plain form goes too.
QString plainLetters(const QString& name)
{
    QString plain;
    for (const QChar letter : name.toLower().normalized(QString::NormalizationForm_D)) {
        if (letter >= u'a' && letter <= u'z')
            plain += letter;
        else if (letter == u'ł')
            plain += u'l';
        else if (letter == u'ø')
            plain += u'o';
        else if (letter == u'ı')
            plain += u'i';
    }
    return plain;
}

}  // namespace

Department departmentOf(int number)
{
    const Stock& stock = stocks[static_cast<std::size_t>(number - 1) % stocks.size()];
    return {QString::fromLatin1(stock.name), QString::fromLatin1(stock.slug), QString::fromLatin1(stock.description)};
}

Goods goodsOf(const Random& random, std::int64_t number, int departments)
{
    Goods goods;
    goods.department = static_cast<int>((number - 1) % departments) + 1;
    const Stock& stock = stocks[static_cast<std::size_t>(goods.department - 1)];
    // Each department goes through its goods in turn, so that two products share a name only in a large shop.
    const std::int64_t turn = (number - 1) / departments;
    const auto thing = static_cast<std::size_t>(turn) % stock.goods.size();
    const std::int64_t shift = draw(random, "product-kind", goods.department, stock.kinds.size());
    const auto kind = static_cast<std::size_t>(turn + turn / static_cast<std::int64_t>(stock.goods.size()) + shift) % stock.kinds.size();
    const QString plain = QStringLiteral("%1 %2").arg(QLatin1StringView(stock.kinds[kind]), QLatin1StringView(stock.goods[thing]));
    const std::int64_t round = turn / static_cast<std::int64_t>(stock.goods.size() * stock.kinds.size());
    goods.name = round == 0 ? plain : QStringLiteral("%1 No. %2").arg(plain).arg(round + 1);
    goods.brand = pick(random, "product-brand", number, brands);
    goods.description = QStringLiteral("%1 by %2").arg(plain, goods.brand);
    goods.sku = QStringLiteral("%1-%2").arg(QLatin1StringView(stock.prefix)).arg(number, 4, 10, QLatin1Char('0'));
    const std::int64_t whole =
        random.between(stock.priceLow, stock.priceHigh, Concern::Shop, "product-price", static_cast<std::uint64_t>(number));
    static constexpr std::array endings{0, 50, 90, 95, 99};
    const auto ending = endings[static_cast<std::size_t>(draw(random, "product-price-ending", number, endings.size()))];
    goods.price = base::Money::fromHundredths(whole * 100 + ending);
    return goods;
}

Person personOf(const Random& random, std::int64_t number)
{
    Person person;
    person.firstName = pick(random, "customer-first-name", number, firstNames);
    person.lastName = pick(random, "customer-last-name", number, lastNames);
    person.email = QStringLiteral("%1.%2.%3@example.com").arg(plainLetters(person.firstName), plainLetters(person.lastName)).arg(number);
    const Town& town = towns[static_cast<std::size_t>(draw(random, "customer-town", number, towns.size()))];
    const auto index = static_cast<std::uint64_t>(number);
    person.street =
        QStringLiteral("%1 %2").arg(QString::fromUtf8(town.street)).arg(random.between(1, 140, Concern::Shop, "customer-house", index));
    person.city = QString::fromUtf8(town.city);
    person.postalCode = QString::number(random.between(town.postalLow, town.postalHigh, Concern::Shop, "customer-postal-code", index));
    person.country = QString::fromLatin1(town.country);
    return person;
}

QJsonObject addressOf(const Person& person)
{
    return {{QStringLiteral("street_address"), person.street},
            {QStringLiteral("city"), person.city},
            {QStringLiteral("postal_code"), person.postalCode},
            {QStringLiteral("country"), person.country}};
}

}  // namespace replay::scenarios
