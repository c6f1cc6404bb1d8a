/// Models from registries: folders, or HTTP servers, with an `index.json` that names packages,
/// their files and these files' SHA-256.
///
/// ```text
/// registry ─► Index ─► Installer: files into a new folder, each compared with its digest,
///                       and the folder renamed ─► Store (~/.tosc/models/NAME/VERSION[+FORMAT])
///                                              └─► tosc.lock: what this project uses
/// ```
@NullMarked
package org.tosc.models.registry;

import org.jspecify.annotations.NullMarked;
