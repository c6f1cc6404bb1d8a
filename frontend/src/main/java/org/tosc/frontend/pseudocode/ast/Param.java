package org.tosc.frontend.pseudocode.ast;

import org.jspecify.annotations.Nullable;
import org.tosc.tir.source.Span;

/// A parameter `name: type = default`, or `name…` that takes all further arguments as a list.
public record Param(
    Ident name, @Nullable TypeExpr type, @Nullable Expr defaultValue, boolean rest, Span span)
    implements Node {}
