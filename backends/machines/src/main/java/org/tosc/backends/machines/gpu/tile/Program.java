package org.tosc.backends.machines.gpu.tile;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tosc.tir.source.Code;
import org.tosc.tir.source.Diagnostic;
import org.tosc.tir.source.Span;

/// One program of a launch while it runs: what both languages, Triton's Python and its MLIR, mean
/// by their operations.
///
/// Operands of an operation have one type and one shape; a scalar among tiles is repeated. What
/// does not fit is a fault of the language's reader, not of the program.
public final class Program {
  /// Ten rounds of two products, four exclusive ors and two sums.
  private static final double PHILOX_ALU = 80;

  private final LaunchState launch;
  private final int number;
  private final Recorder recorder;
  private long fuel;
  private Span place = Span.NONE;
  private final Deque<Integer> loops = new ArrayDeque<>();
  private boolean isQuiet;
  private int @Nullable [] known;
  private int releases;

  /// @param number of the program in its grid
  /// @param fuel how many operations it may do
  public Program(LaunchState launch, int number, Recorder recorder, long fuel) {
    this.launch = launch;
    this.number = number;
    this.recorder = recorder;
    this.fuel = fuel;
  }

  public LaunchState launch() {
    return launch;
  }

  public int number() {
    return number;
  }

  int releases() {
    return releases;
  }

  /// Whether floats are left out.
  public boolean isSketch() {
    return launch.isSketch();
  }

  public Span place() {
    return place;
  }

  /// Says what is done next, and counts it.
  ///
  /// @throws Fault where the program has done enough
  public void at(Span next) {
    place = next;
    if (--fuel < 0) {
      throw fault(Code.E1814, "the program does not end: it used up its steps");
    }
  }

  /// A step of the next operations is in a loop.
  public void enterLoop(int loop) {
    loops.push(loop);
  }

  public void leaveLoop() {
    loops.pop();
  }

  /// A fault of this program at its present place.
  public Fault fault(Code code, String message) {
    Diagnostic diagnostic = Diagnostic.of(code, place, message);
    boolean isAlone = launch.grid().size() == 1;
    String where = "in program " + launch.grid().describe(number) + " of a grid of ";
    return new Fault(isAlone ? diagnostic : diagnostic.note(where + launch.grid()));
  }

  int missing(String why) {
    return launch.poison.number(place, why);
  }

  boolean knows(int other, int release) {
    return known != null && release < known[other];
  }

  /// Takes over what was released at addresses.
  void acquire(long[] addresses) {
    known = launch.clocks.acquired(addresses, known);
  }

  void release(long[] addresses) {
    releases++;
    launch.clocks.release(addresses, known, number, releases);
  }

  private Tile record(
      Step.Kind kind, Tile made, ElementType operand, double alu, double sfu, Tile... inputs) {
    return step(kind, made, operand, new Work(alu, sfu, 0, Rate.NONE, 0, 0), inputs);
  }

  /// What a step costs, see [Step].
  record Work(double alu, double sfu, double flops, Rate rate, long bytes, long fresh) {}

  Tile step(Step.Kind kind, Tile made, ElementType operand, Work work, Tile... inputs) {
    launch.made(made.size());
    if (recorder == Recorder.NONE || isQuiet) {
      return made;
    }
    List<Integer> steps = new ArrayList<>();
    for (Tile input : inputs) {
      steps.add(input.step);
    }
    Step.Made what = new Step.Made(made.type(), made.shape());
    int loop = loops.isEmpty() ? 0 : loops.peek();
    Step step =
        new Step(
            kind,
            what,
            operand,
            steps,
            work.alu(),
            work.sfu(),
            work.flops(),
            work.rate(),
            work.bytes(),
            work.fresh(),
            loop,
            place);
    return made.madeBy(recorder.hear(step));
  }

  /// The position of the program along an axis.
  public Tile programId(int axis) {
    return Tile.scalar(DType.I32, launch.grid().position(number, axis));
  }

  /// How many programs there are along an axis.
  public Tile programs(int axis) {
    return Tile.scalar(DType.I32, launch.grid().extent(axis));
  }

  /// The whole numbers from `start` to below `end`.
  public Tile range(int start, int end) {
    long[] out = new long[end - start];
    for (int i = 0; i < out.length; i++) {
      out[i] = (long) start + i;
    }
    Tile made = Tile.ofInts(DType.I32, Shape.of(out.length), out, null);
    return record(Step.Kind.MOVE, made, DType.I32, 0, 0);
  }

