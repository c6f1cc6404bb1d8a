package org.tosc.passes.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.tosc.passes.Pipeline;
import org.tosc.passes.fuse.GraphMaker;
import org.tosc.passes.fuse.PointWise;
import org.tosc.tir.ir.Function;
import org.tosc.tir.ir.Module;
import org.tosc.tir.ir.Operation;
import org.tosc.tir.ir.TensorOp;
import org.tosc.tir.ir.Value;

/// Plans are held against a memory that remembers who wrote each byte last.
class MemoryPlanTest {
  /// What a memory finds wrong with a plan, and how much was written over operands.
  private static final class Memory {
    private final Map<Value, MemoryPlan.Place> places = new HashMap<>();
    private final Map<Value, Value> original = new HashMap<>();
    private final Value[] cells;
    private int overwritten;

    Memory(MemoryPlan plan) {
      plan.places().forEach(p -> places.put(p.value(), p));
      this.cells = new Value[Math.toIntExact(plan.arena())];
    }

    void run(Operation o) {
      for (Value operand : o.operands()) {
        MemoryPlan.Place place = places.get(operand);
        for (int i = 0; place != null && i < place.bytes(); i++) {
          Value there = cells[(int) place.offset() + i];
          assertEquals(source(operand), there, o + " reads " + operand);
        }
      }
      for (Value result : o.results()) {
        MemoryPlan.Place place = places.get(result);
        if (place == null) {
          continue;
        }
        if (o.op() == TensorOp.RESHAPE && places.containsKey(o.operand(0))) {
          original.put(result, source(o.operand(0)));
          continue;
        }
        for (int i = 0; i < place.bytes(); i++) {
          write(o, result, (int) place.offset() + i);
        }
      }
    }

    private Value source(Value value) {
      return original.getOrDefault(value, value);
    }

    /// What an operand of the same operation left there may be replaced element by element only.
    private void write(Operation o, Value result, int cell) {
      for (Value operand : o.operands()) {
        if (source(operand).equals(cells[cell])) {
          assertTrue(PointWise.mayOverwrite(o, operand), () -> o + " writes over " + operand);
          overwritten++;
        }
      }
      cells[cell] = result;
    }
  }

  @Test
  void nothingIsReadThatSomethingElseWroteOver() {
    int plans = 0;
    int overwritten = 0;
    long arena = 0;
    long naive = 0;
    for (int seed = 0; seed < 3000; seed++) {
      Module module = GraphMaker.make(new SplittableRandom(seed));
      boolean fused = seed % 2 == 0;
      Pipeline.Options options = Pipeline.Options.DEFAULT.keeping(Set.of("f"));
      Module made = fused ? Pipeline.run(module, options, Pipeline.Trace.NONE) : module;
      Function f = Objects.requireNonNull(made.function("f"));
      MemoryPlan plan = MemoryPlan.of(f);
      if (plan == null) {
        continue;
      }
      Memory memory = new Memory(plan);
      f.body().ops().forEach(memory::run);
      plans += plan.places().isEmpty() ? 0 : 1;
      overwritten += memory.overwritten;
      arena += plan.arena();
      naive += plan.naive();
    }
    assertTrue(plans > 1500, "plans: " + plans);
    assertTrue(overwritten > 1000, "written over: " + overwritten);
    assertTrue(arena < naive, arena + " of " + naive);
  }

  /// Offsets are those of cache lines, and no place ends outside.
  @Test
  void placesLieInTheArena() {
    for (int seed = 0; seed < 300; seed++) {
      Function f =
          Objects.requireNonNull(GraphMaker.make(new SplittableRandom(seed)).function("f"));
      MemoryPlan plan = MemoryPlan.of(f);
      List<MemoryPlan.Place> places = plan == null ? List.of() : plan.places();
      Set<Value> seen = new HashSet<>();
      for (MemoryPlan.Place place : places) {
        assertEquals(0, place.offset() % Arena.ALIGNMENT);
        assertTrue(place.offset() + place.bytes() <= Objects.requireNonNull(plan).arena());
        assertTrue(seen.add(place.value()));
      }
    }
  }
}
