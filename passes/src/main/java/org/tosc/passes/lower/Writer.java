package org.tosc.passes.lower;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.IntUnaryOperator;
import java.util.function.LongBinaryOperator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.tosc.passes.vector.Roundings;
import org.tosc.tir.ir.Attribute;
import org.tosc.tir.ir.Attributes;
import org.tosc.tir.ir.BufferType;
import org.tosc.tir.ir.CoreOp;
import org.tosc.tir.ir.Dim;
import org.tosc.tir.ir.Function;
import org.tosc.tir.ir.FunctionBuilder;
import org.tosc.tir.ir.KernelOp;
import org.tosc.tir.ir.Op;
import org.tosc.tir.ir.Scalar;
import org.tosc.tir.ir.SlotType;
import org.tosc.tir.ir.Type;
import org.tosc.tir.ir.Value;
import org.tosc.tir.ir.VectorType;
import org.tosc.tir.source.Span;

/// Writes a function of loops, `i32` positions and vectors. Positions that are known are computed
/// here, and loops of one round are no loops: what is not written need not be compiled.
final class Writer {
  /// Every position follows from the sizes of the buffers it is in.
  private static final Attributes INSIDE = Attributes.of("bounds", Attribute.of("proved"));

  private final FunctionBuilder builder;
  private final String symbol;
  private Span span;
  private final VectorType vector;
  private final Map<Value, Long> known = new HashMap<>();

  Writer(String symbol, Span span, int lanes) {
    this.symbol = symbol;
    this.builder = new FunctionBuilder(symbol);
    this.span = span;
    this.vector = new VectorType(lanes, Scalar.F32);
  }

  String symbol() {
    return symbol;
  }

  FunctionBuilder builder() {
    return builder;
  }

  Span span() {
    return span;
  }

  /// What is written next comes from there.
  void from(Span source) {
    span = source;
  }

  int lanes() {
    return vector.lanes();
  }

  /// A parameter: the elements of a buffer, side by side; how many does not matter, so that kernels
  /// of other sizes can have the same function.
  Value buffer() {
    return buffer(Scalar.F32);
  }

  /// A parameter for the elements of a buffer of the kernel.
  Value buffer(Value kernels) {
    return buffer(element(kernels));
  }

  /// A parameter for elements of a type.
  Value buffer(Scalar element) {
    return builder.param(new BufferType(List.of(Dim.unknown()), element, "global"));
  }

  /// What lies in a buffer: `f32`, or what is read as and written from that.
  static Scalar element(Value buffer) {
    return ((BufferType) buffer.type()).element();
  }

  /// What tells functions apart that do the same with other elements.
  static String suffix(Scalar element) {
    return element == Scalar.F32 ? "" : "." + element;
  }

  Value position() {
    return builder.param(Scalar.I32);
  }

  Function finish(Attributes attributes) {
    builder.op(CoreOp.RETURN, span);
    return builder.finish(List.of(), attributes, span);
  }

  // Positions.

  Value whole(long value) {
    Value constant = constant(Attribute.of(value), Scalar.I32);
    known.put(constant, value);
    return constant;
  }

  private Value constant(Attribute value, Type type) {
    return op(CoreOp.CONST, type, Attributes.of("value", value));
  }

  /// The number that a position is; null where it is known only when the code runs.
  @Nullable Long known(Value position) {
    return known.get(position);
  }

  Value plus(Value a, long more) {
    return more == 0 ? a : position(CoreOp.WRAPPING_ADD, Long::sum, a, more);
  }

  Value plus(Value a, Value b) {
    if (isNone(a)) {
      return b;
    }
    return isNone(b) ? a : position(CoreOp.WRAPPING_ADD, Long::sum, a, b);
  }

  private boolean isNone(Value a) {
    Long number = known.get(a);
    return number != null && number == 0;
  }

  Value minus(Value a, Value b) {
    return position(CoreOp.WRAPPING_SUB, (x, y) -> x - y, a, b);
  }

  Value times(Value a, long factor) {
    return factor == 0
        ? whole(0)
        : factor == 1 ? a : position(CoreOp.WRAPPING_MUL, (x, y) -> x * y, a, factor);
  }

  /// `steps · i` places behind `base`.
  Value moved(Value base, Value i, long steps) {
    return steps == 0 ? base : plus(base, times(i, steps));
  }

  Value least(Value a, Value b) {
    return position(CoreOp.MIN, Math::min, a, b);
  }

  Value most(Value a, Value b) {
    return position(CoreOp.MAX, Math::max, a, b);
  }

  private Value position(CoreOp op, LongBinaryOperator compute, Value a, long b) {
    Long x = known.get(a);
    return x == null ? op(op, a, whole(b)) : whole(compute.applyAsLong(x, b));
  }

  Value times(Value a, Value b) {
    return position(CoreOp.WRAPPING_MUL, (x, y) -> x * y, a, b);
  }

  /// An operation on positions, computed here where both are known.
  Value position(CoreOp op, LongBinaryOperator compute, Value a, Value b) {
    Long x = known.get(a);
    Long y = known.get(b);
    return x != null && y != null ? whole(compute.applyAsLong(x, y)) : op(op, a, b);
  }