  /// A tile of a scalar, repeated; also broadcasting.
  public Tile broadcast(Tile x, Shape shape) {
    if (x.shape().equals(shape)) {
      return x;
    }
    return record(Step.Kind.MOVE, Arrangement.broadcast(x, shape), x.type(), 0, 0, x);
  }

  /// The same elements, row by row, in another shape of the same size.
  public Tile reshape(Tile x, Shape shape) {
    return record(Step.Kind.MOVE, x.shaped(shape), x.type(), 0, 0, x);
  }

  public Tile permute(Tile x, List<Integer> order) {
    return record(Step.Kind.MOVE, Arrangement.permute(x, order), x.type(), 0, 0, x);
  }

  public Tile flip(Tile x, int axis) {
    return record(Step.Kind.MOVE, Arrangement.flip(x, axis), x.type(), 0, 0, x);
  }

  /// One after the other along an axis.
  public Tile concatenate(Tile a, Tile b, int axis) {
    return record(Step.Kind.MOVE, Arrangement.joined(a, b, axis), a.type(), 0, 0, a, b);
  }

  /// A part of an axis.
  public Tile part(Tile x, int axis, int first, int count) {
    return record(Step.Kind.MOVE, Arrangement.part(x, axis, first, count), x.type(), 0, 0, x);
  }

  /// Elements along an axis at positions.
  ///
  /// @throws Fault where a position lies outside
  public Tile gather(Tile x, Tile index, int axis) {
    Tile made = Arrangement.gather(x, index, axis);
    if (made == null) {
      String extent = "0 … " + (x.shape().extent(axis) - 1);
      throw fault(Code.E1811, "a position outside of the tile's axis, which has " + extent);
    }
    return record(Step.Kind.MOVE, made, x.type(), made.size(), 0, x, index);
  }

  private Tile like(Tile x, Shape shape) {
    return x.shape().equals(shape) ? x : Arrangement.broadcast(x, shape);
  }

  private static Shape larger(Tile... tiles) {
    for (Tile tile : tiles) {
      if (!tile.shape().isScalar()) {
        return tile.shape();
      }
    }
    return Shape.SCALAR;
  }

  public Tile unary(Unary op, Tile x) {
    Tile made = Elementwise.unary(op, x);
    double size = x.size();
    return record(Step.Kind.COMPUTE, made, x.type(), op.alu * size, op.sfu * size, x);
  }

  public Tile binary(Binary op, Tile a, Tile b) {
    Shape shape = larger(a, b);
    int missing = op.isDivision() || op.isShift() ? missing("without a result") : 0;
    Tile made = Elementwise.binary(op, like(a, shape), like(b, shape), missing);
    double size = made.size();
    boolean isFloat = made.isFloat();
    Step.Kind kind =
        isFloat && op == Binary.MUL
            ? Step.Kind.MULTIPLY
            : isFloat && (op == Binary.ADD || op == Binary.SUB) ? Step.Kind.ADD : Step.Kind.COMPUTE;
    return record(kind, made, a.type(), op.alu * size, op.sfu * size, a, b);
  }

  /// See [Elementwise#compare].
  public Tile compare(Comparison op, Tile a, Tile b, boolean isUnsigned, boolean orUnordered) {
    Shape shape = larger(a, b);
    Tile made = Elementwise.compare(op, like(a, shape), like(b, shape), isUnsigned, orUnordered);
    return record(Step.Kind.COMPUTE, made, a.type(), made.size(), 0, a, b);
  }

  public Tile fma(Tile a, Tile b, Tile c) {
    Shape shape = larger(a, b, c);
    Tile made = Elementwise.fma(like(a, shape), like(b, shape), like(c, shape));
    return record(Step.Kind.COMPUTE, made, a.type(), made.size(), 0, a, b, c);
  }

  public Tile select(Tile condition, Tile a, Tile b) {
    Shape shape = larger(condition, a, b);
    Tile made = Elementwise.select(like(condition, shape), like(a, shape), like(b, shape));
    return record(Step.Kind.COMPUTE, made, a.type(), made.size(), 0, condition, a, b);
  }

  /// A number in another type.
  ///
  /// @param fromUnsigned whether whole numbers are taken without their signs
  public Tile cast(Tile x, ElementType to, boolean fromUnsigned) {
    if (x.type().equals(to)) {
      return x;
    }
    Tile made = Conversion.cast(x, to, fromUnsigned);
    boolean isFree = !(x.isFloat() || made.isFloat());
    return record(
        isFree ? Step.Kind.MOVE : Step.Kind.COMPUTE,
        made,
        x.type(),
        isFree ? 0 : made.size(),
        0,
        x);
  }

