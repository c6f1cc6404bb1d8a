package org.tosc.passes.kernelize;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.tosc.tir.ir.AffineExpr;
import org.tosc.tir.ir.AffineMap;
import org.tosc.tir.ir.Attribute;
import org.tosc.tir.ir.Attributes;
import org.tosc.tir.ir.BufferType;
import org.tosc.tir.ir.CoreOp;
import org.tosc.tir.ir.Dim;
import org.tosc.tir.ir.Function;
import org.tosc.tir.ir.FunctionBuilder;
import org.tosc.tir.ir.KernelOp;
import org.tosc.tir.ir.NestBuilder;
import org.tosc.tir.ir.Operation;
import org.tosc.tir.ir.Region;
import org.tosc.tir.ir.Scalar;
import org.tosc.tir.ir.TensorOp;
import org.tosc.tir.ir.TensorType;
import org.tosc.tir.ir.Value;
import org.tosc.tir.source.Span;

/// Makes the kernel of one group: a nest for each value that is stored, in order.
///
/// ```java
/// Function kernel = KernelMaker.make("f.k0", fused.region(0), fused.span());
/// ```
final class KernelMaker {
  /// A group with more operations would make bodies that no engine compiles well.
  private static final int MOST_OPERATIONS = 256;

  private final Group group;
  private final FunctionBuilder builder;
  private final Map<Value, Value> buffers = new HashMap<>();
  private final List<Value> outs = new ArrayList<>();

  private KernelMaker(String symbol, Group group) {
    this.group = group;
    this.builder = new FunctionBuilder(symbol);
  }

  /// The kernel of a group.
  ///
  /// @throws Refusal where it cannot be one
  static Function make(String symbol, Region region, Span span) throws Refusal {
    requireShapes(region.params());
    for (Operation o : region.ops()) {
      requireShapes(o.results());
      requireSilence(o);
    }
    Group group = Group.of(region);
    if (group.operations().size() > MOST_OPERATIONS) {
      throw new Refusal("it has more than " + MOST_OPERATIONS + " operations");
    }
    if (group.results().isEmpty()) {
      throw new Refusal("nothing of it is used");
    }
    return new KernelMaker(symbol, group).make(span);
  }

  /// Whole numbers overflow: an error, also where nothing uses them.
  private static void requireSilence(Operation o) throws Refusal {
    boolean computes =
        o.op() instanceof TensorOp
            && !Group.isMove(o)
            && !Group.isSource(o)
            && o.op() != TensorOp.IOTA;
    boolean isWhole =
        o.results().stream()
            .anyMatch(r -> r.type() instanceof TensorType t && t.element().isInteger());
    if (computes && isWhole) {
      throw new Refusal("`" + o.op().row().name() + "` may raise an error");
    }
  }

  private static void requireShapes(List<Value> values) throws Refusal {
    for (Value value : values) {
      if (value.type() instanceof TensorType type && !type.isStatic()) {
        throw new Refusal("the shape " + type.shapeText() + " is not known");
      }
      if (value.type() instanceof TensorType && Words.shape(value).contains(0L)) {
        throw new Refusal("there are no elements");
      }
    }
  }

  private Function make(Span span) throws Refusal {
    for (Value input : group.inputs()) {
      buffers.put(input, parameter(input, input(input)));
    }
    for (Value result : group.results()) {
      Value out = parameter(result, result(result));
      outs.add(out);
      buffers.putIfAbsent(result, out);
    }
    for (Value local : group.stored()) {
      if (!buffers.containsKey(local)) {
        buffers.put(local, parameter(local));
      }
    }
    if (group.places() != null) {
      places(group.places(), span);
    }
    for (Operation o : group.operations()) {
      for (Value result : o.results()) {
        if (group.stored().contains(result)) {
          store(o, result);
        }
      }
    }
    copyResults(span);
    builder.op(CoreOp.RETURN, span);
    Attributes attributes =
        Attributes.of("kernel", Attribute.of(true))
            .with("ins", Attribute.of((long) group.inputs().size()))
            .with("outs", Attribute.of((long) outs.size()));
    Long sees = group.sees();
    return builder.finish(
        List.of(), sees == null ? attributes : attributes.with("sees", Attribute.of(sees)), span);
  }

