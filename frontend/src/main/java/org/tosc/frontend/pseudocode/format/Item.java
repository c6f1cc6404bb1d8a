package org.tosc.frontend.pseudocode.format;

/// A piece of text that is written as it stands: a token, a comment, or a string from quote to
/// quote.
///
/// @param type the type of its first token
/// @param firstIndex the index of its first token
/// @param index the index of its last token
/// @param start where it starts in the text
/// @param end where it ends
record Item(int type, int firstIndex, int index, int start, int end, boolean comment) {}
