package org.tosc.frontend.neuro.lift;

import java.util.List;
import org.tosc.frontend.neuro.typed.TFunction;
import org.tosc.frontend.neuro.typed.TStmt;
import org.tosc.tir.source.Span;

/// A kernel as a graph over whole tensors.
///
/// @param scalars statements that compute scalars, which come before everything else
/// @param result the tile that the kernel gives
/// @param rules what must hold of the extents of the views
public record LiftGraph(
    TFunction kernel, List<TStmt> scalars, LiftNode.OfTile result, List<Rule> rules) {
  public LiftGraph {
    scalars = List.copyOf(scalars);
    rules = List.copyOf(rules);
  }

  /// What must hold of the extents of views, and the place in the kernel that asks for it.
  public sealed interface Rule {
    Span span();

    /// Two axes have equally many elements.
    record Equal(Whole.OfParam left, Whole.OfParam right, Span span) implements Rule {}

    /// An axis has one element.
    record Single(Whole.OfParam axis, Span span) implements Rule {}
  }

  /// The graph of a kernel, or why there is none.
  public sealed interface Reading {
    record Graph(LiftGraph graph) implements Reading {}

    /// `why` stands at `span`, the offending use.
    record Refused(Span span, String why) implements Reading {}
  }

  /// Reads a kernel whose body was checked without errors.
  public static Reading read(TFunction kernel) {
    return GraphBuilder.read(kernel);
  }
}