  private void places(Value places, Span span) throws Refusal {
    Value buffer = parameter(places);
    buffers.put(places, buffer);
    List<Long> extents = Words.shape(places);
    Attributes first = Attributes.of("dim", Attribute.of(0L));
    new NestBuilder(builder, span, extents)
        .out(buffer, AffineMap.identity(1))
        .body(
            p -> {
              Value place = builder.op(KernelOp.INDEX, first, span, List.of()).result();
              return List.of(
                  builder
                      .opOf(CoreOp.CAST, List.of(Scalar.F32), Attributes.NONE, span, List.of(place))
                      .result());
            })
        .finish();
  }

  /// The type of an input's elements.
  private static Scalar input(Value tensor) throws Refusal {
    Scalar element = Words.type(tensor).element();
    return Widening.isRead(element) ? element : single(element);
  }

  /// The type of a result's elements.
  private static Scalar result(Value tensor) throws Refusal {
    Scalar element = Words.type(tensor).element();
    return Widening.isRounded(element) ? element : single(element);
  }

  private static Scalar single(Scalar element) throws Refusal {
    if (element != Scalar.F32) {
      throw new Refusal("elements are " + element);
    }
    return element;
  }

  /// A buffer of the kernel's own: numbers that were rounded are numbers of `f32`.
  private Value parameter(Value tensor) throws Refusal {
    Scalar element = Words.type(tensor).element();
    return parameter(tensor, Widening.isRounded(element) ? Scalar.F32 : single(element));
  }

  private Value parameter(Value tensor, Scalar element) throws Refusal {
    return builder.param(new BufferType(Words.type(tensor).shape(), element, "global"));
  }

  private Value buffer(Value stored) {
    return Objects.requireNonNull(buffers.get(stored));
  }

  /// A result that is an input, or another result too, is copied.
  private void copyResults(Span span) {
    for (int i = 0; i < outs.size(); i++) {
      Value from = buffer(group.results().get(i));
      if (from != outs.get(i)) {
        List<Long> extents = Words.shape(group.results().get(i));
        AffineMap all = AffineMap.identity(extents.size());
        new NestBuilder(builder, span, extents)
            .in(from, all)
            .out(outs.get(i), all)
            .body(p -> List.of(p.getFirst()))
            .finish();
      }
    }
  }

  private void store(Operation o, Value result) throws Refusal {
    if (Group.isReduction(o)) {
      reduce(o);
    } else if (o.op() == TensorOp.CONV2D) {
      convolve(o);
    } else if (o.op() == TensorOp.ROPE) {
      turnPairs(o);
    } else if (o.op() == TensorOp.CONCAT) {
      concatenate(o);
    } else if (Group.isProduct(o)) {
      multiply(o);
    } else if (o.op() == TensorOp.TRANSPOSE) {
      turn(o, result);
    } else {
      List<Long> extents = Words.shape(result);
      Formulas formulas = new Formulas(group);
      Formula formula = formulas.definition(result, Index.identity(extents));
      nest(o.span(), extents, formulas)
          .out(buffer(result), AffineMap.identity(extents.size()))
          .body(p -> List.of(element(o, formula, p, buffer(result))))
          .finish();
    }
  }

  /// In the order of the operand, which may come out of a product row by row.
  private void turn(Operation o, Value result) throws Refusal {
    Value x = o.operand(0);
    List<Long> extents = Words.shape(x);
    int rank = extents.size();
    List<AffineExpr> out = new ArrayList<>();
    for (int from : Index.order(o.attributes(), rank)) {
      out.add(AffineExpr.dim(rank, from));
    }
    copy(o, x, extents, buffer(result), new AffineMap(rank, out));
  }

  /// Stores the elements of an operand, each where a map says.
  private void copy(Operation o, Value operand, List<Long> extents, Value to, AffineMap map)
      throws Refusal {
    Formulas formulas = new Formulas(group);
    Formula element = formulas.element(operand, Index.identity(extents));
    nest(o.span(), extents, formulas)
        .out(to, map)
        .body(p -> List.of(element(o, element, p, to)))
        .finish();
  }

  /// Each operand where it stands in the result.
  private void concatenate(Operation o) throws Refusal {
    int axis = Words.axis(o.attributes(), "axis", 0, Words.type(o.result()).rank());
    long before = 0;
    for (Value piece : o.operands()) {
      List<Long> extents = Words.shape(piece);
      if (extents.contains(0L)) {
        continue;
      }
      List<AffineExpr> out = new ArrayList<>(AffineMap.identity(extents.size()).results());
      out.set(axis, out.get(axis).plus(before));
      before += extents.get(axis);
      copy(o, piece, extents, buffer(o.result()), new AffineMap(extents.size(), out));
    }
  }

