package org.tosc.backends.machines.mlir.dialect;

/// One operation of a dialect.
///
/// @param format how it is written behind its name; empty where a reader of its own knows
public record OpRow(String name, Signature signature, String format) {}
