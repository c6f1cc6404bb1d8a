package org.tosc.backends.mlir.text;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One operation.
///
/// ```java
/// MlirOperation.named("arith.addf").operands(x, y).result(sum).build();
/// ```
///
/// @param name with its dialect
/// @param attributes in the order in which they are written; those that only the generic form shows
///   (`operandSegmentSizes`) are among them
public record MlirOperation(
    String name,
    List<MlirValue> operands,
    List<MlirValue> results,
    Map<String, MlirAttribute> attributes,
    List<MlirRegion> regions,
    MlirLocation location) {
  public MlirOperation {
    operands = List.copyOf(operands);
    results = List.copyOf(results);
    attributes = Collections.unmodifiableMap(new LinkedHashMap<>(attributes));
    regions = List.copyOf(regions);
  }

  public @Nullable MlirAttribute attribute(String name) {
    return attributes.get(name);
  }

  public MlirValue operand(int index) {
    return operands.get(index);
  }

  /// The same with one more attribute.
  public MlirOperation with(String key, MlirAttribute value) {
    Map<String, MlirAttribute> more = new LinkedHashMap<>(attributes);
    more.put(key, value);
    return new MlirOperation(name, operands, results, more, regions, location);
  }

  /// The same with other operands and results.
  public MlirOperation withValues(List<MlirValue> takes, List<MlirValue> gives) {
    return new MlirOperation(name, takes, gives, attributes, regions, location);
  }

  /// The same with other regions.
  public MlirOperation withRegions(List<MlirRegion> others) {
    return new MlirOperation(name, operands, results, attributes, others, location);
  }

  /// The only result.
  public MlirValue result() {
    if (results.size() != 1) {
      throw new IllegalStateException(name + " has " + results.size() + " results");
    }
    return results.getFirst();
  }

  /// How many operands each group has, of an operation with several groups of operands.
  public List<Long> segments() {
    return attributes.get("operandSegmentSizes") instanceof MlirAttribute.Dense dense
        ? dense.values()
        : List.of((long) operands.size());
  }

  /// The operands of one group of [#segments].
  public List<MlirValue> segment(int number) {
    List<Long> sizes = segments();
    int from = 0;
    for (int i = 0; i < number; i++) {
      from += Math.toIntExact(sizes.get(i));
    }
    return operands.subList(from, from + Math.toIntExact(sizes.get(number)));
  }

  public static Draft named(String name) {
    return new Draft(name);
  }

  /// An operation that is being put together.
  public static final class Draft {
    private final String name;
    private final List<MlirValue> operands = new ArrayList<>();
    private final List<MlirValue> results = new ArrayList<>();
    private final Map<String, MlirAttribute> attributes = new LinkedHashMap<>();
    private final List<MlirRegion> regions = new ArrayList<>();
    private MlirLocation location = MlirLocation.Unknown.UNKNOWN;

    private Draft(String name) {
      this.name = name;
    }

    public Draft operands(MlirValue... more) {
      return operands(Arrays.asList(more));
    }

    public Draft operands(List<MlirValue> more) {
      operands.addAll(more);
      return this;
    }

    /// Operands in groups, with the attribute that counts them.
    public Draft segments(List<List<MlirValue>> groups) {
      groups.forEach(operands::addAll);
      List<Long> sizes = groups.stream().map(group -> (long) group.size()).toList();
      return attribute("operandSegmentSizes", MlirAttribute.i32s(sizes));
    }

    public Draft result(MlirValue value) {
      results.add(value);
      return this;
    }

    public Draft results(List<MlirValue> values) {
      results.addAll(values);
      return this;
    }

    public Draft attribute(String key, MlirAttribute value) {
      attributes.put(key, value);
      return this;
    }

    public Draft region(MlirRegion region) {
      regions.add(region);
      return this;
    }

    public Draft at(MlirLocation place) {
      location = place;
      return this;
    }

    public MlirOperation build() {
      return new MlirOperation(name, operands, results, attributes, regions, location);
    }
  }
}