  /// Writes what a nest puts into a buffer.
  private Value element(Operation o, Formula formula, List<Value> parameters, Value out) {
    return scalars(o).element(Formulas.write(scalars(o), formula, parameters), out);
  }

  private Scalars scalars(Operation o) {
    return new Scalars(builder, o.span());
  }

  private NestBuilder nest(Span span, List<Long> extents, Formulas formulas) {
    NestBuilder nest = new NestBuilder(builder, span, extents);
    formulas.accesses().forEach(a -> nest.in(buffer(a.stored()), a.map()));
    return nest;
  }

  /// Fills a buffer with what an accumulation starts from.
  private void begin(Operation o, double first) {
    List<Long> extents = Words.shape(o.result());
    new NestBuilder(builder, o.span(), extents)
        .out(buffer(o.result()), AffineMap.identity(extents.size()))
        .body(p -> List.of(scalars(o).number(first)))
        .finish();
  }

  private void reduce(Operation o) throws Refusal {
    Value x = o.operand(0);
    List<Long> extents = Words.shape(x);
    int rank = extents.size();
    List<Integer> axes = axes(o.attributes(), rank);
    List<AffineExpr> kept = new ArrayList<>();
    for (int axis = 0; axis < rank; axis++) {
      if (!axes.contains(axis)) {
        kept.add(AffineExpr.dim(rank, axis));
      } else if (Words.type(o.result()).rank() == rank) {
        kept.add(AffineExpr.of(rank, 0));
      }
    }
    Step step = Step.of(o);
    Formulas formulas = new Formulas(group);
    Formula element = formulas.element(x, Index.identity(extents));
    begin(o, step.first);
    nest(o.span(), extents, formulas)
        .reassociating()
        .out(buffer(o.result()), new AffineMap(rank, kept))
        .body(
            p -> {
              Value term = scalars(o).real(Formulas.write(scalars(o), element, p));
              return List.of(step.write(scalars(o), p.getLast(), term));
            })
        .finish();
  }

  /// The axes that an operation reduces: all where it names none.
  private static List<Integer> axes(Attributes attributes, int rank) {
    List<Integer> axes = new ArrayList<>();
    List<Long> named =
        attributes.get("axis") instanceof Attribute.Int one
            ? List.of(one.value())
            : attributes.has("axis") ? attributes.integers("axis") : List.of();
    for (int axis = 0; axis < rank; axis++) {
      if (!attributes.has("axis")
          || named.contains((long) axis)
          || named.contains((long) axis - rank)) {
        axes.add(axis);
      }
    }
    return axes;
  }

  /// What a reduction starts from and does with each element.
  private enum Step {
    SUM(0, CoreOp.ADD),
    PRODUCT(1, CoreOp.MUL),
    MOST(Double.NEGATIVE_INFINITY, CoreOp.MAX),
    LEAST(Double.POSITIVE_INFINITY, CoreOp.MIN),
    MOST_NUMBER(Double.NEGATIVE_INFINITY, CoreOp.SELECT);

    private final double first;
    private final CoreOp op;

    Step(double first, CoreOp op) {
      this.first = first;
      this.op = op;
    }

    private static Step of(Operation o) {
      return o.attributes().flag(Words.NUMBERS, false)
          ? MOST_NUMBER
          : Objects.requireNonNull(BY_OPERATION.get((TensorOp) o.op()));
    }

    /// What is left of what there was and one more. A maximum that heeds NaN takes six instructions
    /// on vectors, one that does not two.
    private Value write(Scalars s, Value before, Value term) {
      return this == MOST_NUMBER
          ? s.op(CoreOp.SELECT, s.op(CoreOp.GT, term, before), term, before)
          : s.op(op, before, term);
    }

    private static final Map<TensorOp, Step> BY_OPERATION =
        Map.of(
            TensorOp.REDUCE_SUM, SUM,
            TensorOp.REDUCE_PROD, PRODUCT,
            TensorOp.REDUCE_MAX, MOST,
            TensorOp.REDUCE_MIN, LEAST);
  }

