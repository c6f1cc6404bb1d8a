package org.tosc.frontend.pseudocode.ast;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tosc.tir.source.Span;

/// What stands in a model body.
public sealed interface ModelMember extends Node {
  /// `W1 = param([768, 3072])`: evaluated once per instance, in order.
  record Parameter(Ident name, @Nullable TypeExpr type, Expr value, Span span)
      implements ModelMember {}

  /// `layer f(x): …`.
  record Layer(Stmt.FunctionDecl function, Span span) implements ModelMember {}

  /// `layer name: kind=dense, in=768, out=10`.
  record Configured(Ident name, List<Arg> settings, Span span) implements ModelMember {
    public Configured {
      settings = List.copyOf(settings);
    }
  }

  /// `fn f(x): …`.
  record Method(Stmt.FunctionDecl function, Span span) implements ModelMember {}
}
