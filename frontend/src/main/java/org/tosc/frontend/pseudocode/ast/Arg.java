package org.tosc.frontend.pseudocode.ast;

import org.jspecify.annotations.Nullable;
import org.tosc.tir.source.Span;

/// An argument `value` or `name=value`; also a setting of `infer`, `train`, `with` and of a layer,
/// which always has a name.
public record Arg(@Nullable Ident name, Expr value, Span span) implements Node {}
