package org.tosc.passes.lower;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tosc.tir.ir.AffineExpr;
import org.tosc.tir.ir.AffineMap;
import org.tosc.tir.ir.BufferType;
import org.tosc.tir.ir.CoreOp;
import org.tosc.tir.ir.Dim;
import org.tosc.tir.ir.KernelOp;
import org.tosc.tir.ir.Nest;
import org.tosc.tir.ir.Op;
import org.tosc.tir.ir.Operation;
import org.tosc.tir.ir.Region;
import org.tosc.tir.ir.Scalar;
import org.tosc.tir.ir.Value;
import org.tosc.tir.source.Span;

/// One nest of a kernel, with positions in row-major order in place of coordinates.
///
/// @param extents of the dimensions
/// @param ins what the body's parameters are, in order; the last is the out
/// @param maps what the nest says of the same accesses
/// @param kinds of the dimensions
/// @param reassociates whether sums may be taken in any order
record Stage(
    List<Long> extents,
    List<Access> ins,
    Access out,
    Region body,
    List<AffineMap> maps,
    List<Nest.Kind> kinds,
    boolean reassociates) {
  private static final Set<Op> ELEMENTARY = Set.of(CoreOp.EXP, CoreOp.LOG, CoreOp.TANH);

  /// Bytes of an operand that is not still in the caches of a core from the last time.
  private static final double FAR = 1 << 19;

  /// What a core reads of memory in a nanosecond, about.
  private static final double BYTES_A_NANO = 15;

  /// Operations of a body that is little code, at most.
  private static final int BRIEF = 6;

  private static final Set<Op> SUM_OF_PRODUCTS = Set.of(CoreOp.CAST, CoreOp.FMA, CoreOp.YIELD);

  private static final Set<Op> QUICK =
      Set.of(CoreOp.ADD, CoreOp.SUB, CoreOp.MUL, CoreOp.DIV, CoreOp.NEG, CoreOp.FMA);

  /// Element `constant + Σ steps[d] · d` of a buffer.
  record Access(Value buffer, List<Long> steps, long constant) {
    long step(int dim) {
      return steps.get(dim);
    }

    /// The same of another buffer.
    Access of(Value other) {
      return new Access(other, steps, constant);
    }
  }

  /// Where it comes from: what its elements are yielded for.
  Span span() {
    return body.terminator().span();
  }

  /// The stage that a nest with one out and one body is; null for others.
  static @Nullable Stage of(Operation operation) {
    Nest nest = Nest.of(operation);
    boolean simple =
        nest.outs().size() == 1
            && nest.bodies() == 1
            && nest.bounds().isEmpty()
            && nest.operands().stream().allMatch(v -> v.type() instanceof BufferType);
    if (!simple) {
      return null;
    }
    List<Access> ins = new ArrayList<>();
    for (int i = 0; i < nest.operands().size(); i++) {
      ins.add(access(nest.operands().get(i), nest.map(i), nest.extents()));
    }
    return new Stage(
        nest.extents(),
        ins,
        ins.getLast(),
        nest.body(0),
        nest.maps(),
        nest.kinds(),
        operation.attributes().flag("reassociate", false));
  }

  /// Along a dimension of one point no step is made: accesses that are the same look the same.
  static Access access(Value buffer, AffineMap map, List<Long> extents) {
    BufferType type = (BufferType) buffer.type();
    AffineExpr position = AffineExpr.of(map.dims(), 0);
    long stride = 1;
    for (int axis = map.rank() - 1; axis >= 0; axis--) {
      position = position.plus(map.result(axis).times(stride));
      stride *= ((Dim.Known) type.shape().get(axis)).size();
    }
    List<Long> steps = new ArrayList<>(position.coefficients());
    for (int d = 0; d < steps.size(); d++) {
      steps.set(d, extents.get(d) == 1 ? 0 : steps.get(d));
    }
    return new Access(buffer, steps, position.constant());
  }

  /// The same with other operands, the last of which is the out.
  Stage with(List<Access> operands) {
    return new Stage(extents, operands, operands.getLast(), body, maps, kinds, reassociates);
  }

  /// The same with products that are added to a sum as multiply-adds, where a sum may differ.
  Stage withMultiplyAdds() {
    Region once = reassociates ? MultiplyAdds.of(body) : body;
    return once == body ? this : new Stage(extents, ins, out, once, maps, kinds, reassociates);
  }

  /// Whether elements follow from their places alone.
  boolean isTable() {
    return ins.size() == 1 && body.ops().stream().anyMatch(o -> o.op() == KernelOp.INDEX);
  }

  /// About how long it takes with vectors: a multiply-add of a sum stays in registers, others wait
  /// for memory. What products read is often weights, or the keys and values of a text, which lie
  /// in memory, where other operands come from the kernel before.
  double nanos() {
    double points = extents.stream().mapToDouble(e -> e).reduce(1, (a, b) -> a * b);
    if (isProduct()) {
      double bytes = ins.stream().mapToDouble(this::bytes).filter(b -> b > FAR).sum();
      return Math.max(points / 32, bytes / BYTES_A_NANO);
    }
    return points * body.ops().stream().mapToDouble(Stage::operations).sum() / 16;
  }

  private boolean isProduct() {
    return !isParallel() && body.ops().stream().allMatch(o -> SUM_OF_PRODUCTS.contains(o.op()));
  }

  /// The bytes of an operand that it touches.
  private double bytes(Access in) {
    double elements = 1;
    for (int d = 0; d < dims(); d++) {
      elements *= in.step(d) == 0 ? 1 : extents.get(d);
    }
    Scalar element = Writer.element(in.buffer());
    return elements / element.blockSize() * element.blockBytes();
  }

  /// Elementary functions become polynomials.
  private static double operations(Operation o) {
    return ELEMENTARY.contains(o.op()) ? 16 : 1;
  }

  /// Whether the body reads an operand.
  boolean reads(int operand) {
    Value parameter = body.params().get(operand);
    return body.ops().stream().anyMatch(o -> o.operands().contains(parameter));
  }

  /// Whether the body is a little arithmetic, so that several points may be written side by side.
  ///
  /// @param known what is not computed for each point
  boolean isBrief(Set<Value> known) {
    List<Operation> ops =
        body.ops().stream()
            .filter(o -> o.op() != CoreOp.YIELD && !known.contains(o.result()))
            .toList();
    return ops.size() <= BRIEF && ops.stream().allMatch(o -> QUICK.contains(o.op()));
  }

  int dims() {
    return extents.size();
  }

  boolean isReduction(int dim) {
    return kinds.get(dim) != Nest.Kind.PARALLEL;
  }

  boolean isParallel() {
    return kinds.stream().allMatch(k -> k == Nest.Kind.PARALLEL);
  }

  /// The number that the stage fills its out with, or null if it does anything else.
  @Nullable Double fill() {
    Operation first = body.ops().getFirst();
    boolean constant =
        body.ops().size() == 2
            && first.op() == CoreOp.CONST
            && body.terminator().operands().equals(first.results());
    return constant ? (Double) first.attributes().number("value", Double.NaN) : null;
  }
}
