package org.tosc.models.token;

/// What each token is in a text, as bytes, by id. A character may lie in several tokens.
///
/// @param bytes by id
/// @param dropsLeadingSpace whether one space at the begin of a text is not part of it: the
///   tokenizer has put it there
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Pieces(byte[][] bytes, boolean dropsLeadingSpace) {}
