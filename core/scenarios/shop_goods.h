// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/base/money.h"
#include "core/base/random.h"

#include <QJsonObject>
#include <QString>

namespace replay::scenarios {

/// A department of the shop.
struct Department {
    QString name;
    QString slug;
    QString description;
};
inline constexpr int departmentsMax = 6;
Department departmentOf(int number);  ///< from 1

/// What the n-th product of a shop is: believable, and always the same for the same seed.
struct Goods {
    QString name;
    QString description;
    QString sku;
    QString brand;
    int department = 1;
    base::Money price;
};
Goods goodsOf(const base::Random& random, std::int64_t number, int departments);

/// Who the n-th customer of a shop is.
struct Person {
    QString firstName;
    QString lastName;
    QString email;
    QString street;
    QString city;
    QString postalCode;
    QString country;
};
Person personOf(const base::Random& random, std::int64_t number);
/// Where things are sent to, as orders carry it.
QJsonObject addressOf(const Person& person);

}  // namespace replay::scenarios
