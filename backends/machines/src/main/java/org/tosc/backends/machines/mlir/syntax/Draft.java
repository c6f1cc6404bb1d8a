package org.tosc.backends.machines.mlir.syntax;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tosc.backends.machines.mlir.ir.Attribute;
import org.tosc.backends.machines.mlir.ir.Elements;
import org.tosc.backends.machines.mlir.ir.Operation;
import org.tosc.backends.machines.mlir.ir.Operation.Definition;
import org.tosc.backends.machines.mlir.ir.Operation.Region;
import org.tosc.backends.machines.mlir.ir.Operation.Successor;
import org.tosc.backends.machines.mlir.ir.Operation.Use;
import org.tosc.backends.machines.mlir.ir.Type;
import org.tosc.backends.machines.mlir.syntax.Parser.Name;
import org.tosc.tir.source.Span;

/// An operation while it is read.
public final class Draft {
  private final Cursor in;
  private final String name;
  private final Span span;
  private final List<ResultName> resultNames;
  private final List<Use> operands = new ArrayList<>();
  private final List<Successor> successors = new ArrayList<>();
  private final Map<String, Attribute> properties = new LinkedHashMap<>();
  private final List<Region> regions = new ArrayList<>();
  private Attribute.Dict attributes = Attribute.Dict.EMPTY;
  private List<Type> resultTypes = List.of();
  private Attribute.@Nullable Location location;

  /// `%r` or `%r:2` before `=`.
  record ResultName(String name, int count, Span span) {}

  Draft(Cursor in, String name, Span span, List<ResultName> resultNames) {
    this.in = in;
    this.name = name;
    this.span = span;
    this.resultNames = resultNames;
  }

  public String name() {
    return name;
  }

  /// How many results have names.
  public int resultCount() {
    return resultNames.stream().mapToInt(ResultName::count).sum();
  }

  public Draft operand(Name value, Type type) {
    operands.add(value.as(type));
    return this;
  }

  /// Operands that all have one type.
  public Draft operandsOf(List<Name> values, Type type) {
    values.forEach(v -> operand(v, type));
    return this;
  }

  /// Operands and their types, which have to be as many.
  ///
  /// @throws SyntaxFault if they are not
  public Draft operands(List<Name> values, List<Type> types) {
    if (values.size() != types.size()) {
      throw in.failAt(
          values.isEmpty() ? span : values.getFirst().span().to(values.getLast().span()),
          "`"
              + name
              + "` has "
              + count(values.size(), "operand")
              + " here, and "
              + count(types.size(), "type")
              + " for them");
    }
    for (int i = 0; i < values.size(); i++) {
      operand(values.get(i), types.get(i));
    }
    return this;
  }

  private static String count(int n, String what) {
    return n + " " + what + (n == 1 ? "" : "s");
  }

  public Draft property(String key, Attribute value) {
    properties.put(key, value);
    return this;
  }

  /// `operandSegmentSizes`: how many operands each group of them has.
  public Draft segments(int... sizes) {
    long[] bits = new long[sizes.length];
    for (int i = 0; i < sizes.length; i++) {
      bits[i] = sizes[i];
    }
    return property("operandSegmentSizes", integers(32, bits));
  }

  /// `array<i64: …>`.
  public static Attribute integers(int width, long... values) {
    return new Attribute.DenseArray(Elements.of(values), Type.i(width));
  }

  /// How many items the array has that is a property of that name; 0 without it.
  public int listSize(String key) {
    return properties.get(key) instanceof Attribute.Array(List<Attribute> items) ? items.size() : 0;
  }

  /// The properties so far.
  public Map<String, Attribute> properties() {
    return Map.copyOf(properties);
  }

  public Draft attributes(Attribute.Dict all) {
    attributes = all;
    return this;
  }

  public Draft region(Region region) {
    regions.add(region);
    return this;
  }

  public Draft successor(Successor successor) {
    successors.add(successor);
    return this;
  }

  public Draft results(List<Type> types) {
    resultTypes = List.copyOf(types);
    return this;
  }

  public Draft result(Type type) {
    return results(List.of(type));
  }

  void location(Attribute.@Nullable Location at) {
    location = at;
  }

  Operation build(boolean isPretty) {
    return new Operation(
        name,
        span,
        definitions(),
        operands,
        successors,
        new Attribute.Dict(properties),
        attributes,
        regions,
        location,
        isPretty);
  }

  private List<Definition> definitions() {
    List<Definition> all = new ArrayList<>();
    if (resultNames.isEmpty()) {
      resultTypes.forEach(t -> all.add(new Definition("", 0, t, span)));
      return all;
    }
    if (resultCount() != resultTypes.size()) {
      throw in.failAt(
          resultNames.getFirst().span().to(resultNames.getLast().span()),
          "`"
              + name
              + "` gives "
              + count(resultTypes.size(), "result")
              + ", but "
              + count(resultCount(), "name")
              + " stand"
              + (resultCount() == 1 ? "s" : "")
              + " before `=`");
    }
    for (ResultName result : resultNames) {
      for (int i = 0; i < result.count(); i++) {
        all.add(new Definition(result.name(), i, resultTypes.get(all.size()), result.span()));
      }
    }
    return all;
  }
}
