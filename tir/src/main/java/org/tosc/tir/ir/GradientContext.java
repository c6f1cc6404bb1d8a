package org.tosc.tir.ir;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a gradient rule works with: operands, results and adjoints of one operation, and the words
/// in which it computes. `V` is a tensor of some engine, or a value of TIR under construction.
///
/// Shapes must be known. What is given to an operand is summed over the axes that broadcast it and
/// cast to its element type; operands that are no floats take nothing.
public final class GradientContext<V> {
  /// Computes operations.
  public interface Engine<V> {
    List<V> apply(TensorOp op, List<V> operands, Attributes attributes);

    TensorType type(V value);
  }

  private final Engine<V> engine;
  private final Attributes attributes;
  private final List<V> operands;
  private final List<V> results;
  private final List<@Nullable V> adjoints;
  private final List<@Nullable V> given;

  private GradientContext(
      Engine<V> engine,
      Attributes attributes,
      List<V> operands,
      List<V> results,
      List<@Nullable V> adjoints) {
    this.engine = engine;
    this.attributes = attributes;
    this.operands = operands;
    this.results = results;
    this.adjoints = adjoints;
    this.given = new ArrayList<>(Collections.nCopies(operands.size(), null));
  }

  /// What flows to each operand of an operation; null where nothing does.
  ///
  /// @param adjoints what flows into each result; null where nothing does
  public static <V> List<@Nullable V> pull(
      Engine<V> engine,
      TensorOp op,
      Attributes attributes,
      List<V> operands,
      List<V> results,
      List<@Nullable V> adjoints) {
    GradientContext<V> context =
        new GradientContext<>(engine, attributes, operands, results, adjoints);
    op.gradient().pull(context);
    return context.given;
  }

  // What the operation was.

  Attributes attributes() {
    return attributes;
  }

  /// A list of integers; one integer stands for a list of one.
  List<Long> integers(String name) {
    return attributes.get(name) instanceof Attribute.Int one
        ? List.of(one.value())
        : attributes.integers(name);
  }

  int operands() {
    return operands.size();
  }

  int results() {
    return results.size();
  }

  boolean has(int i) {
    return i < operands.size();
  }

  V operand(int i) {
    return operands.get(i);
  }

  V x() {
    return operands.getFirst();
  }

  V result() {
    return results.getFirst();
  }

  V result(int i) {
    return results.get(i);
  }

  /// What flows into the first result.
  V adjoint() {
    return adjoint(0);
  }

  /// What flows into a result; zeros where nothing does.
  V adjoint(int i) {
    V adjoint = adjoints.get(i);
    return adjoint == null ? full(shape(results.get(i)), 0, element(results.get(i))) : adjoint;
  }

  /// Whether an operand takes a gradient.
  boolean needs(int i) {
    return has(i) && element(operand(i)).isFloat();
  }

  /// Adds to what flows to an operand.
  void give(int i, V gradient) {
    if (!needs(i)) {
      return;
    }
    V fitting = castLike(sumLike(gradient, operand(i)), operand(i));
    V before = given.get(i);
    given.set(i, before == null ? fitting : add(before, fitting));
  }

  // Types.

  Scalar element(V value) {
    return engine.type(value).element();
  }

  int rank(V value) {
    return engine.type(value).rank();
  }

  List<Long> shape(V value) {
    List<Long> sizes = new ArrayList<>();
    for (Dim dim : engine.type(value).shape()) {
      if (!(dim instanceof Dim.Known(long size, Origin _))) {
        throw new IllegalStateException("a gradient needs known extents, found " + dim);
      }
      sizes.add(size);
    }
    return sizes;
  }

  long extent(V value, int axis) {
    return shape(value).get(axis);
  }

  /// The number of elements.
  double count(V value) {
    return shape(value).stream().mapToDouble(Long::doubleValue).reduce(1, (a, b) -> a * b);
  }

  /// The axis that an attribute names, counted from 0.
  int axis(String name, long otherwise, int rank) {
    long axis = attributes.integer(name, otherwise);
    return (int) (axis < 0 ? axis + rank : axis);
  }

  // Operations.

  V apply(TensorOp op, V a) {
    return apply(op, Attributes.NONE, List.of(a));
  }

  V apply(TensorOp op, V a, V b) {
    return apply(op, Attributes.NONE, List.of(a, b));
  }

  V apply(TensorOp op, Attributes attrs, V a) {
    return apply(op, attrs, List.of(a));
  }

  V apply(TensorOp op, Attributes attrs, List<V> in) {
    return engine.apply(op, in, attrs).getFirst();
  }

  List<V> applyAll(TensorOp op, Attributes attrs, V a) {
    return engine.apply(op, List.of(a), attrs);
  }

  V add(V a, V b) {
    return apply(TensorOp.ADD, a, b);
  }

  V sub(V a, V b) {
    return apply(TensorOp.SUB, a, b);
  }

