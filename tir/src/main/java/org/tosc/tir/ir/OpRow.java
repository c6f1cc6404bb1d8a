package org.tosc.tir.ir;

import java.util.List;
import java.util.Set;

/// One row of the operation table: what the text form, the builder, the verifier and the reference
/// page need to know of an operation.
///
/// @param operands the fixed operands, then at most one that repeats
/// @param attributes the attributes it understands; a required one must be there
/// @param regions names of its regions, in order; a last name that ends in `…` stands for one
///   region or more
/// @param results how its result types follow from its operands
public record OpRow(
    String family,
    String name,
    List<Operand> operands,
    List<Attr> attributes,
    List<String> regions,
    Results results,
    Set<Trait> traits,
    String doc) {

  public OpRow {
    operands = List.copyOf(operands);
    attributes = List.copyOf(attributes);
    regions = List.copyOf(regions);
    traits = Set.copyOf(traits);
  }

  /// How often an operand stands.
  public enum Arity {
    ONE,
    OPTIONAL,
    MANY
  }

  /// A named operand and the types it may have.
  public record Operand(String name, TypeSet types, Arity arity) {}

  /// A named attribute: its kind in words, whether it must be there, and what it means.
  public record Attr(String name, AttrKind kind, boolean required, String doc) {}

  /// What an attribute may hold.
  public enum AttrKind {
    INT("an integer"),
    NUMBER("a number"),
    BOOL("true or false"),
    STRING("a string"),
    SYMBOL("a symbol"),
    TYPE("a type"),
    INTS("a list of integers"),
    STRINGS("a list of strings"),
    SYMBOLS("a list of symbols"),
    MAPS("a list of maps"),
    INT_LISTS("a list of lists of integers"),
    ANY("a constant");

    private final String words;

    AttrKind(String words) {
      this.words = words;
    }

    public String words() {
      return words;
    }

    public boolean accepts(Attribute value) {
      return switch (this) {
        case INT -> value instanceof Attribute.Int;
        case NUMBER -> value instanceof Attribute.Int || value instanceof Attribute.Real;
        case BOOL -> value instanceof Attribute.Bool;
        case STRING -> value instanceof Attribute.Str;
        case SYMBOL -> value instanceof Attribute.Symbol;
        case TYPE -> value instanceof Attribute.OfType;
        case INTS -> isListOf(value, Attribute.Int.class);
        case STRINGS -> isListOf(value, Attribute.Str.class);
        case SYMBOLS -> isListOf(value, Attribute.Symbol.class);
        case MAPS -> isListOf(value, Attribute.OfMap.class);
        case INT_LISTS ->
            value instanceof Attribute.Array a && a.items().stream().allMatch(INTS::accepts);
        case ANY -> true;
      };
    }

    private static boolean isListOf(Attribute value, Class<? extends Attribute> kind) {
      return value instanceof Attribute.Array a && a.items().stream().allMatch(kind::isInstance);
    }
  }

  /// How result types come about.
  public sealed interface Results {
    /// Computed from operand types and attributes; the text form must agree.
    record Inferred(TypeRule rule) implements Results {}

    /// Stated where the operation is made; each must be in the set. `many` allows any number of
    /// results (0 included), otherwise exactly one.
    record Declared(TypeSet types, boolean many) implements Results {}
  }

  /// The minimum number of operands.
  public int minOperands() {
    int count = 0;
    for (Operand operand : operands) {
      count += operand.arity() == Arity.ONE ? 1 : 0;
    }
    return count;
  }

  /// Whether the last region stands any number of times, once at least.
  public boolean repeatsRegions() {
    return !regions.isEmpty() && regions.getLast().endsWith("…");
  }

  /// The specification of an attribute, or null when there is none of this name.
  public @org.jspecify.annotations.Nullable Attr attribute(String wanted) {
    for (Attr attr : attributes) {
      if (attr.name().equals(wanted)) {
        return attr;
      }
    }
    return null;
  }

  /// The operand specification that position `i` falls under, or null when there are too many.
  public @org.jspecify.annotations.Nullable Operand operandAt(int i) {
    if (i < operands.size()) {
      return operands.get(i);
    }
    boolean repeats = !operands.isEmpty() && operands.getLast().arity() == Arity.MANY;
    return repeats ? operands.getLast() : null;
  }
}