  /// Runs the body for `i = from, from + step, … < to`.
  void loop(Value from, Value to, long step, Consumer<Value> body) {
    Long first = known.get(from);
    Long end = known.get(to);
    if (first != null && end != null && first + step >= end) {
      if (first < end) {
        body.accept(from);
      }
      return;
    }
    Value i = slot(Scalar.I32, from);
    var condition =
        builder.block(span, () -> builder.op(CoreOp.YIELD, span, op(CoreOp.LT, get(i), to)));
    var rounds = builder.block(span, () -> body.accept(get(i)));
    var next = builder.block(span, () -> set(i, plus(get(i), step)));
    builder.opWith(
        CoreOp.LOOP, List.of(), Attributes.NONE, span, List.of(), List.of(condition, rounds, next));
  }

  void loop(long to, Consumer<Value> body) {
    loop(whole(0), whole(to), 1, body);
  }

  // Registers.

  Value slot(Type type, @Nullable Value initial) {
    return builder
        .opOf(
            CoreOp.SLOT,
            List.of(new SlotType(type)),
            Attributes.NONE,
            span,
            initial == null ? List.of() : List.of(initial))
        .result();
  }

  Value get(Value slot) {
    return op(CoreOp.SLOT_GET, slot);
  }

  void set(Value slot, Value value) {
    builder.op(CoreOp.SLOT_SET, span, slot, value);
  }

  // Elements and vectors.

  VectorType vector() {
    return vector;
  }

  Value number(double value) {
    return constant(Attribute.of(value), Scalar.F32);
  }

  Value splat(Value scalar) {
    return builder
        .opOf(CoreOp.SPLAT, List.of(vector), Attributes.NONE, span, List.of(scalar))
        .result();
  }

  /// A vector itself, or a scalar in every lane.
  Value vectorOf(Value value) {
    return value.type() instanceof VectorType ? value : splat(value);
  }

  /// The mask of the first lanes; null, which stands for all lanes, for as many as there are.
  @Nullable Value first(long count) {
    return count >= vector.lanes()
        ? null
        : builder
            .opOf(
                CoreOp.LANES_BELOW,
                List.of(new VectorType(vector.lanes(), Scalar.I1)),
                Attributes.NONE,
                span,
                List.of(whole(count)))
            .result();
  }

  /// An element, as `f32`.
  Value load(Value buffer, Value at) {
    Value element = builder.op(KernelOp.LOAD, INSIDE, span, List.of(buffer, at)).result();
    return cast(element, Scalar.F32);
  }

  /// An element, in the type that its kind is computed with.
  Value element(Value buffer, Value at) {
    Value element = builder.op(KernelOp.LOAD, INSIDE, span, List.of(buffer, at)).result();
    return cast(element, element(buffer).arithmetic());
  }

  void store(Value buffer, Value element, Value at) {
    Value held = cast(element, element(buffer));
    builder.op(KernelOp.STORE, INSIDE, span, List.of(buffer, held, at));
  }

  Value cast(Value element, Scalar to) {
    return element.type() == to
        ? element
        : builder.opOf(CoreOp.CAST, List.of(to), Attributes.NONE, span, List.of(element)).result();
  }

  /// A number, or the lanes of a vector, as a narrower format has it.
  Value rounded(Value x, Scalar format) {
    return x.type() instanceof VectorType
        ? new Roundings(builder, span).rounded(x, format)
        : cast(cast(x, format), Scalar.F32);
  }

  Value load(Value buffer, Value at, @Nullable Value mask) {
    return load(vector, buffer, at, mask);
  }

  /// How many elements begin where a vector does and, if they lie in blocks, a block does.
  int unit(Scalar element) {
    return Math.max(lanes(), element.blockSize());
  }

  /// A vector of a stream that is asked for ahead of time.
  ///
  /// @param ahead how many elements further on
  Value loadAhead(Value buffer, Value at, long ahead) {
    Attributes attributes = INSIDE.with("ahead", Attribute.of(ahead));
    return read(KernelOp.VLOAD, vector, attributes, buffer, at);
  }

  /// A vector some elements behind a place that begins such a unit: of vectors of one block, the
  /// scale is read once.
  ///
  /// @param behind a multiple of the lanes
  Value load(Value buffer, Value first, long behind) {
    if (element(buffer).blockSize() == 1) {
      return load(buffer, plus(first, behind), null);
    }
    Attributes attributes = INSIDE.with("behind", Attribute.of(behind));
    return builder
        .opOf(KernelOp.VLOAD, List.of(vector), attributes, span, List.of(buffer, first))
        .result();
  }

  // Whole numbers in lanes, and in memory.

  private VectorType words() {
    return new VectorType(lanes(), Scalar.I32);
  }

  /// A whole number in every lane.
  Value words(int value) {
    return constant(Attribute.of((long) value), words());
  }

  /// A position in every lane.
  Value wordsOf(Value position) {
    return builder
        .opOf(CoreOp.SPLAT, List.of(words()), Attributes.NONE, span, List.of(position))
        .result();
  }

