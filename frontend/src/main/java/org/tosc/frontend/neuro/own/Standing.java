package org.tosc.frontend.neuro.own;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.tosc.frontend.neuro.typed.Variable;
import org.tosc.tir.source.Span;

/// What is known of the variables of a conversation between two entries: where tensors were moved
/// away, which variables have no value yet, and what views look at.
public record Standing(
    Map<Variable, Span> moved, Set<Variable> unset, Map<Variable, List<Loan>> loans) {
  public Standing {
    moved = Map.copyOf(moved);
    unset = Set.copyOf(unset);
    loans = Map.copyOf(loans);
  }
}
