package org.tosc.driver.fuzz;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.tosc.tir.interp.OracleTensor;
import org.tosc.tir.ir.AffineExpr;
import org.tosc.tir.ir.AffineMap;
import org.tosc.tir.ir.Attribute;
import org.tosc.tir.ir.Attributes;
import org.tosc.tir.ir.BufferType;
import org.tosc.tir.ir.CoreOp;
import org.tosc.tir.ir.Dim;
import org.tosc.tir.ir.Function;
import org.tosc.tir.ir.FunctionBuilder;
import org.tosc.tir.ir.NestBuilder;
import org.tosc.tir.ir.Scalar;
import org.tosc.tir.ir.TensorType;
import org.tosc.tir.ir.Type;
import org.tosc.tir.ir.Value;
import org.tosc.tir.source.Span;

/// Makes kernels of one to three nests over buffers of any extents: element-wise ones, reductions,
/// windows, what is turned over, broadcast or read with steps; each may read what those before it
/// have written.
///
/// Numbers are either whole and so small that every order of a sum gives the same, and then nests
/// may be marked as free to choose one; or any, with what is special among them, and then none is.
final class NestMaker {
  private static final List<Scalar> ELEMENTS =
      List.of(Scalar.F64, Scalar.F64, Scalar.F64, Scalar.F32, Scalar.F32, Scalar.F16);

  /// Ragged for words of two and four, and for tiles of points side by side.
  private static final List<Long> EXTENTS =
      List.of(1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L, 12L, 13L, 16L, 17L, 24L, 31L, 32L, 33L, 64L);

  /// Even for words of two and four.
  private static final List<Long> EVEN = List.of(4L, 8L, 12L, 16L, 24L, 64L);

  private static final long MOST_POINTS = 2500;

  /// Elements of all operands: with three results they fit into a cluster's memory.
  private static final long MOST_OPERANDS = 6000;

  private static final int MOST_NESTS = 3;

  /// A generated kernel.
  ///
  /// @param operands as tensors, in the order of its first parameters
  /// @param isExact whether all results follow to the bit
  record Program(Function kernel, List<OracleTensor> operands, Type result, boolean isExact) {
    Scalar element() {
      return ((TensorType) result).element();
    }

    List<Type> types() {
      return operands.stream().map(t -> (Type) type(t.element(), t.shape())).toList();
    }

    private static TensorType type(Scalar element, long[] shape) {
      return new TensorType(java.util.Arrays.stream(shape).mapToObj(Dim::of).toList(), element);
    }
  }

  /// What a nest reads: the result of one before, or an operand.
  ///
  /// @param number of that
  record Read(boolean isOperand, int number, AffineMap map) {}

  /// A nest before it is written.
  ///
  /// @param parallel how many of its dimensions come first and are parallel
  /// @param order of these in the result
  record Plan(List<Long> extents, int parallel, List<Integer> order, List<Read> reads) {
    List<Long> shape() {
      return order.stream().map(extents::get).toList();
    }

    boolean reduces() {
      return extents.size() > parallel;
    }

    long terms() {
      return extents.subList(parallel, extents.size()).stream().reduce(1L, (a, b) -> a * b);
    }

    AffineMap out() {
      return AffineMap.select(extents.size(), order.stream().mapToInt(d -> d).toArray());
    }
  }

  private final Choices choices;
  private final Scalar element;
  private final boolean isWhole;

  /// Whether operands are as large as the space, so that streams of words fit.
  private final boolean isPlain;

  private final List<List<Long>> shapes = new ArrayList<>();
  private long room = MOST_OPERANDS;
  private final List<Plan> plans = new ArrayList<>();

  private NestMaker(Choices choices) {
    this.choices = choices;
    this.element = choices.pick(ELEMENTS);
    this.isWhole = choices.coin();
    this.isPlain = choices.coin();
  }

  static Program make(Choices choices) {
    return new NestMaker(choices).program();
  }

  private Program program() {
    int nests = 1 + choices.below(MOST_NESTS);
    for (int i = 0; i < nests; i++) {
      plans.add(plan());
    }
    FunctionBuilder f = new FunctionBuilder("k");
    List<Value> operands = shapes.stream().map(s -> f.param(buffer(s))).toList();
    Value result = f.param(buffer(plans.getLast().shape()));
    List<Value> results = new ArrayList<>();
    plans.subList(0, nests - 1).forEach(p -> results.add(f.param(buffer(p.shape()))));
    results.add(result);
    NestBody bodies = new NestBody(f, choices, element, isWhole);
    for (int i = 0; i < nests; i++) {
      write(f, plans.get(i), operands, results, i, bodies);
    }
    f.op(CoreOp.RETURN, Span.NONE);
    Attributes kernel =
        Attributes.of("kernel", Attribute.of(true))
            .with("ins", Attribute.of((long) operands.size()))
            .with("outs", Attribute.of(1L));
    Function made = f.finish(List.of(), kernel, Span.NONE);
    NestData data = new NestData(choices, element, isWhole);
    return new Program(
        made,
        shapes.stream().map(data::tensor).toList(),
        new TensorType(dims(plans.getLast().shape()), element),
        bodies.isExact());
  }

  private BufferType buffer(List<Long> shape) {
    return new BufferType(dims(shape), element, "global");
  }

