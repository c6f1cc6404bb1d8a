package org.tosc.backends.machines.snitch.core;

/// What a unit gives back to the integer core.
///
/// @param register that it is for
record Answer(int register, int value) {}
