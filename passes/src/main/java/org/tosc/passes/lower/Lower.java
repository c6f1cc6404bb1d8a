package org.tosc.passes.lower;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.tosc.passes.Work;
import org.tosc.tir.ir.Attribute;
import org.tosc.tir.ir.Attributes;
import org.tosc.tir.ir.CoreOp;
import org.tosc.tir.ir.Function;
import org.tosc.tir.ir.KernelOp;
import org.tosc.tir.ir.Module;
import org.tosc.tir.ir.Operation;
import org.tosc.tir.ir.Scalar;
import org.tosc.tir.ir.Value;

/// Lowers kernels to loops over vectors.
///
/// ```java
/// List<Function> functions = Lower.lower(kernel, Machine.AVX512);
/// ```
public final class Lower {
  private Lower() {}

  /// The module with its kernels lowered.
  public static Module run(Module module, Machine machine, Work work) {
    List<Function> all = new ArrayList<>();
    boolean changed = false;
    for (Function f : module.functions()) {
      boolean isKernel = f.attributes().flag("kernel", false);
      List<Function> lowered = isKernel ? lower(f, machine) : null;
      if (isKernel && lowered == null) {
        work.note(f.span(), "@" + f.symbol() + " stays as nests: one has several outs or bounds");
      }
      all.addAll(lowered == null ? List.of(f) : lowered);
      changed |= lowered != null;
    }
    return changed ? new Module(module.globals(), all) : module;
  }

  /// The functions of a kernel on a machine; the last has the kernel's symbol and takes its inputs,
  /// its results and scratch buffers, all of rank 1 and of the `sizes` among its attributes.
  /// Scratch holds zeros before the first call and is left alone between calls. Null where a nest
  /// has several outs or bounds.
  ///
  /// The functions with the attribute `phase` are what several threads may do together ([Parts]).
  public static @Nullable List<Function> lower(Function kernel, Machine machine) {
    return lower(kernel, machine, tiling -> tiling);
  }

  /// The same with another choice of sizes than the machine suggests.
  public static @Nullable List<Function> lower(
      Function kernel, Machine machine, UnaryOperator<Tiling> choice) {
    return lower(
        kernel, machine, choice, (product, model) -> Schedule.of(kernel, product, machine, model));
  }

  /// @param scheduled what products take for the model's choice
  static @Nullable List<Function> lower(
      Function kernel,
      Machine given,
      UnaryOperator<Tiling> choice,
      BiFunction<Contraction, Tiling, Tiling> scheduled) {
    if (PackedRounding.is(kernel)) {
      return given.assembled() ? PackedRounding.lower(kernel, given) : null;
    }
    List<Stage> stages = new ArrayList<>();
    List<Stage> tables = new ArrayList<>();
    for (Operation o : kernel.body().ops()) {
      if (o.op() == CoreOp.RETURN) {
        continue;
      }
      Stage stage = o.op() == KernelOp.NEST ? Stage.of(o) : null;
      if (stage == null) {
        return null;
      }
      (stage.isTable() ? tables : stages).add(stage);
    }
    Machine machine = SmallTiles.narrowed(stages, given);
    int ins = Math.toIntExact(kernel.attributes().integer("ins"));
    int outs = Math.toIntExact(kernel.attributes().integer("outs"));
    boolean isLarge = nanos(stages) >= machine.sharedFrom();
    int threads = isLarge ? machine.threads() : 1;
    Parts parts = new Parts(kernel.symbol(), kernel.span(), machine, threads);
    kernel.params().subList(0, ins + outs).forEach(parts::parameter);
    Set<Value> results = Set.copyOf(kernel.params().subList(ins, ins + outs));
    if (!tables.isEmpty()) {
      Tables.write(parts, tables);
    }
    Long sees = kernel.attributes().has("sees") ? (Long) kernel.attributes().integer("sees") : null;
    segments(stages, results, sees, parts, machine, choice, scheduled);
    return parts.finish(
        Attributes.of("ins", Attribute.of((long) ins)).with("outs", Attribute.of((long) outs)));
  }