  /// `c[…, i, j] = Σ a[…, i, k] · b[…, k, j]`; the dimensions are the result's axes and `k`.
  private void multiply(Operation o) throws Refusal {
    List<Long> extents = new ArrayList<>(Words.shape(o.result()));
    List<Long> a = Words.shape(o.operand(0));
    List<Long> b = Words.shape(o.operand(1));
    int k = extents.size();
    extents.add(a.getLast());
    Formulas formulas = new Formulas(group);
    int batch = k - (a.size() > 1 ? 1 : 0) - (b.size() > 1 ? 1 : 0);
    List<AffineExpr> left = leading(extents, a, batch);
    List<AffineExpr> right = leading(extents, b, batch);
    if (a.size() > 1) {
      left.add(AffineExpr.dim(k + 1, batch));
    }
    left.add(AffineExpr.dim(k + 1, k));
    right.add(AffineExpr.dim(k + 1, k));
    if (b.size() > 1) {
      right.add(AffineExpr.dim(k + 1, k - 1));
    }
    Formula x = formulas.element(o.operand(0), new Index(extents, new AffineMap(k + 1, left)));
    Formula y = formulas.element(o.operand(1), new Index(extents, new AffineMap(k + 1, right)));
    begin(o, 0);
    nest(o.span(), extents, formulas)
        .reassociating()
        .out(
            buffer(o.result()),
            new AffineMap(k + 1, AffineMap.identity(k + 1).results().subList(0, k)))
        .body(p -> List.of(product(scalars(o), x, y, p)))
        .finish();
  }

  /// The halves of each row, from the cosines and sines of the angles of its place.
  private void turnPairs(Operation o) throws Refusal {
    Rotation rotation = Rotation.of(o);
    Value cosines = parameter(rotation.table());
    Value sines = parameter(rotation.table());
    rotation.fill(builder, o.span(), cosines, CoreOp.COS);
    rotation.fill(builder, o.span(), sines, CoreOp.SIN);
    for (boolean second : new boolean[] {false, true}) {
      Formulas formulas = new Formulas(group);
      Formula own = formulas.element(o.operand(0), rotation.half(second));
      Formula other = formulas.element(o.operand(0), rotation.half(!second));
      int reads = formulas.accesses().size();
      nest(o.span(), rotation.extents(), formulas)
          .in(cosines, rotation.angles())
          .in(sines, rotation.angles())
          .out(buffer(o.result()), rotation.half(second).map())
          .body(
              p -> {
                Scalars s = scalars(o);
                Value x = s.real(Formulas.write(s, own, p));
                Value y = s.op(CoreOp.MUL, s.real(Formulas.write(s, other, p)), p.get(reads + 1));
                Value signed = second ? y : s.op(CoreOp.NEG, y);
                Value turned = s.op(CoreOp.FMA, x, p.get(reads), signed);
                return List.of(s.element(turned, buffer(o.result())));
              })
          .finish();
    }
  }

  private void convolve(Operation o) throws Refusal {
    Convolution c = Convolution.of(o);
    Formulas formulas = new Formulas(group);
    Formula x =
        c.isPadded()
            ? formulas.read(padded(o, c), c.image())
            : formulas.element(o.operand(0), c.image());
    Formula y = formulas.element(o.operand(1), c.filter());
    begin(o, 0);
    nest(o.span(), c.extents(), formulas)
        .reassociating()
        .out(buffer(o.result()), AffineMap.select(7, 0, 1, 2, 3))
        .body(p -> List.of(product(scalars(o), x, y, p)))
        .finish();
  }

  /// Copies images into what their windows reach.
  private Value padded(Operation o, Convolution c) throws Refusal {
    List<Dim> shape = c.padded().stream().map(Dim::of).toList();
    Value stand = new Value(-2 - o.result().id(), new TensorType(shape, Scalar.F32));
    Value buffer = parameter(stand);
    buffers.put(stand, buffer);
    for (Convolution.Part zeros : c.around()) {
      new NestBuilder(builder, o.span(), zeros.extents())
          .out(buffer, zeros.map())
          .body(p -> List.of(scalars(o).number(0)))
          .finish();
    }
    copy(o, o.operand(0), c.inside().extents(), buffer, c.inside().map());
    return stand;
  }

  private static Value product(Scalars s, Formula x, Formula y, List<Value> parameters) {
    return s.op(
        CoreOp.FMA,
        s.real(Formulas.write(s, x, parameters)),
        s.real(Formulas.write(s, y, parameters)),
        parameters.getLast());
  }

  /// The coordinates of an operand's leading axes, which broadcast to those of the result.
  private static List<AffineExpr> leading(List<Long> extents, List<Long> operand, int batch) {
    int own = Math.max(0, operand.size() - 2);
    List<AffineExpr> axes = new ArrayList<>();
    for (int axis = 0; axis < own; axis++) {
      int dim = axis + batch - own;
      axes.add(
          operand.get(axis) == 1
              ? AffineExpr.of(extents.size(), 0)
              : AffineExpr.dim(extents.size(), dim));
    }
    return axes;
  }
}