  /// The same bits as another type of the same width.
  public Tile bitcast(Tile x, ElementType to) {
    Tile made =
        to instanceof DType type
            ? Conversion.reinterpreted(x, type)
            : Conversion.cast(x, to, false);
    return record(Step.Kind.MOVE, made, x.type(), 0, 0, x);
  }

  /// What is combined along an axis: elements and those half an axis further, until one is left.
  ///
  /// @param combine of as many tiles on each side as there are in `tiles`
  public List<Tile> reduce(List<Tile> tiles, int axis, Reduction.Combine combine) {
    boolean wasQuiet = isQuiet;
    isQuiet = true;
    List<Tile> results = Reduction.reduce(tiles, axis, combine);
    isQuiet = wasQuiet;
    return recorded(tiles, results);
  }

  /// What is combined up to each element of an axis.
  public List<Tile> scan(List<Tile> tiles, int axis, boolean isReverse, Reduction.Combine combine) {
    boolean wasQuiet = isQuiet;
    isQuiet = true;
    List<Tile> results = Reduction.scan(tiles, axis, isReverse, combine);
    isQuiet = wasQuiet;
    return recorded(tiles, results);
  }

  private List<Tile> recorded(List<Tile> tiles, List<Tile> results) {
    List<Tile> made = new ArrayList<>();
    for (int i = 0; i < results.size(); i++) {
      Tile from = tiles.get(i);
      made.add(record(Step.Kind.REDUCE, results.get(i), from.type(), from.size(), 0, from));
    }
    return made;
  }

  /// `a · b + c` of matrices.
  public Tile dot(Tile a, Tile b, Tile c, Precision precision) {
    Tile made = Product.dot(a, b, c, precision);
    int inner = a.shape().extent(a.shape().rank() - 1);
    Rate rate = Rate.of(a.dtype(), precision);
    Work work = new Work(0, 0, 2.0 * made.size() * inner, rate, 0, 0);
    return step(Step.Kind.DOT, made, a.type(), work, a, b, c);
  }

  /// A product of operands with scales.
  public Tile dotScaled(ScaledOperand a, ScaledOperand b, Tile c) {
    Tile left = a.format().numbers(a.tile(), 1, a.scale());
    Tile right = b.format().numbers(b.tile(), 0, b.scale());
    Tile made = Product.dot(left, right, c, Precision.IEEE);
    double flops = 2.0 * made.size() * left.shape().extent(1);
    Work work = new Work(0, 0, flops, a.format().slower(b.format()), 0, 0);
    return step(Step.Kind.DOT, made, a.tile().type(), work, a.tile(), b.tile(), c);
  }

  /// An operand of [#dotScaled].
  public record ScaledOperand(Tile tile, BlockFormat format, @Nullable Tile scale) {}

  /// How often each of `bins` numbers occurs.
  public Tile histogram(Tile x, int bins, @Nullable Tile mask) {
    long[] counts = new long[bins];
    for (int i = 0; i < x.size() && x.isKnown(); i++) {
      boolean isCounted = mask == null || mask.ints[i] != 0;
      if (isCounted && x.ints[i] >= 0 && x.ints[i] < bins) {
        counts[(int) x.ints[i]]++;
      }
    }
    Tile made = Tile.ofInts(DType.I32, Shape.of(bins), counts, null);
    return record(Step.Kind.REDUCE, made, x.type(), x.size(), 0, x);
  }

  /// The elements of each row of the last axis in order.
  public Tile sort(Tile x, boolean isDescending) {
    Tile made = Reduction.sort(x, isDescending);
    double steps = Math.ceil(Functions.log2(Math.max(2, x.shape().extent(x.shape().rank() - 1))));
    return record(Step.Kind.REDUCE, made, x.type(), x.size() * steps * (steps + 1) / 2, 0, x);
  }

  /// Random numbers for counters: four tiles of 32 bits each.
  public List<Tile> random(long seed, Tile offsets) {
    boolean isWide = offsets.dtype().bits() > Integer.SIZE;
    long[][] out = new long[4][offsets.size()];
    for (int i = 0; i < offsets.size() && offsets.isKnown(); i++) {
      int[] block = Philox.of(seed, offsets.ints[i], isWide);
      for (int j = 0; j < block.length; j++) {
        out[j][i] = block[j] & 0xFFFF_FFFFL;
      }
    }
    List<Tile> made = new ArrayList<>();
    for (long[] values : out) {
      Tile tile = Tile.ofInts(DType.U32, offsets.shape(), values, offsets.poison);
      double alu = made.isEmpty() ? PHILOX_ALU * offsets.size() : 0;
      made.add(record(Step.Kind.COMPUTE, tile, offsets.type(), alu, 0, offsets));
    }
    return made;
  }

