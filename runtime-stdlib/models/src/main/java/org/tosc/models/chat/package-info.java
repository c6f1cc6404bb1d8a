/// Conversations as prompts.
///
/// ```text
/// messages ─► ChatTemplate (one of a fixed list) ─► segments ─► Tokenizer ─► ids
/// ```
///
/// A model file has its template as a program in Jinja. It is read for a few texts that tell which
/// template of the list it is, and never run: what a file says should not be able to do anything.
@NullMarked
package org.tosc.models.chat;

import org.jspecify.annotations.NullMarked;
