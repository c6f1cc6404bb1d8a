/// Transformers as TIR. A model is a row of numbers ([Architecture]) and weights; the functions
/// that compute it are the same for all layers whose weights have the same formats.
///
/// ```text
/// tokens ─► embedding rows ─► [ layer ] × n ─► Head ─► logits
///
/// layer:  x ─► AttentionIn ─► queries ──────┐
///                        └──► keys, values ─┴─► the cache, page by page ─► PageAttention
///         x, what was attended to ─► AttentionOut (with the feed-forward network) ─► x
/// ```
///
/// Shapes are known when functions are compiled. What grows with the text is the number of pages of
/// the cache, and each page is a call.
@NullMarked
package org.tosc.models.transformer;

import org.jspecify.annotations.NullMarked;
