package org.tosc.driver.functions;

import org.tosc.tir.ir.Type;

/// A parameter of an [Entry].
///
/// @param type a tensor of known shape, or a number
public record Parameter(String name, Type type) {}
