// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/commands/service.h"

#include <memory>

namespace replay::products {

/// The product service: the catalogue, its categories, pictures and reviews.
std::unique_ptr<commands::Service> makeProductsService();

}  // namespace replay::products
