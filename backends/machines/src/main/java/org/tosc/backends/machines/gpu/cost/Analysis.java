package org.tosc.backends.machines.gpu.cost;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.tosc.backends.machines.gpu.tile.Rate;
import org.tosc.backends.machines.gpu.tile.Shape;
import org.tosc.backends.machines.gpu.tile.Step;
import org.tosc.backends.machines.gpu.tile.Step.Kind;
import org.tosc.tir.source.Span;

/// Counts the work of a program's steps as a compiler for the GPU would leave it:
///
/// - positions, addresses and masks cost what their access says, an instruction for each 16 bytes;
/// - a product of elements that is added once is one instruction with the addition;
/// - tiles that are loaded for matrix products alone wait in shared memory, all others are in
///   registers from the step that makes them to the last that takes them.
public final class Analysis {
  /// Rows and bytes of the inner axis that an instruction of the tensor cores takes (`wgmma`).
  private static final int ROWS = 64;

  private static final int INNER_BYTES = 32;

  private final List<Step> steps;
  private final boolean[] isData;
  private final int[] uses;
  private final int[] lastUse;
  private final boolean[] onlyProducts;
  private final int[] productLoop;

  private Analysis(List<Step> steps) {
    this.steps = steps;
    int count = steps.size();
    isData = new boolean[count];
    uses = new int[count];
    lastUse = new int[count];
    onlyProducts = new boolean[count];
    productLoop = new int[count];
    Arrays.fill(lastUse, -1);
    Arrays.fill(onlyProducts, true);
    Arrays.fill(productLoop, -1);
    markData();
    markUses();
  }

  /// The work of a program.
  public static Counts of(List<Step> steps) {
    return new Analysis(steps).counts();
  }

  private void markData() {
    for (int i = steps.size() - 1; i >= 0; i--) {
      Step step = steps.get(i);
      List<Integer> inputs = step.inputs();
      switch (step.kind()) {
        case LOAD -> {}
        case STORE, ATOMIC -> mark(inputs.getLast());
        case DOT, REDUCE -> inputs.forEach(this::mark);
        case COMPUTE, MULTIPLY, ADD, MOVE -> {
          if (isData[i] || step.made().isFloat()) {
            isData[i] = true;
            inputs.forEach(this::mark);
          }
        }
      }
    }
  }

  private void mark(int step) {
    if (step >= 0) {
      isData[step] = true;
    }
  }

  private void markUses() {
    for (int i = 0; i < steps.size(); i++) {
      Step step = steps.get(i);
      if (step.kind() == Kind.MOVE) {
        continue;
      }
      for (int input : step.inputs()) {
        int source = source(input);
        if (source >= 0) {
          uses[source]++;
          lastUse[source] = i;
          boolean isProduct = step.kind() == Kind.DOT;
          onlyProducts[source] &= isProduct;
          productLoop[source] = isProduct ? step.loop() : productLoop[source];
        }
      }
    }
  }

  /// The step whose elements a step has, in whatever places.
  private int source(int step) {
    int at = step;
    while (at >= 0 && steps.get(at).kind() == Kind.MOVE && !steps.get(at).inputs().isEmpty()) {
      at = steps.get(at).inputs().getFirst();
    }
    return at;
  }

  private Counts counts() {
    Map<Rate, Double> flops = new EnumMap<>(Rate.class);
    double alu = 0;
    double sfu = 0;
    double shared = 0;
    double loaded = 0;
    double stored = 0;
    boolean hasLoop = false;
    for (int i = 0; i < steps.size(); i++) {
      Step step = steps.get(i);
      switch (step.kind()) {
        case DOT -> {
          flops.merge(step.rate(), step.flops(), Double::sum);
          shared += sharedBytes(step);
        }
        case LOAD -> {
          loaded += step.bytes();
          alu += step.alu();
          hasLoop |= step.loop() != 0 && !step.made().shape().isScalar();
        }
        case STORE -> {
          stored += step.bytes();
          alu += step.alu();
        }
        case ATOMIC -> {
          loaded += step.bytes();
          stored += step.bytes();
          alu += step.alu();
        }
        case REDUCE -> {
          alu += step.alu();
        }
        case COMPUTE, MULTIPLY, ADD, MOVE -> {
          if (isData[i] && !isFused(step)) {
            alu += step.alu();
          }
          sfu += isData[i] ? step.sfu() : 0;
        }
      }
    }
    Shared places = shared();
    return new Counts(
        flops, alu, sfu, shared, loaded, stored, live(), places.staged, places.kept, hasLoop);
  }

  /// Whether an addition is the second half of a multiply-add.
  private boolean isFused(Step step) {
    if (step.kind() != Kind.ADD) {
      return false;
    }
    for (int input : step.inputs()) {
      boolean isProduct =
          input >= 0
              && steps.get(input).kind() == Kind.MULTIPLY
              && uses[input] == 1
              && steps.get(input).made().shape().equals(step.made().shape());
      if (isProduct) {
        return true;
      }
    }
    return false;
  }

  /// An instruction of 64 rows reads its part of both operands.
  private static double sharedBytes(Step dot) {
    Shape shape = dot.made().shape();
    int columns = shape.extent(shape.rank() - 1);
    int rows = shape.size() / columns;
    double inner = dot.flops() / 2 / shape.size() * dot.operand().bytes();
    double instructions = Math.ceil((double) rows / ROWS) * Math.ceil(inner / INNER_BYTES);
    return instructions * INNER_BYTES * (ROWS + columns);
  }

  private boolean isShared(int step) {
    return steps.get(step).kind() == Kind.LOAD && uses[step] > 0 && onlyProducts[step];
  }

  /// Bytes of shared memory.
  private static final class Shared {
    long staged;
    long kept;
  }

  private Shared shared() {
    Map<Span, Long> staged = new HashMap<>();
    Map<Span, Long> kept = new HashMap<>();
    for (int i = 0; i < steps.size(); i++) {
      if (isShared(i)) {
        Step load = steps.get(i);
        boolean isStaged = load.loop() != 0 && load.loop() == productLoop[i];
        (isStaged ? staged : kept).merge(load.place(), load.made().bytes(), Math::max);
      }
    }
    Shared shared = new Shared();
    shared.staged = staged.values().stream().mapToLong(Long::longValue).sum();
    shared.kept = kept.values().stream().mapToLong(Long::longValue).sum();
    return shared;
  }

  /// The most bytes of tiles that are in registers between two steps.
  private long live() {
    long[] change = new long[steps.size() + 1];
    for (int i = 0; i < steps.size(); i++) {
      Step step = steps.get(i);
      boolean isHeld = step.made().isFloat() && step.kind() != Kind.MOVE && !isShared(i);
      if (isHeld && lastUse[i] > i) {
        change[i] += step.made().bytes();
        change[lastUse[i]] -= step.made().bytes();
      }
    }
    long live = 0;
    long most = 0;
    for (long delta : change) {
      live += delta;
      most = Math.max(most, live);
    }
    return most;
  }
}