  private static List<Dim> dims(List<Long> shape) {
    return shape.stream().map(Dim::of).toList();
  }

  // Plans.

  private Plan plan() {
    int parallel = 1 + choices.below(3);
    int reductions = Math.max(0, choices.below(4) - 1);
    List<Long> extents = new ArrayList<>();
    long points = 1;
    boolean isEven = element != Scalar.F64 && (isPlain || choices.coin());
    for (int i = 0; i < parallel + reductions; i++) {
      long extent = choices.pick(isEven ? EVEN : EXTENTS);
      extents.add(points * extent > MOST_POINTS ? 1 : extent);
      points *= extents.getLast();
    }
    List<Integer> left = new ArrayList<>(IntStream.range(0, parallel).boxed().toList());
    List<Integer> order = new ArrayList<>();
    while (!left.isEmpty()) {
      order.add(left.remove(/* index */ choices.rarely(4) ? choices.below(left.size()) : 0));
    }
    List<Read> reads = new ArrayList<>();
    for (int i = 0, n = 1 + choices.below(3); i < n; i++) {
      boolean isOperand = plans.isEmpty() || choices.coin();
      reads.add(
          isOperand ? isPlain ? plain(extents, parallel) : operand(extents) : result(extents));
    }
    return new Plan(extents, parallel, order, reads);
  }

  /// A new operand, as large as the map needs it, or a little larger; or one that is there and
  /// fits.
  private Read operand(List<Long> extents) {
    List<AffineExpr> axes = new ArrayList<>();
    List<Long> shape = new ArrayList<>();
    long size = 1;
    long[] ends = extents.stream().mapToLong(e -> e).toArray();
    for (int i = 0, rank = 1 + choices.below(3); i < rank; i++) {
      AffineExpr axis = axis(extents.size());
      long extent = axis.most(ends) + 1 + (choices.rarely(6) ? choices.below(3) : 0);
      boolean fits = size * extent <= Math.min(MOST_POINTS, room);
      axes.add(fits ? axis : AffineExpr.of(extents.size(), 0));
      shape.add(fits ? extent : 1);
      size *= shape.getLast();
    }
    AffineMap map = new AffineMap(extents.size(), axes);
    int known = choices.rarely(3) ? shapes.indexOf(shape) : -1;
    if (known < 0) {
      shapes.add(shape);
      room -= size;
    }
    return new Read(true, known < 0 ? shapes.size() - 1 : known, map);
  }

  /// A new operand with an element for each point, the terms of a result side by side or apart.
  private Read plain(List<Long> extents, int parallel) {
    long points = extents.stream().reduce(1L, (a, b) -> a * b);
    if (points > room) {
      return operand(extents);
    }
    room -= points;
    List<Integer> dims = new ArrayList<>(IntStream.range(0, extents.size()).boxed().toList());
    if (choices.coin()) {
      java.util.Collections.rotate(dims, -parallel);
    }
    shapes.add(dims.stream().map(extents::get).toList());
    int[] picked = dims.stream().mapToInt(d -> d).toArray();
    return new Read(true, shapes.size() - 1, AffineMap.select(extents.size(), picked));
  }

  private AffineExpr axis(int dims) {
    AffineExpr plain = AffineExpr.dim(dims, choices.below(dims));
    return switch (choices.below(8)) {
      case 4 -> plain.plus(choices.below(dims), 1);
      case 5 -> plain.plus(choices.below(3));
      case 6 -> plain.times(1 + choices.below(3)).plus(choices.below(2));
      case 7 -> AffineExpr.of(dims, choices.below(3));
      default -> plain;
    };
  }

  /// The result of a nest before, along dimensions of the same extents, or at one place.
  private Read result(List<Long> extents) {
    int number = choices.below(plans.size());
    List<AffineExpr> axes = new ArrayList<>();
    for (long extent : plans.get(number).shape()) {
      List<Integer> fitting =
          IntStream.range(0, extents.size()).filter(d -> extents.get(d) <= extent).boxed().toList();
      axes.add(
          fitting.isEmpty()
              ? AffineExpr.of(extents.size(), choices.below((int) extent))
              : AffineExpr.dim(extents.size(), choices.pick(fitting)));
    }
    return new Read(false, number, new AffineMap(extents.size(), axes));
  }

  // Nests.

  private void write(
      FunctionBuilder f,
      Plan plan,
      List<Value> operands,
      List<Value> results,
      int number,
      NestBody bodies) {
    Value out = results.get(number);
    boolean isLast = number == plans.size() - 1;
    NestBody.Kind kind = bodies.kind(plan, isLast);
    if (kind.isFilled()) {
      List<Long> shape = plan.shape();
      new NestBuilder(f, Span.NONE, shape)
          .out(out, AffineMap.identity(shape.size()))
          .body(_ -> List.of(bodies.number(kind.initial())))
          .finish();
    }
    NestBuilder nest = new NestBuilder(f, Span.NONE, plan.extents());
    for (Read read : plan.reads()) {
      nest.in((read.isOperand() ? operands : results).get(read.number()), read.map());
    }
    if (kind.isFree()) {
      nest.reassociating();
    }
    nest.out(out, plan.out()).body(p -> List.of(bodies.write(plan, kind, p))).finish();
  }
}
