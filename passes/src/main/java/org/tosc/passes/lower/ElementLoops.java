package org.tosc.passes.lower;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.tosc.tir.ir.Attribute;
import org.tosc.tir.ir.BufferType;
import org.tosc.tir.ir.CoreOp;
import org.tosc.tir.ir.Dim;
import org.tosc.tir.ir.Function;
import org.tosc.tir.ir.KernelOp;
import org.tosc.tir.ir.Nest;
import org.tosc.tir.ir.Op;
import org.tosc.tir.ir.Operation;
import org.tosc.tir.ir.Region;
import org.tosc.tir.ir.Scalar;
import org.tosc.tir.ir.Value;

/// Kernels as loops over one element at a time, for machines without vectors and for what others
/// have no vectors for.
///
/// ```java
/// Function loops = ElementLoops.of(kernel);
/// ```
///
/// Nothing is reassociated: loops give the bits that nests give, but for elementary functions,
/// which become polynomials ([org.tosc.passes.vector.Polynomials]). The loops that accumulate are
/// innermost, in their order, and what they accumulate into is in a slot meanwhile. Positions are
/// added up, not multiplied.
public final class ElementLoops {
  /// The shortest vectors that there are: none is written.
  private static final int LANES = 2;

  /// What may stand beside nests.
  private static final Set<Op> COVERED = Set.of(KernelOp.FREE, CoreOp.CONST, CoreOp.ZERO);

  private final Writer w;

  /// What stands for the kernel's buffers and scalars.
  private final Map<Value, Value> written = new HashMap<>();

  private ElementLoops(Function kernel) {
    this.w = new Writer(kernel.symbol(), kernel.span(), LANES);
  }

  /// The loops of a function of nests: its parameters in their order, buffers of rank 1. The
  /// attribute `sizes` has how many elements each buffer has, and 1 for a scalar. Null where a nest
  /// has bounds known at run time, or where something else than nests and memory is there.
  public static @Nullable Function of(Function kernel) {
    if (!kernel.body().ops().stream().allMatch(ElementLoops::isCovered)) {
      return null;
    }
    ElementLoops loops = new ElementLoops(kernel);
    List<Long> sizes = new ArrayList<>();
    for (Value param : kernel.params()) {
      boolean isBuffer = param.type() instanceof BufferType;
      sizes.add(isBuffer ? Parts.size(param) : 1);
      loops.written.put(
          param, isBuffer ? loops.w.buffer(param) : loops.w.builder().param(param.type()));
    }
    kernel.body().ops().forEach(loops::operation);
    return loops.w.finish(kernel.attributes().with("sizes", Attribute.ints(sizes)));
  }

  private static boolean isCovered(Operation o) {
    if (o.op() == KernelOp.NEST) {
      return isCovered(Nest.of(o));
    }
    boolean needsNothing = o.op() == KernelOp.ALLOC || o.op() == CoreOp.RETURN;
    return COVERED.contains(o.op()) || (needsNothing && o.operands().isEmpty());
  }

  private static boolean isCovered(Nest nest) {
    return nest.bounds().isEmpty()
        && nest.operands().stream().allMatch(ElementLoops::isCovered)
        && IntStream.range(0, nest.bodies())
            .allMatch(b -> nest.body(b).ops().stream().allMatch(o -> o.regions().isEmpty()));
  }

  private static boolean isCovered(Value operand) {
    return operand.type() instanceof Scalar
        || (operand.type() instanceof BufferType type
            && type.shape().stream().allMatch(Dim.Known.class::isInstance));
  }

  private void operation(Operation o) {
    w.from(o.span());
    if (o.op() == KernelOp.NEST) {
      Nest nest = Nest.of(o);
      for (int body = 0; body < nest.bodies() && !nest.extents().contains(0L); body++) {
        new Body(nest, body).write();
      }
    } else if (o.op() == KernelOp.ALLOC) {
      Value buffer = o.result();
      Scalar element = Writer.element(buffer);
      BufferType flat = new BufferType(List.of(Dim.of(Parts.size(buffer))), element, "global");
      written.put(buffer, w.op(KernelOp.ALLOC, flat));
    } else if (o.op() == KernelOp.FREE) {
      w.builder().op(KernelOp.FREE, o.span(), written(o.operand(0)));
    } else if (o.op() != CoreOp.RETURN) {
      Value copy =
          w.builder()
              .opOf(o.op(), Value.types(o.results()), o.attributes(), o.span(), List.of())
              .result();
      written.put(o.result(), copy);
    }
  }

  private Value written(Value kernels) {
    return written.getOrDefault(kernels, kernels);
  }

  /// A loop around others.
  private record Level(int dim, long extent) {}

  /// One body of a nest.
  private final class Body {
    private final Nest nest;
    private final int number;
    private final Region region;
    private final List<Stage.@Nullable Access> places = new ArrayList<>();

    /// The operands that it writes.
    private final List<Integer> outs;

    private final Value[] point;

