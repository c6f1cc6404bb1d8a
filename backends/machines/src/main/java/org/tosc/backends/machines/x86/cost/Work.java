package org.tosc.backends.machines.x86.cost;

/// One micro-operation: which ports can take it, and how many cycles it keeps the one that does.
///
/// @param ports a bit for each port of the core
record Work(int ports, int cycles) {}
