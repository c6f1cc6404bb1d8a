/// Files of llama.cpp: metadata and weights.
///
/// ```text
/// "GGUF" · version · number of weights · number of entries     little-endian, no padding
/// entries:  key · type · value                                  ─► Metadata
/// weights:  name · extents, the fastest first · type · offset   ─► Weight
/// padding to the alignment
/// data of each weight, each padded to the alignment             mapped, not read
/// ```
///
/// Source: `docs/gguf.md` and `src/gguf.cpp` of ggml at d99724f2. Where those leave a choice, this
/// reader takes what `gguf.cpp` takes.
@NullMarked
package org.tosc.models.gguf;

import org.jspecify.annotations.NullMarked;