  V mul(V a, V b) {
    return apply(TensorOp.MUL, a, b);
  }

  V div(V a, V b) {
    return apply(TensorOp.DIV, a, b);
  }

  V neg(V a) {
    return apply(TensorOp.NEG, a);
  }

  V matmul(V a, V b) {
    return apply(TensorOp.MATMUL, a, b);
  }

  /// A number times a tensor, in the tensor's element type.
  V scale(double factor, V a) {
    return mul(number(factor, a), a);
  }

  /// A number plus a tensor, in the tensor's element type.
  V plus(double term, V a) {
    return add(number(term, a), a);
  }

  /// A number as a tensor without axes, of another's element type.
  V number(double number, V like) {
    return full(List.of(), number, element(like));
  }

  V full(List<Long> shape, double number, Scalar element) {
    Attributes attrs =
        Attributes.of("shape", Attribute.ints(shape))
            .with("value", Attribute.of(number))
            .with("dtype", new Attribute.OfType(element));
    return apply(TensorOp.FULL, attrs, List.of());
  }

  /// `a` where the condition holds, else a number.
  V where(V condition, V a, double otherwise) {
    return apply(TensorOp.WHERE, Attributes.NONE, List.of(condition, a, number(otherwise, a)));
  }

  /// 1 where a comparison holds, else 0, in the element type of `a`.
  V indicator(TensorOp comparison, V a, V b) {
    return castLike(apply(comparison, a, b), a);
  }

  V castLike(V a, V like) {
    return element(a) == element(like)
        ? a
        : apply(TensorOp.CAST, Attributes.of("dtype", new Attribute.OfType(element(like))), a);
  }

  V reshape(V a, List<Long> shape) {
    return shape.equals(shape(a))
        ? a
        : apply(TensorOp.RESHAPE, Attributes.of("shape", Attribute.ints(shape)), a);
  }

  V broadcast(V a, List<Long> shape) {
    return apply(TensorOp.BROADCAST, Attributes.of("shape", Attribute.ints(shape)), a);
  }

  /// With an axis of extent 1 before axis `at`.
  V expand(V a, int at) {
    List<Long> shape = new ArrayList<>(shape(a));
    shape.add(at, 1L);
    return reshape(a, shape);
  }

  V transpose(V a, List<Long> perm) {
    return apply(TensorOp.TRANSPOSE, Attributes.of("perm", Attribute.ints(perm)), a);
  }

  /// With its last two axes exchanged.
  V turn(V a) {
    return exchange(a, rank(a) - 2, rank(a) - 1);
  }

  V exchange(V a, int first, int second) {
    List<Long> perm = new ArrayList<>();
    for (long i = 0; i < rank(a); i++) {
      perm.add(i);
    }
    Collections.swap(perm, first, second);
    return transpose(a, perm);
  }

  /// The sum over axes, which stay with extent 1.
  V sumKept(V a, List<Integer> axes) {
    return apply(TensorOp.REDUCE_SUM, reduction(axes, true), a);
  }

  V sum(V a, List<Integer> axes) {
    return axes.isEmpty() ? a : apply(TensorOp.REDUCE_SUM, reduction(axes, false), a);
  }

  private static Attributes reduction(List<Integer> axes, boolean keep) {
    List<Long> numbers = axes.stream().map(Integer::longValue).toList();
    return Attributes.of("axis", Attribute.ints(numbers)).with("keepdims", Attribute.of(keep));
  }

  /// Summed over the axes along which `like` was broadcast.
  V sumLike(V a, V like) {
    List<Long> own = shape(a);
    List<Long> wanted = shape(like);
    int shift = own.size() - wanted.size();
    List<Integer> axes = new ArrayList<>();
    for (int i = 0; i < own.size(); i++) {
      if (i < shift || (wanted.get(i - shift) == 1 && own.get(i) != 1)) {
        axes.add(i);
      }
    }
    return reshape(sum(a, axes), wanted);
  }

  /// Integers from `first` on.
  V indexes(long count, long first, long step) {
    Attributes attrs =
        Attributes.of("n", Attribute.of(count))
            .with("start", Attribute.of(first))
            .with("step", Attribute.of(step))
            .with("dtype", new Attribute.OfType(Scalar.I64));
    return apply(TensorOp.IOTA, attrs, List.of());
  }

  V gather(V a, V indexes, int axis) {
    return apply(TensorOp.GATHER, Attributes.of("axis", Attribute.of(axis)), List.of(a, indexes));
  }

  /// The reverse of `gather` from an axis of extent `size`.
  V scatter(V updates, V indexes, int axis, long size) {
    Attributes attrs = Attributes.of("axis", Attribute.of(axis)).with("size", Attribute.of(size));
    return apply(TensorOp.SCATTER_ADD, attrs, List.of(updates, indexes));
  }
}
