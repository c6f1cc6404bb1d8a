package org.tosc.backends.snitch.code;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tosc.tir.ir.BufferType;
import org.tosc.tir.ir.Function;
import org.tosc.tir.ir.Value;

/// Compiles functions of nests over buffers to code of streams.
///
/// ```java
/// Routine relu = Compiler.compile(function, false, () -> loops(function));
/// relu.text();                                // assembly
/// ```
///
/// Buffers are passed as their first element's address in `a0` …, in words of 8 bytes; scalars in
/// `fa0` ….
public final class Compiler {
  /// Bytes of TCDM (snitch.md section 1).
  private static final long MEMORY = 128 << 10;

  private Compiler() {}

  /// Other code for the same function, which is asked for only where it is needed.
  @FunctionalInterface
  public interface Otherwise {
    Routine routine() throws Unsupported;
  }

  /// The code of a function.
  ///
  /// @param isShared whether other cores use the memory at the same time
  /// @param otherwise what takes over where operands are such that streams would not be right
  /// @throws Unsupported where it has something that there are no streams for
  public static Routine compile(Function function, boolean isShared, Otherwise otherwise)
      throws Unsupported {
    try {
      return routine(function, isShared, otherwise);
    } catch (NoRegister none) {
      throw new Unsupported(function.span(), "more addresses and counts than registers hold");
    }
  }

  private static Routine routine(Function function, boolean isShared, Otherwise otherwise)
      throws Unsupported {
    int integers =
        (int) function.params().stream().filter(p -> p.type() instanceof BufferType).count();
    Emitter.Arguments arguments =
        new Emitter.Arguments(integers, function.params().size() - integers, isShared);
    Frame frame = new Frame();
    List<Computation> computations = new ArrayList<>();
    List<Item> items = new ArrayList<>();
    for (Step step : steps(function, frame)) {
      switch (step) {
        case Step.Guess(Item.Guesses guesses) -> items.add(guesses);
        case Step.Check(Item.Check check) -> items.add(check);
        case Step.Compute(Computation next) -> {
          Way way = best(function, arguments, next);
          computations.addAll(way.computations());
          items.addAll(way.items());
        }
      }
    }
    int scratch = Windows.scratch(computations);
    boolean isChecked = items.stream().anyMatch(Item.Check.class::isInstance);
    Routine other = isChecked ? otherwise.routine() : null;
    Routine routine =
        Emitter.emit(arguments, scratch, frame.bytes(), items, function.symbol(), other);
    requireRoom(function, routine.stack());
    return routine;
  }

  private static List<Step> steps(Function function, Frame frame) throws Unsupported {
    List<Computation> computations = NestReader.read(function, frame);
    List<Step> steps = new ArrayList<>(Precautions.of(function, computations, frame));
    computations.forEach(c -> steps.addAll(Inverses.steps(c, frame)));
    if (steps.stream().anyMatch(Step.Check.class::isInstance)
        && !Precautions.isRepeatable(computations)) {
      throw new Unsupported(function.span(), "an operand that is overwritten");
    }
    return steps;
  }

  /// Streams reach the cluster's memory only.
  private static void requireRoom(Function function, int own) throws Unsupported {
    long bytes = own;
    for (Value param : function.params()) {
      if (param.type() instanceof BufferType type) {
        bytes += NestReader.bytes(function.span(), type);
      }
    }
    if (bytes > MEMORY) {
      throw new Unsupported(
          function.span(),
          "%d bytes of operands; the cluster's memory has %d".formatted(bytes, MEMORY));
    }
  }

  /// A way to compute something.
  private record Way(List<Computation> computations, List<Item> items, long cycles) {}

  private static Way best(Function function, Emitter.Arguments arguments, Computation computation)
      throws Unsupported {
    Way best = null;
    Computation whole = checked(function, computation);
    List<List<Computation>> ways = new ArrayList<>(Windows.ways(whole));
    ways.addAll(Partials.ways(whole));
    ways.addAll(Halves.ways(whole));
    for (List<Computation> way : ways) {
      Way next = way(arguments, way);
      best = next != null && (best == null || next.cycles() < best.cycles()) ? next : best;
    }
    if (best == null) {
      throw new Unsupported(function.span(), "a nest that no streams fit");
    }
    return best;
  }

  private static @Nullable Way way(Emitter.Arguments arguments, List<Computation> computations) {
    List<Item> items = new ArrayList<>();
    for (Computation computation : computations) {
      List<Schedule> plan = Planner.plan(arguments, computation.collapsed());
      if (plan == null) {
        return null;
      }
      items.add(new Item.Pieces(plan));
    }
    int scratch = Windows.scratch(computations);
    long cycles = Emitter.cycles(arguments, scratch, items);
    return new Way(computations, items, cycles);
  }

  private static Computation checked(Function function, Computation computation)
      throws Unsupported {
    if (computation.fold() != null && computation.fold().initial() instanceof Term.Carried) {
      throw new Unsupported(function.span(), "a reduction into what a buffer holds");
    }
    if (!isComputable(computation.term())) {
      throw new Unsupported(function.span(), "a term of constants alone");
    }
    Computation merged = Taps.merged(computation);
    if (merged == null) {
      throw new Unsupported(function.span(), "a nest that reads more than two operands");
    }
    Computation packed = PackingPass.pack(merged.collapsed());
    if (packed == null) {
      throw new Unsupported(function.span(), "elements that do not make whole words");
    }
    return packed.collapsed();
  }

  /// Whether all operations read something: there is no place where others would be computed.
  private static boolean isComputable(Term term) {
    return !(term instanceof Term.Apply(_, List<Term> operands))
        || (!term.isConstant() && operands.stream().allMatch(Compiler::isComputable));
  }
}
