package org.tosc.frontend.neuro.ast;

import org.jspecify.annotations.Nullable;
import org.tosc.tir.source.Span;

/// An argument `value` or `name = value`.
public record Arg(@Nullable Ident name, Expr value, Span span) implements Node {}
