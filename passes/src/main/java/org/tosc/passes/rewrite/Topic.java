package org.tosc.passes.rewrite;

import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.tosc.tir.ir.Op;

/// A table of rules about one subject. The rules are made when a module has one of the operations
/// they start from.
///
/// @param from every operation that a rule of the table starts from
public record Topic(String name, Set<Op> from, Supplier<List<Rule>> rules) {
  public Topic {
    from = Set.copyOf(from);
  }

  public static Topic of(String name, Set<? extends Op> from, Supplier<List<Rule>> rules) {
    return new Topic(name, Set.copyOf(from), rules);
  }
}
