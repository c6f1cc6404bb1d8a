package org.tosc.models.chat;

/// What someone says.
public record Message(Role role, String content) {}
