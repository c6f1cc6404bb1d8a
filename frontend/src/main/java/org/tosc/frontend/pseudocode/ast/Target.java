package org.tosc.frontend.pseudocode.ast;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tosc.tir.source.Span;

/// What an assignment may write to.
public sealed interface Target extends Node
    permits Expr.Name,
        Expr.Index,
        Expr.Slice,
        Expr.TensorIndex,
        Expr.Member,
        Expr.Malformed,
        Target.Several {

  /// `a, b.c, rest… = …`: takes a list apart; `rest` gets a list of what is left over. Never with
  /// an operator such as `+=`.
  record Several(List<Target> targets, @Nullable Target rest, Span span) implements Target {
    public Several {
      targets = List.copyOf(targets);
    }
  }
}
