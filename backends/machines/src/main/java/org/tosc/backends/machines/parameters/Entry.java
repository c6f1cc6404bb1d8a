package org.tosc.backends.machines.parameters;

/// A key with its value.
///
/// @param key with the name of its table before it: `fpu.divide`
/// @param value a whole number; 0 or 1 for a boolean
/// @param isBoolean whether it was written as one
/// @param line where it stands, from 1
/// @param column of the key, from 1
/// @param valueColumn of the value, from 1
public record Entry(
    String key, long value, boolean isBoolean, int line, int column, int valueColumn) {}
