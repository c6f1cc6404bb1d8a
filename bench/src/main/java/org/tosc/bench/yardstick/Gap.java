package org.tosc.bench.yardstick;

/// Something that a row asks for and that no goal measures.
///
/// @param what in words
/// @param why it is not measured
record Gap(String what, String why) {}
