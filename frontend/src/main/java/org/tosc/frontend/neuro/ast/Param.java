package org.tosc.frontend.neuro.ast;

import org.jspecify.annotations.Nullable;
import org.tosc.tir.source.Span;

/// A parameter `name: type = default`; `self` in an `impl` has no type. `mutable` is `var name: T`.
public record Param(
    Ident name, boolean mutable, @Nullable TypeExpr type, @Nullable Expr defaultValue, Span span)
    implements Node {
  public boolean isSelf() {
    return name.text().equals("self");
  }
}
