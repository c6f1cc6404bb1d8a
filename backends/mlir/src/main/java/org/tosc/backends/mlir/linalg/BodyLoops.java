package org.tosc.backends.mlir.linalg;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.tosc.tir.ir.AffineExpr;
import org.tosc.tir.ir.AffineMap;
import org.tosc.tir.ir.BufferType;
import org.tosc.tir.ir.Dim;
import org.tosc.tir.ir.Nest;
import org.tosc.tir.ir.Operation;
import org.tosc.tir.ir.Region;
import org.tosc.tir.ir.Value;

/// One body of a nest: the loops that it runs in, and what it touches.
///
/// @param order of the nest's dimensions here, outermost first
/// @param reads operands that it reads and does not write, by number
/// @param writes operands that it writes, by number, in the order of its yield
public record BodyLoops(
    Nest nest, int number, List<Integer> order, List<Integer> reads, List<Integer> writes) {
  public static BodyLoops of(Nest nest, int number) {
    List<Integer> writes =
        nest.writes(number).stream().map(out -> nest.ins().size() + out.intValue()).toList();
    Set<Value> used = new HashSet<>();
    nest.body(number).ops().forEach(o -> used.addAll(o.operands()));
    List<Integer> reads = new ArrayList<>();
    for (int i = 0; i < nest.operands().size(); i++) {
      boolean isBuffer = nest.operands().get(i).type() instanceof BufferType;
      boolean isWritten = isWrittenToo(nest, i, writes);
      if (isBuffer && !isWritten && used.contains(nest.body(number).params().get(i))) {
        reads.add(i);
      }
    }
    BodyLoops plain =
        new BodyLoops(
            nest, number, IntStream.range(0, nest.dims()).boxed().toList(), reads, writes);
    return plain.inFastOrder();
  }

  private static boolean isWrittenToo(Nest nest, int operand, List<Integer> writes) {
    Value value = nest.operands().get(operand);
    return writes.stream().anyMatch(w -> nest.operands().get(w).equals(value));
  }

  public Region region() {
    return nest.body(number);
  }

  /// The written operand that is the same memory as this one, which has the same map then; -1 where
  /// there is none.
  public int written(int operand) {
    Value value = nest.operands().get(operand);
    return writes.stream().filter(w -> nest.operands().get(w).equals(value)).findFirst().orElse(-1);
  }

  public List<Long> extents() {
    return order.stream().map(nest.extents()::get).toList();
  }

  public boolean isReduction(int dim) {
    return nest.kind(number, order.get(dim)) != Nest.Kind.PARALLEL;
  }

  public boolean reduces() {
    return IntStream.range(0, order.size()).anyMatch(this::isReduction);
  }

  /// Whether sums may be taken in any order.
  public boolean reassociates() {
    return nest.operation().attributes().flag("reassociate", false);
  }

  /// Whether the body reads what stands in an operand.
  public boolean uses(int operand) {
    Value parameter = region().params().get(operand);
    return region().ops().stream().anyMatch(o -> o.operands().contains(parameter));
  }

  /// Whether every element of a buffer is written, and none is read.
  public boolean overwrites(Value buffer) {
    int written = nest.operands().lastIndexOf(buffer);
    if (!writes.contains(written) || !(buffer.type() instanceof BufferType type)) {
      return false;
    }
    for (int i = 0; i < nest.operands().size(); i++) {
      if (nest.operands().get(i).equals(buffer) && uses(i)) {
        return false;
      }
    }
    List<Long> shape =
        type.shape().stream()
            .map(dim -> dim instanceof Dim.Known(long size, _) ? size : -1L)
            .toList();
    Views view = Views.of(shape, map(written), extents());
    return view.isWhole(shape) && view.isCovered();
  }

  /// An operand's map over the dimensions in their order here.
  public AffineMap map(int operand) {
    AffineMap given = nest.map(operand);
    List<AffineExpr> results = new ArrayList<>();
    for (AffineExpr result : given.results()) {
      List<Long> coefficients = order.stream().map(dim -> result.coefficients().get(dim)).toList();
      results.add(new AffineExpr(coefficients, result.constant()));
    }
    return new AffineMap(given.dims(), results);
  }

  /// Where a dimension of the nest stands here.
  public int place(int dim) {
    return order.indexOf(dim);
  }

  /// The dimension along rows innermost, if another one sums up there and jumps over rows of an
  /// operand: each element's terms keep their order.
  private BodyLoops inFastOrder() {
    int last = order.size() - 1;
    if (last < 1 || !isReduction(last) || writes.size() != 1) {
      return this;
    }
    AffineMap out = map(writes.getFirst());
    int rows = out.rank() == 0 ? -1 : out.result(out.rank() - 1).plainDim();
    boolean jumps = reads.stream().anyMatch(in -> jumpsAlong(map(in), last));
    boolean runs = rows >= 0 && reads.stream().allMatch(in -> runsAlong(map(in), rows));
    if (!jumps || !runs) {
      return this;
    }
    List<Integer> turned =
        Stream.concat(
                order.stream().filter(dim -> !dim.equals(order.get(rows))),
                Stream.of(order.get(rows)))
            .toList();
    return new BodyLoops(nest, number, turned, reads, writes);
  }

  private static boolean jumpsAlong(AffineMap map, int dim) {
    return map.uses(dim) && !map.result(map.rank() - 1).uses(dim);
  }

  private static boolean runsAlong(AffineMap map, int dim) {
    return !map.uses(dim) || map.result(map.rank() - 1).plainDim() == dim;
  }

  /// Whether an operation adds to what the body accumulates and to nothing else.
  public boolean accumulates(Operation o) {
    boolean takes = writes.stream().anyMatch(w -> o.operands().contains(region().params().get(w)));
    return takes && region().terminator().operands().contains(o.result());
  }
}
