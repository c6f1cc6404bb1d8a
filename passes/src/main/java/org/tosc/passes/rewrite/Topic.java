package org.tosc.passes.rewrite;

import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.tosc.tir.ir.Op;

/// A table of rules about one subject, whose rules start from operations of one family.
///
/// The rules are made when a module has one of the operations they start from, and the set of these
/// when it has one of the family: most small programs have no tensor, and end before the rows of
/// the tensor family are loaded.
public record Topic(
    String name, Class<? extends Op> family, Supplier<Set<Op>> from, Supplier<List<Rule>> rules) {
  public static Topic of(
      String name,
      Class<? extends Op> family,
      Supplier<? extends Set<? extends Op>> from,
      Supplier<List<Rule>> rules) {
    return new Topic(name, family, () -> Set.copyOf(from.get()), rules);
  }
}
