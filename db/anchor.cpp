// SPDX-License-Identifier: GPL-3.0-or-later
// The library is data; a static library wants one object file of its own.
namespace replay::db {
}
