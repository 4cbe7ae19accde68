// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QJsonObject>
#include <QString>
#include <QUuid>
#include <span>

namespace replay::contracts {

/// A field of an event that says something about a person, and what stands there once that person is erased.
struct PersonalField {
    const char* eventType;
    const char* field;   ///< "email"; of a nested object "data.notes"
    const char* erased;  ///< a JSON value ("%1" in a text: the person's id, so that no two have the same); empty: the field is gone
};

/// The one list of what is personal. These fields leave for the log as one sealed text, encrypted with a key of the person.
std::span<const PersonalField> personalFields();

/// Whether an event of this type has personal fields.
bool isPersonal(const QString& eventType);

/// The service whose key of the person locks such an event ("user"): that which tells it. Empty where nothing in it is personal.
QString keeperOf(const QString& eventType);

/// The schema version from which on the personal fields of such an event are sealed; older ones stand in the clear for good.
int firstSealedSchema(const QString& eventType);

/// Whom an event is about: its own aggregate, or the customer that it names. Null where it names none.
QUuid personOf(const QString& eventType, const QUuid& aggregateId, const QJsonObject& data);

/// Where the sealed text of an event stands in its data: {"personal": {"enc": "…"}}.
inline constexpr QLatin1StringView sealedKey{"personal"};
inline constexpr QLatin1StringView cipherKey{"enc"};

/// The personal fields that are present, taken out of `data`; by the names of PersonalField.
QJsonObject takePersonal(const QString& eventType, QJsonObject& data);
/// Puts them back.
void putPersonal(const QJsonObject& personal, QJsonObject& data);

/// What stands in place of all personal fields of such an event once its person is erased.
QJsonObject erasedForm(const QString& eventType, const QUuid& person);

/// What a command said, or was answered, with every personal field of the event it leads to replaced: of what was sent, too,
/// nothing is left. It stays a command that can be replayed.
QJsonObject redacted(const QString& command, QJsonObject data, const QUuid& person);

}  // namespace replay::contracts
