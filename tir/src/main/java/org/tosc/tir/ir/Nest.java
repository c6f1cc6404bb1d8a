package org.tosc.tir.ir;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// A `kernel.nest` operation read as loops: what its operands and attributes say, taken apart.
///
/// Parameter `i` of a body is the scalar that operand `i` of [#operands()] gives at [#map]`(i)`.
///
/// ```java
/// Nest nest = Nest.of(operation);
/// nest.kind(0, 2);                       // of the first body's third dimension
/// ```
public record Nest(
    Operation operation,
    List<Value> ins,
    List<Value> outs,
    List<Value> bounds,
    List<Long> extents,
    List<Kind> kinds,
    List<AffineMap> maps,
    List<Long> bounded,
    List<List<Long>> writes) {

  /// What a dimension is to a body.
  public enum Kind {
    /// A coordinate of every out that the body writes: its points are independent.
    PARALLEL,
    /// No coordinate of an out that the body writes: its points accumulate, in ascending order.
    REDUCTION,
    /// A reduction along which an in is read only at sums with another dimension.
    WINDOW;

    /// As the attribute `kinds` has it.
    public String text() {
      return name().toLowerCase(Locale.ROOT);
    }

    public static @Nullable Kind parse(String text) {
      for (Kind kind : values()) {
        if (kind.text().equals(text)) {
          return kind;
        }
      }
      return null;
    }
  }

  /// Of an operation whose counts the verifier has accepted.
  public static Nest of(Operation operation) {
    Attributes a = operation.attributes();
    List<Value> operands = operation.operands();
    int ins = Math.toIntExact(a.integer("ins"));
    int end = ins + Math.toIntExact(a.integer("outs"));
    List<Long> outs = java.util.stream.LongStream.range(0, end - ins).boxed().toList();
    return new Nest(
        operation,
        operands.subList(0, ins),
        operands.subList(ins, end),
        operands.subList(end, operands.size()),
        a.integers("extents"),
        a.strings("kinds").stream()
            .map(text -> Kind.valueOf(text.toUpperCase(Locale.ROOT)))
            .toList(),
        a.maps("maps"),
        a.integers("bounded"),
        a.has("writes") ? a.integerLists("writes") : List.of(outs));
  }

  /// The number of dimensions of the iteration space.
  public int dims() {
    return extents.size();
  }

  public int bodies() {
    return operation.regions().size();
  }

  /// The ins, then the outs: what bodies have a parameter for.
  public List<Value> operands() {
    return operation.operands().subList(0, ins.size() + outs.size());
  }

  public AffineMap map(int operand) {
    return maps.get(operand);
  }

  public AffineMap outMap(int out) {
    return maps.get(ins.size() + out);
  }

  public Kind kind(int body, int dim) {
    return kinds.get(body * dims() + dim);
  }

  public Region body(int body) {
    return operation.region(body);
  }

  /// The outs that a body yields, in the order of its yield.
  public List<Long> writes(int body) {
    return writes.get(body);
  }

  /// The operand that bounds a dimension, or null.
  public @Nullable Value bound(int dim) {
    int at = bounded.indexOf((long) dim);
    return at < 0 ? null : bounds.get(at);
  }

  /// The type of the scalar that an operand gives to a body.
  public static Scalar elementOf(Type operand) {
    return switch (operand) {
      case TileType tile -> tile.element().arithmetic();
      case BufferType buffer -> buffer.element().arithmetic();
      case Scalar scalar -> scalar;
      case HostType _,
          TensorType _,
          VectorType _,
          TupleType _,
          ArrayType _,
          CodeType _,
          SlotType _,
          CellType _ ->
          throw new IllegalArgumentException(operand + " is no operand of a nest");
    };
  }

  /// The rank of an operand; 0 of a scalar.
  public static int rankOf(Type operand) {
    return operand instanceof TileType tile
        ? tile.rank()
        : operand instanceof BufferType buffer ? buffer.rank() : 0;
  }

  /// What a dimension is to a body that writes outs of these maps; null where it is a coordinate of
  /// some of them only, or of one in a sum only.
  public static @Nullable Kind kindOf(int dim, List<AffineMap> written, List<AffineMap> read) {
    if (written.stream().allMatch(m -> m.hasPlain(dim))) {
      return Kind.PARALLEL;
    }
    if (written.stream().anyMatch(m -> m.uses(dim))) {
      return null;
    }
    return read.stream().anyMatch(m -> slides(m, dim)) ? Kind.WINDOW : Kind.REDUCTION;
  }

  private static boolean slides(AffineMap map, int dim) {
    return map.uses(dim)
        && map.results().stream().filter(r -> r.uses(dim)).allMatch(AffineExpr::isSum);
  }
}
