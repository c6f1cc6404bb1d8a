package org.tosc.backends.machines.mlir.ir;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tosc.tir.source.Span;

/// One operation as its text says it, whatever its dialect.
///
/// @param name with its dialect: `arith.addf`
/// @param span where the name stands
/// @param properties `<{…}>`, or what a pretty form says in its own words
/// @param attributes `{…}`
/// @param location `loc(…)` behind it, null without one
/// @param isPretty whether it was written in its dialect's own form
public record Operation(
    String name,
    Span span,
    List<Definition> results,
    List<Use> operands,
    List<Successor> successors,
    Attribute.Dict properties,
    Attribute.Dict attributes,
    List<Region> regions,
    Attribute.@Nullable Location location,
    boolean isPretty) {

  public Operation {
    results = List.copyOf(results);
    operands = List.copyOf(operands);
    successors = List.copyOf(successors);
    regions = List.copyOf(regions);
  }

  /// What defines a value: a result, or an argument of a block.
  ///
  /// @param name without `%`, empty for a result that nobody names
  /// @param number which of the results of that name, 0 for arguments
  public record Definition(String name, int number, Type type, Span span) {}

  /// A value as an operand.
  public record Use(String name, int number, Type type, Span span) {
    /// As the text has it: `%x` or `%x#1`.
    public String text() {
      return number == 0 ? "%" + name : "%" + name + "#" + number;
    }
  }

  /// Where a branch goes, and what it gives to the block's arguments.
  ///
  /// @param label without `^`
  public record Successor(String label, Span span) {}

  public record Region(List<Block> blocks, Span span) {
    public Region {
      blocks = List.copyOf(blocks);
    }

    public boolean isEmpty() {
      return blocks.isEmpty();
    }

    /// The block that is entered first.
    public Block entry() {
      return blocks.getFirst();
    }
  }

  /// Operations that run one behind the other.
  ///
  /// @param label without `^`, empty for an entry block without one
  public record Block(
      String label, List<Definition> arguments, List<Operation> operations, Span span) {
    public Block {
      arguments = List.copyOf(arguments);
      operations = List.copyOf(operations);
    }
  }

  /// The same with other results.
  public Operation withResults(List<Definition> others) {
    return new Operation(
        name,
        span,
        others,
        operands,
        successors,
        properties,
        attributes,
        regions,
        location,
        isPretty);
  }

  /// The part of the name before the first dot.
  public String dialect() {
    int dot = name.indexOf('.');
    return dot < 0 ? "" : name.substring(0, dot);
  }

  public boolean is(String other) {
    return name.equals(other);
  }

  /// The property or attribute of that name, or null.
  public @Nullable Attribute attribute(String key) {
    Attribute found = properties.entries().get(key);
    return found != null ? found : attributes.entries().get(key);
  }

  public boolean has(String key) {
    return attribute(key) != null;
  }

  /// The text of a string attribute, or null.
  public @Nullable String text(String key) {
    return attribute(key) instanceof Attribute.Text(String value) ? value : null;
  }

  public Region region(int position) {
    return regions.get(position);
  }
}
