package org.tosc.backends.api;

/// Where an artifact is to run.
///
/// @param cpu what of a processor its code may use, one of [KernelTarget#cpus]
/// @param convention by which its functions are called, one of [KernelTarget#conventions]
public record Platform(String cpu, String convention) {}