  /// The lanes as `f32`, rounded.
  Value floats(Value words) {
    return builder
        .opOf(CoreOp.CAST, List.of(vector), Attributes.NONE, span, List.of(words))
        .result();
  }

  /// A vector from a buffer of `i32`.
  Value loadWords(Value buffer, Value at) {
    return loadWords(buffer, at, null);
  }

  /// A vector of whole numbers from a buffer of `i32`, or of `i8`; lanes outside a mask are 0.
  Value loadWords(Value buffer, Value at, @Nullable Value mask) {
    return load(words(), buffer, at, mask);
  }

  /// Four bytes for each lane.
  Value bytes(Value buffer, Value at) {
    return read(KernelOp.VBYTES, words(), buffer, at);
  }

  /// The scales of these bytes.
  Value scales(Value buffer, Value at) {
    return read(KernelOp.VSCALES, vector, buffer, at);
  }

  /// The same of four rows: lane `4q + i` is of the `i`-th of them.
  ///
  /// @param apart elements from row to row
  Value scalesOfFour(Value buffer, Value at, long apart) {
    return read(KernelOp.VSCALES, vector, INSIDE.with("apart", Attribute.of(apart)), buffer, at);
  }

  /// Four bytes for each lane of what a stream of blocks has, which is asked for ahead of time.
  ///
  /// @param ahead how many elements further on
  Value bytesAhead(Value buffer, Value at, long ahead) {
    return read(KernelOp.VBYTES, words(), INSIDE.with("ahead", Attribute.of(ahead)), buffer, at);
  }

  /// Some bytes of each block.
  ///
  /// @param behind the first of them
  /// @param count how many
  Value bytes(Value buffer, Value at, long behind, long count) {
    Attributes some = INSIDE.with("behind", Attribute.of(behind));
    return read(KernelOp.VBYTES, words(), some.with("bytes", Attribute.of(count)), buffer, at);
  }

  /// The scales of blocks of which so many bytes are taken.
  Value scales(Value buffer, Value at, long count) {
    Attributes some = INSIDE.with("bytes", Attribute.of(count));
    return read(KernelOp.VSCALES, vector, some, buffer, at);
  }

  /// Writes a block of `q8_0`: its scale, and its integers, the lowest 8 bits of lanes.
  void storeBlock(Value buffer, Value scale, Value at, List<Value> integers) {
    List<Value> operands = new ArrayList<>(List.of(buffer, scale, at));
    operands.addAll(integers);
    builder.op(KernelOp.VBLOCK, INSIDE, span, operands);
  }

  /// Asks the second-level cache for what lies there, if anything does.
  void prefetch(Value buffer, Value at) {
    builder.op(KernelOp.PREFETCH, span, buffer, at);
  }

  /// Lanes of two vectors, those of the second from [#lanes()] on.
  Value shuffled(Value a, Value b, IntUnaryOperator chosen) {
    List<Long> which =
        IntStream.range(0, lanes()).mapToObj(i -> (long) chosen.applyAsInt(i)).toList();
    Attributes attributes = Attributes.of("lanes", Attribute.ints(which));
    return builder
        .opOf(CoreOp.SHUFFLE, List.of(a.type()), attributes, span, List.of(a, b))
        .result();
  }

  /// An element of a buffer of `i32`.
  Value loadWhole(Value buffer, Value at) {
    return builder.op(KernelOp.LOAD, INSIDE, span, List.of(buffer, at)).result();
  }

  void storeWhole(Value buffer, Value whole, Value at) {
    builder.op(KernelOp.STORE, INSIDE, span, List.of(buffer, whole, at));
  }

  private Value load(VectorType type, Value buffer, Value at, @Nullable Value mask) {
    List<Value> operands = mask == null ? List.of(buffer, at) : List.of(buffer, at, mask);
    return builder.opOf(KernelOp.VLOAD, List.of(type), INSIDE, span, operands).result();
  }

  private Value read(KernelOp op, VectorType type, Value buffer, Value at) {
    return read(op, type, INSIDE, buffer, at);
  }

  private Value read(KernelOp op, VectorType type, Attributes how, Value buffer, Value at) {
    return builder.opOf(op, List.of(type), how, span, List.of(buffer, at)).result();
  }

  void store(Value buffer, Value elements, Value at, @Nullable Value mask) {
    builder.op(
        KernelOp.VSTORE,
        INSIDE,
        span,
        mask == null ? List.of(buffer, elements, at) : List.of(buffer, elements, at, mask));
  }

  Value op(Op op, Value... operands) {
    return builder.op(op, span, operands).result();
  }

  /// What an operation without operands gives, in a type of its own.
  Value op(Op op, Type type) {
    return op(op, type, Attributes.NONE);
  }

  private Value op(Op op, Type type, Attributes attributes) {
    return builder.opOf(op, List.of(type), attributes, span, List.of()).result();
  }

  void call(String callee, List<Value> arguments) {
    builder.opOf(
        CoreOp.CALL,
        List.of(),
        Attributes.of("callee", new Attribute.Symbol(callee)),
        span,
        arguments);
  }
}
