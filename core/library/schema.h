#pragma once

#include "library/database.h"

namespace vp::library {

/// The version that this program writes. An older library is brought up to it when it is opened for writing.
inline constexpr int kSchemaVersion = 10;
/// The oldest version whose sessions can be read without being brought up.
inline constexpr int kOldestReadable = 2;

/// The first version in which answers may have a record of attention.
inline constexpr int kWithAttention = 3;
/// The first version that keeps which end token ended an answer.
inline constexpr int kWithEndToken = 4;
/// The first version in which each answer says what gave it.
inline constexpr int kWithAnsweredBy = 5;
/// The first version that keeps how repetitions were treated.
inline constexpr int kWithRepetition = 6;
/// The first version that keeps in which form keys and values were.
inline constexpr int kWithKvCache = 7;
/// The first version in which a question may leave the oldest turns out.
inline constexpr int kWithLeftOut = 8;
/// The first version that keeps how long an answer took in all.
inline constexpr int kWithTotal = 9;
/// The first version that keeps what an answer was measured to need.
inline constexpr int kWithKnockout = 10;

/// The version of a library; 0 for a new file. Throws DatabaseError(Foreign) for another program's database
/// and (Newer) for one that a later version of this program wrote: neither is touched.
int schema_version(const Database& database);

/// Brings the schema from whatever it is up to `version`, in one transaction.
void migrate(Database& database, int version = kSchemaVersion);

}  // namespace vp::library
