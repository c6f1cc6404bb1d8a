package org.tosc.serve.model;

/// One turn of a conversation.
///
/// @param role `system`, `user` or `assistant`
public record Message(String role, String content) {}