    Body(Nest nest, int number) {
      this.nest = nest;
      this.number = number;
      this.region = nest.body(number);
      this.outs =
          nest.writes(number).stream().map(out -> nest.ins().size() + out.intValue()).toList();
      this.point = new Value[nest.dims()];
      Set<Value> used = new HashSet<>();
      region.ops().forEach(o -> used.addAll(o.operands()));
      for (int i = 0; i < nest.operands().size(); i++) {
        boolean isBuffer = nest.operands().get(i).type() instanceof BufferType;
        boolean isUsed = used.contains(region.params().get(i)) || outs.contains(i);
        places.add(
            isBuffer && isUsed
                ? Stage.access(nest.operands().get(i), nest.map(i), nest.extents())
                : null);
      }
    }

    void write() {
      List<Level> levels = new ArrayList<>(levels(true));
      int parallel = levels.size();
      levels.addAll(levels(false));
      Map<List<Long>, Value> cursors = new LinkedHashMap<>();
      for (Stage.Access place : places) {
        if (place != null) {
          cursors.computeIfAbsent(place.steps(), _ -> w.whole(0));
        }
      }
      boolean isHeld = parallel < levels.size() && outs.stream().noneMatch(this::isReadElsewhere);
      loops(levels, isHeld ? parallel : levels.size(), cursors);
    }

    /// The dimensions along which it is independent, or the others.
    private List<Level> levels(boolean isParallel) {
      return IntStream.range(0, nest.dims())
          .filter(d -> (nest.kind(number, d) == Nest.Kind.PARALLEL) == isParallel)
          .mapToObj(d -> new Level(d, nest.extents().get(d)))
          .toList();
    }

    /// Whether what is accumulated may be seen through another operand.
    private boolean isReadElsewhere(int out) {
      Value buffer = nest.operands().get(out);
      return IntStream.range(0, places.size())
          .anyMatch(i -> i != out && places.get(i) != null && nest.operands().get(i) == buffer);
    }

    /// Loops, with what is accumulated in slots from some level on.
    private void loops(List<Level> levels, int heldFrom, Map<List<Long>, Value> cursors) {
      if (heldFrom == levels.size()) {
        descend(levels, cursors, at -> store(yielded(at, List.of()), at));
        return;
      }
      descend(
          levels.subList(0, heldFrom),
          cursors,
          at -> {
            List<Value> slots = outs.stream().map(out -> slot(out, at)).toList();
            descend(
                levels.subList(heldFrom, levels.size()),
                at,
                inner -> {
                  List<Value> results = yielded(inner, slots);
                  for (int i = 0; i < outs.size(); i++) {
                    w.set(slots.get(i), results.get(i));
                  }
                });
            store(slots.stream().map(w::get).toList(), at);
          });
    }

    private Value slot(int out, Map<List<Long>, Value> at) {
      Value first = load(out, at);
      return w.slot(first.type(), first);
    }

    /// Writes the loops of some levels, the first outermost.
    ///
    /// @param cursors where each walk through elements is
    private void descend(
        List<Level> levels,
        Map<List<Long>, Value> cursors,
        Consumer<Map<List<Long>, Value>> innermost) {
      if (levels.isEmpty()) {
        innermost.accept(cursors);
        return;
      }
      Level level = levels.getFirst();
      List<Level> inner = levels.subList(1, levels.size());
      if (level.extent() == 1) {
        point[level.dim()] = w.whole(0);
        descend(inner, cursors, innermost);
        return;
      }
      Map<List<Long>, Value> moving = new LinkedHashMap<>();
      cursors.forEach(
          (steps, at) -> {
            if (steps.get(level.dim()) != 0) {
              moving.put(steps, w.slot(Scalar.I32, at));
            }
          });
      w.loop(
          level.extent(),
          i -> {
            point[level.dim()] = i;
            Map<List<Long>, Value> here = new LinkedHashMap<>(cursors);
            moving.forEach((steps, slot) -> here.put(steps, w.get(slot)));
            descend(inner, here, innermost);
            moving.forEach(
                (steps, slot) -> w.set(slot, w.plus(w.get(slot), steps.get(level.dim()))));
          });
    }

    private Value load(int operand, Map<List<Long>, Value> at) {
      Stage.Access place = places.get(operand);
      return place == null
          ? written(nest.operands().get(operand))
          : w.element(written(place.buffer()), position(place, at));
    }

    private Value position(Stage.Access place, Map<List<Long>, Value> at) {
      return w.plus(Objects.requireNonNull(at.get(place.steps())), place.constant());
    }

    private void store(List<Value> results, Map<List<Long>, Value> at) {
      for (int i = 0; i < outs.size(); i++) {
        Stage.Access place = places.get(outs.get(i));
        w.store(written(place.buffer()), results.get(i), position(place, at));
      }
    }

    /// What the body yields at a point.
    ///
    /// @param slots of its outs; none where it accumulates in memory
    private List<Value> yielded(Map<List<Long>, Value> at, List<Value> slots) {
      Map<Value, Value> known = new HashMap<>(written);
      for (int i = 0; i < places.size(); i++) {
        Value parameter = region.params().get(i);
        boolean isRead = region.ops().stream().anyMatch(o -> o.operands().contains(parameter));
        if (isRead) {
          int out = slots.isEmpty() ? -1 : outs.indexOf(i);
          known.put(parameter, out < 0 ? load(i, at) : w.get(slots.get(out)));
        }
      }
      return new ElementBody(w, known, point).write(region);
    }
  }
}