  /// Uniform numbers in [0, 1) of random bits.
  public Tile uniform(Tile bits) {
    double[] out = new double[bits.size()];
    for (int i = 0; i < out.length; i++) {
      out[i] = Philox.uniform((int) bits.ints[i]);
    }
    Tile made = Tile.ofFloats(DType.F32, bits.shape(), out, bits.poison);
    return record(Step.Kind.COMPUTE, made, bits.type(), 4.0 * out.length, 0, bits);
  }

  /// Normal numbers of two tiles of random bits.
  public Tile normal(Tile first, Tile second) {
    double[] out = new double[first.size()];
    for (int i = 0; i < out.length; i++) {
      out[i] = Philox.normal((int) first.ints[i], (int) second.ints[i]);
    }
    Tile made = Tile.ofFloats(DType.F32, first.shape(), out, first.poison);
    return record(
        Step.Kind.COMPUTE, made, first.type(), 12.0 * out.length, 4.0 * out.length, first, second);
  }

  /// Elements at addresses.
  ///
  /// @param mask which lanes; null for all
  /// @param other what the other lanes get; null for nothing
  public Tile load(Tile pointers, @Nullable Tile mask, @Nullable Tile other) {
    return Access.load(this, pointers, mask, other);
  }

  /// A part of a tensor; lanes outside of the checked axes are left out.
  ///
  /// @param other what these lanes get; null for nothing
  public Tile load(BlockAccess block, @Nullable Tile other) {
    return Access.load(this, block.pointers(), block.mask(), other);
  }

  public void store(BlockAccess block, Tile value) {
    Access.store(this, block.pointers(), value, block.mask());
  }

  public void store(Tile pointers, Tile value, @Nullable Tile mask) {
    Access.store(this, pointers, value, mask);
  }

  /// Changes elements, each at once.
  ///
  /// @return what they were
  public Tile atomic(Atomic op, Tile pointers, Tile value, @Nullable Tile mask, Ordering ordering) {
    return AtomicAccess.update(this, op, pointers, value, mask, ordering);
  }

  /// Changes an element to `value` where it is `expected`.
  ///
  /// @return what it was
  public Tile compareAndSwap(Tile pointers, Tile expected, Tile value, Ordering ordering) {
    return AtomicAccess.compareAndSwap(this, pointers, expected, value, ordering);
  }

  /// Addresses some elements further.
  public Tile advance(Tile pointers, Tile elements) {
    Shape shape = larger(pointers, elements);
    Tile base = like(pointers, shape);
    Tile offset = like(elements, shape);
    if (!base.isKnown() || !offset.isKnown()) {
      return Tile.unknown(pointers.type(), shape);
    }
    int size = ((PointerType) pointers.type()).pointee().bytes();
    long[] out = new long[shape.size()];
    for (int i = 0; i < out.length; i++) {
      out[i] = base.ints[i] + offset.ints[i] * size;
    }
    int @Nullable [] poison = Poison.either(base.poison, offset.poison);
    Tile made = Tile.ofInts(pointers.type(), shape, out, poison);
    return record(Step.Kind.COMPUTE, made, offset.type(), out.length, 0, pointers, elements);
  }

  /// The number of a scalar on which what is done next depends.
  ///
  /// @throws Fault where it is missing
  /// @throws NeedsNumbers where it was not computed
  public long decisive(Tile scalar) {
    if (!scalar.isKnown()) {
      throw new NeedsNumbers();
    }
    require(scalar, "a missing value decides what is done next");
    return scalar.integer(0);
  }

  /// @throws Fault where a lane that counts misses its value
  void require(Tile tile, String message) {
    for (int i = 0; tile.poison != null && i < tile.poison.length; i++) {
      if (tile.poison[i] != 0) {
        throw missing(message, tile.poison[i]);
      }
    }
  }

  Fault missing(String message, int number) {
    Poison.Origin origin = launch.poison.origin(number);
    Diagnostic diagnostic = fault(Code.E1813, message).diagnostic();
    return new Fault(diagnostic.label(origin.at(), origin.text()));
  }
}