  /// Columns that use the left operand again, from which on elements of fewer bits are widened
  /// first: one of `bf16` takes four instructions, one of `f32` a part of one.
  private static final long WIDENED_FROM = 64;

  private static double nanos(List<Stage> stages) {
    return stages.stream().mapToDouble(Stage::nanos).sum();
  }

  /// How a product is written.
  private enum Way {
    BYTES(false),
    INTEGERS(true),
    DOTS(false),
    TILES(true);

    /// Whether what follows the product is written with it.
    private final boolean endsInTiles;

    Way(boolean endsInTiles) {
      this.endsInTiles = endsInTiles;
    }

    static Way of(Contraction product, Machine machine) {
      if (ByteTiles.fit(product, machine)) {
        return BYTES;
      }
      if (IntegerTiles.fit(product, machine)) {
        return INTEGERS;
      }
      return DotTiles.fit(product, machine) ? DOTS : TILES;
    }
  }

  private static void segments(
      List<Stage> stages,
      Set<Value> results,
      @Nullable Long sees,
      Parts parts,
      Machine machine,
      UnaryOperator<Tiling> choice,
      BiFunction<Contraction, Tiling, Tiling> scheduled) {
    List<Stage> sweep = new ArrayList<>();
    int at = 0;
    while (at < stages.size()) {
      RowBlocks blocks = RowBlocks.at(stages, at, sees);
      Contraction found = blocks == null ? Contraction.at(stages, at, 0) : null;
      Way way = found == null ? null : Way.of(found, machine);
      boolean isAlone = way != null && !way.endsInTiles;
      Contraction product = found != null && isAlone ? found.alone() : found;
      int next =
          at + (blocks != null ? blocks.stages().size() : product != null ? product.stages() : 1);
      if (blocks == null && product == null) {
        sweep.add(stages.get(at));
      } else {
        sweep(sweep, parts, at, kept(stages, at, results));
        parts.from(stages.get(at).span());
      }
      Set<Value> kept = kept(stages, next, results);
      parts.work(nanos(stages.subList(at, next)));
      if (blocks != null) {
        RowBlocksWriter.write(blocks, p -> choice.apply(Tiling.of(p, machine)), parts, kept);
      } else if (product != null && way != null) {
        switch (way) {
          case BYTES -> ByteTiles.write(product, parts);
          case INTEGERS -> IntegerTiles.write(product, parts, kept);
          case DOTS -> DotTiles.write(leftWidened(product, parts), parts);
          case TILES -> {
            Contraction wide = leftWidened(product, parts);
            Tiling model = choice.apply(Tiling.alone(wide, machine));
            ContractionWriter.write(wide, scheduled.apply(wide, model), parts, kept);
          }
        }
      }
      at = next;
    }
    sweep(sweep, parts, at, results);
  }

  /// A product whose left operand lies in blocks, or in other elements of fewer bits than `f32`
  /// that many columns use, with a copy of that as `f32`: tiles read its elements one by one.
  private static Contraction leftWidened(Contraction product, Parts parts) {
    Value packed = product.a().buffer();
    Scalar element = Writer.element(packed);
    boolean isLittleUsed = product.columns().extent() < WIDENED_FROM && element.blockSize() == 1;
    if (element == Scalar.F32 || isLittleUsed) {
      return product;
    }
    long size = Parts.size(packed);
    Value wide = parts.local(size);
    parts.alone(
        () ->
            new Widened(1, size, size, element)
                .write(parts, packed, parts.writer().whole(0), wide));
    return product.ofLeft(wide);
  }

  /// What is needed from some stage on.
  static Set<Value> kept(List<Stage> stages, int from, Set<Value> results) {
    Set<Value> kept = new HashSet<>(results);
    stages.subList(from, stages.size()).forEach(s -> s.ins().forEach(in -> kept.add(in.buffer())));
    return kept;
  }

  private static void sweep(List<Stage> stages, Parts parts, int at, Set<Value> kept) {
    if (!stages.isEmpty()) {
      parts.work(nanos(stages));
      parts.from(stages.getFirst().span());
      Sweep.write(parts, List.copyOf(stages), "sweep" + at, kept);
      stages.clear();
    }
  }
}
