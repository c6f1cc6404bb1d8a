package org.tosc.backends.machines.x86.cost;

/// What an instruction costs, its accesses to memory apart.
///
/// @param uses how many times it takes the unit
/// @param latency cycles until its result can be used
/// @param measured whether the latency was measured on the processor, not only published
public record Cost(Unit unit, int uses, int latency, boolean measured) {}
