package org.tosc.tir.ir;

import org.tosc.tir.source.Span;

/// A module-wide mutable variable: file-level variables that functions see. Starts as zero, false
/// or nil.
public record Global(String symbol, Type type, Span span) {}
