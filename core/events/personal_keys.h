// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/base/random.h"
#include "core/events/event.h"
#include "core/storage/database.h"

#include <optional>

namespace replay::events {

/// Where the keys of persons come from.
enum class KeyOrigin {
    Seed,    ///< from the workspace's seed: the same seed gives the same log. A teaching shop; whoever has the seed can make the key again
    System,  ///< from the operating system (`new --private`): a key that is deleted is gone
};

/// The keys of persons in one database (its table user_keys), and what they lock: the personal fields of events (see
/// contracts/personal_data.h). To delete a key erases the person from every log, copy and backup of the log at once, and leaves
/// all of them whole (crypto-shredding). Each service that tells of persons has keys of its own, and deletes them where the user
/// service says UserErased.
class PersonalKeys {
public:
    explicit PersonalKeys(storage::Database& database) : m_database(database) {}

    /// Puts the personal fields of an event under the key of its person, which is made where there is none yet. Of a person who
    /// is erased nothing is kept. XChaCha20-Poly1305; its nonce is a keyed hash of the event and the text (no two texts share
    /// one), so that the same seed gives the same bytes.
    Status seal(Event& event, const base::Random& random, KeyOrigin origin);

    /// Makes an event from elsewhere this database's own: what came in the clear is sealed, and the person of what came sealed gets
    /// the key that it must open with. (Of a person who was erased nothing may be made: leave such events as they are.)
    Status admit(Event& event, const base::Random& random, KeyOrigin origin);

    /// Brings the personal fields back into the clear: as they were, or in their erased form where the key is gone. What was
    /// never sealed (schema version 1) stays as it is; a sealed text that does not open is an error that names the event.
    Status open(Event& event) const;

    /// Deletes the key for good: the row stays as a mark that there is none to be made again.
    Status erase(const QUuid& person, ModelTime at);

    /// Empty: erased. Nothing: there never was one here.
    Result<std::optional<QByteArray>> find(const QUuid& person) const;

private:
    Result<QByteArray> findOrMake(const QUuid& person, ModelTime at, const base::Random& random, KeyOrigin origin);

    storage::Database& m_database;
};

/// Whom the personal data of an event are about; null where it has none.
QUuid personOf(const Event& event);

/// Whether the personal data of an event are sealed in it.
bool isSealed(const Event& event);

/// Whether what is sealed in an event opens with the key that this seed gives its person.
bool opensWithSeed(const Event& event, const base::Random& random);

/// The same for a reader of the log, which may have been given no keys: then all that is sealed reads as erased.
Status openPersonal(storage::Database* keys, Event& event);

}  // namespace replay::events
