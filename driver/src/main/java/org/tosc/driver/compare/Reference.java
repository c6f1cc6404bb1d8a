package org.tosc.driver.compare;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.tosc.driver.functions.Entry;
import org.tosc.driver.interp.InterpEngine;
import org.tosc.driver.tensor.HeardOracle;
import org.tosc.rt.tensor.Tensor;
import org.tosc.tir.ir.Attributes;
import org.tosc.tir.ir.TensorOp;

/// What the interpreter gives for an example, and how far from that an engine may be in each
/// element.
///
/// The row of each operation says what engines may differ by in its own result. What that does to
/// the results of the function is found by trying: the interpreter computes the function again with
/// each operation's result moved by what its row allows (all up, all down, at random, and of few
/// operations each alone: moves of two may cancel each other), and the results move with it. An
/// element may differ by what the row of the operation that made it says and by twice the largest
/// move. So for a single operation the rule is the row's own.
///
/// @param allowed for each element of each result; 0 where no bit may differ, NaN or infinite where
///   nothing can be said: numbers that leave their type, an argument at the edge of a domain
record Reference(Outcome outcome, List<double[]> allowed) {
  private static final int TRIALS = 4;
  private static final double SAFETY = 2;

  /// Operations, up to which each is moved alone.
  private static final int FEW = 8;

  static Reference of(Entry entry, Example example) throws Exception {
    Watch watch = new Watch();
    Outcome outcome = run(entry, example, watch);
    List<double[]> allowed = new ArrayList<>();
    Set<Integer> last = new HashSet<>();
    for (Tensor result : outcome.results()) {
      Integer maker = watch.makers.get(result);
      double[] own = maker == null ? null : watch.bounds.get(maker);
      allowed.add(own == null ? new double[(int) result.size()] : own.clone());
      if (maker != null && !watch.read.contains(maker)) {
        last.add(maker);
      }
    }
    List<Integer> moving = watch.moving(last);
    for (int trial = 0; trial < TRIALS && !moving.isEmpty(); trial++) {
      Outcome moved = run(entry, example, new Moves(watch.bounds, Set.copyOf(moving), trial));
      widen(allowed, outcome, moved);
    }
    if (moving.size() > 1 && moving.size() <= FEW) {
      for (int one : moving) {
        widen(allowed, outcome, run(entry, example, new Moves(watch.bounds, Set.of(one), 0)));
      }
    }
    return new Reference(outcome, allowed);
  }

  private static Outcome run(Entry entry, Example example, HeardOracle.Listener listener)
      throws Exception {
    return Calls.run(
        InterpEngine.load(entry.module(), new HeardOracle(listener)), entry, example.arguments());
  }

  private static void widen(List<double[]> allowed, Outcome outcome, Outcome moved) {
    boolean isAlike = outcome.results().size() == moved.results().size();
    for (int r = 0; r < allowed.size(); r++) {
      double[] wide = allowed.get(r);
      boolean fits = isAlike && moved.results().get(r).size() == wide.length;
      for (int i = 0; i < wide.length; i++) {
        // A move that ends in an error shows that nothing can be said.
        double by =
            fits
                ? distance(
                    outcome.results().get(r).getDouble(i), moved.results().get(r).getDouble(i))
                : Double.POSITIVE_INFINITY;
        wide[i] = Double.isNaN(by) ? by : Math.max(wide[i], SAFETY * by);
      }
    }
  }

  private static double distance(double a, double b) {
    return Double.compare(a, b) == 0 ? 0 : Math.abs(a - b);
  }

  /// Hears which operation made a tensor and what its row allows.
  private static final class Watch implements HeardOracle.Listener {
    private final Map<Tensor, Integer> makers = new IdentityHashMap<>();
    private final List<double @Nullable []> bounds = new ArrayList<>();

    /// Those of which another operation reads the result.
    private final Set<Integer> read = new HashSet<>();

    @Override
    public Tensor applied(
        TensorOp op, List<Object> operands, Attributes attributes, Tensor result) {
      operands.stream().map(makers::get).filter(Objects::nonNull).forEach(read::add);
      makers.put(result, bounds.size());
      bounds.add(Agreement.roundings(new Application(op, operands, attributes), result));
      return result;
    }

    /// The operations that round and whose result is not only one of the function's.
    List<Integer> moving(Set<Integer> last) {
      return IntStream.range(0, bounds.size())
          .filter(i -> bounds.get(i) != null && !last.contains(i))
          .boxed()
          .toList();
    }
  }

  /// Moves what operations give.
  private static final class Moves implements HeardOracle.Listener {
    private final List<double @Nullable []> bounds;
    private final Set<Integer> moving;
    private final int trial;
    private final SplittableRandom random;
    private int number;

    Moves(List<double @Nullable []> bounds, Set<Integer> moving, int trial) {
      this.bounds = bounds;
      this.moving = moving;
      this.trial = trial;
      this.random = new SplittableRandom(trial);
    }

    @Override
    public Tensor applied(
        TensorOp op, List<Object> operands, Attributes attributes, Tensor result) {
      int mine = number++;
      double[] bound = moving.contains(mine) ? bounds.get(mine) : null;
      if (bound == null || bound.length != result.size()) {
        return result;
      }
      double[] values = result.toDoubles();
      for (int i = 0; i < values.length; i++) {
        values[i] += direction() * bound[i];
      }
      return Tensor.ofDoubles(result.dtype(), result.shape(), values);
    }

    private double direction() {
      return switch (trial) {
        case 0 -> 1;
        case 1 -> -1;
        default -> random.nextBoolean() ? 1 : -1;
      };
    }
  }
}
