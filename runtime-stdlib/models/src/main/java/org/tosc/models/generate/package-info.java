/// Text out of a language model: what comes next, token by token.
///
/// ```text
/// prompt ─► tokens ─► Transformer.logits ─► Sampler ─► token ─► text
///                          ▲                              │
///                          └──────── until it ends ───────┘
/// ```
@NullMarked
package org.tosc.models.generate;

import org.jspecify.annotations.NullMarked;
