/// How a word becomes tokens: by merging pairs (`BytePairs`), by the most likely cut (`Unigram`),
/// or by the longest beginning (`WordPiece`).
///
/// Tables are immutable; what a text needs while it is encoded lies in the consumer that
/// `Subwords.into` makes for it.
@NullMarked
package org.tosc.models.token.subword;

import org.jspecify.annotations.NullMarked;
