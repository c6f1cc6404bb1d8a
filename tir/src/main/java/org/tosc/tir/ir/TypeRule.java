package org.tosc.tir.ir;

import java.util.List;

/// Computes the result types of an operation from its operand types and attributes.
///
/// Tensor rows also use it as their shape and dtype rule: it runs on symbolic and unknown extents,
/// and extents that it copies keep their [Origin].
@FunctionalInterface
public interface TypeRule {
  /// The result types. `operands` have passed the row's operand check.
  List<Type> infer(List<Type> operands, Attributes attributes) throws Mismatch;

  /// The operand types contradict each other or the attributes.
  ///
  /// The message is in the user's words and complete; the places tell which extents disagree, so
  /// that the front end can point at their origins.
  final class Mismatch extends Exception {
    private static final long serialVersionUID = 1L;

    /// What kind of rule was broken; each has a diagnostic code of its own in the front end.
    public enum Rule {
      TYPE,
      DTYPE,
      RANK,
      AXIS,
      BROADCAST,
      INNER,
      EXTENT,
      COUNT,
      INDEX,
      ATTRIBUTE,
      VALUE
    }

    /// Extent `axis` of operand `operand`, both counted from 0; axis -1 means the whole operand.
    public record Place(int operand, int axis) {}

    private final Rule rule;
    private final transient List<Place> places;

    public Mismatch(Rule rule, String message, Place... places) {
      super(message, null, false, false);
      this.rule = rule;
      this.places = List.of(places);
    }

    public Rule rule() {
      return rule;
    }

    public List<Place> places() {
      return places;
    }

    public String words() {
      return String.valueOf(getMessage());
    }
  }
}
