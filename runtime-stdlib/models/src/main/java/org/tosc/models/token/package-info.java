/// Text as tokens, and tokens as text.
///
/// ```text
/// text ─► AddedTokens ─► .normal ─► .split ─► .subword ─► ids ─► Pieces ─► Utf8Stream ─► text
///         (control and   Normalizer  Splitter  BytePairs                   (TokenStream)
///          user-defined)                       Unigram
///                                              WordPiece
/// ```
///
/// A [org.tosc.models.token.Tokenizer] is that row of parts, put together by a reader of `.file`
/// from a model file. All parts are immutable and may be used by many threads.
@NullMarked
package org.tosc.models.token;

import org.jspecify.annotations.NullMarked;
