/// From a path to a model that runs.
///
/// ```text
/// x.gguf ──────────────────────────────────┐
/// folder/ config.json, model.safetensors ──┴─► Models.open ─► OpenModel ─► Transformer
/// ```
@NullMarked
package org.tosc.models.load;

import org.jspecify.annotations.NullMarked;
