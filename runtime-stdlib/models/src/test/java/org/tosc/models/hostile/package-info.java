/// Hostile files: what readers of model files do with any bytes.
///
/// ```text
/// Subject: files that are right, and their fields ─► Boundaries: every field × every awkward number
///                                                 └► Mutations: seeded, any number of them
/// each input ─► Judge: accepted and sound, or rejected with a byte; anything else is a bug
/// ```
///
/// `HostileFilesTest` is the short form; `HostileFilesCampaign` the long one, with figures.
package org.tosc.models.hostile;
