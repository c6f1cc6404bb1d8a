package org.tosc.backends.jvm;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tosc.backends.jvm.ArrayFunction.Step;
import org.tosc.backends.jvm.ArrayFunction.Work;
import org.tosc.backends.jvm.link.Home;
import org.tosc.backends.jvm.link.Workplace;
import org.tosc.passes.memory.MemoryPlan;
import org.tosc.rt.device.Buffer;
import org.tosc.rt.device.NativeBuffer;
import org.tosc.rt.device.View;
import org.tosc.rt.tensor.BlockFormats;
import org.tosc.rt.tensor.DType;
import org.tosc.tir.ir.Attributes;
import org.tosc.tir.ir.CoreOp;
import org.tosc.tir.ir.Cost;
import org.tosc.tir.ir.Function;
import org.tosc.tir.ir.FusedOp;
import org.tosc.tir.ir.Operation;
import org.tosc.tir.ir.Region;
import org.tosc.tir.ir.Scalar;
import org.tosc.tir.ir.TensorOp;
import org.tosc.tir.ir.TensorType;
import org.tosc.tir.ir.Value;
import org.tosc.tir.ir.VectorType;

/// Makes code over arrays of a function of groups and tensor operations: a kernel for each, and the
/// memory plan for what they hand to each other.
final class ArrayFunctionMaker {
  /// An operation as a group: what it takes, and its meaning as a region over that.
  private record Group(List<Value> inputs, List<Value> results, Region region) {}

  private final Function function;
  private final VectorCodes codes;
  private final Map<Value, Integer> callers = new HashMap<>();
  private final Map<Value, Buffer> own = new HashMap<>();
  private final Map<Value, Value> same = new HashMap<>();
  private final Map<Value, Operation> constants = new HashMap<>();
  private final List<Step> steps = new ArrayList<>();
  private final List<ArrayFunction.Slot> slots = new ArrayList<>();

  /// Steps come one after the other, so those of the same code share scratch.
  private final Map<VectorCode, Workplace> workplaces = new IdentityHashMap<>();

  private long arenaBytes;
  private long scratchBytes;

  private ArrayFunctionMaker(Function function, VectorCodes codes) {
    this.function = function;
    this.codes = codes;
  }

  static ArrayFunction make(Function function, VectorCodes codes) {
    ArrayFunctionMaker maker = new ArrayFunctionMaker(function, codes);
    MemoryPlan plan = MemoryPlan.of(function);
    if (plan == null) {
      throw maker.refused("it is no straight line over tensors of known shape");
    }
    return maker.make(plan);
  }

  private IllegalArgumentException refused(String why) {
    return new IllegalArgumentException(
        "@" + function.symbol() + " has no code over arrays: " + why);
  }

  private ArrayFunction make(MemoryPlan plan) {
    function.params().forEach(this::caller);
    Operation end = function.body().terminator();
    for (Value result : end.operands()) {
      if (callers.containsKey(result)) {
        throw refused("it returns a parameter, or a result twice");
      }
      caller(result);
    }
    if (codes.home() == Home.ARRAYS) {
      inArrays(plan);
    } else {
      outside(plan);
    }
    List<Operation> body = function.body().ops();
    body.subList(0, body.size() - 1).forEach(this::operation);
    return new ArrayFunction(codes.home(), steps, slots, arenaBytes, scratchBytes);
  }

  private void inArrays(MemoryPlan plan) {
    View all = View.of(new float[Math.toIntExact(plan.arena() / Float.BYTES)]);
    arenaBytes = plan.arena();
    for (MemoryPlan.Place place : plan.places()) {
      ArrayFunction.Slot slot = slot(place.value());
      if (slot.dtype() == DType.F32) {
        long[] from = {place.offset() / Float.BYTES};
        long[] size = {place.bytes() / Float.BYTES};
        own.put(place.value(), all.slice(from, size));
      } else {
        // Elements of 16 bits have arrays of their own: Java has none of several types.
        own.put(place.value(), Home.ARRAYS.zeros(slot.dtype(), slot.elements()));
        arenaBytes += place.bytes();
      }
    }
  }

  private void outside(MemoryPlan plan) {
    NativeBuffer all = NativeBuffer.zeros(plan.arena());
    arenaBytes = plan.arena();
    for (MemoryPlan.Place place : plan.places()) {
      own.put(place.value(), all.slice(place.offset(), place.bytes()));
    }
  }

  private void caller(Value value) {
    callers.put(value, slots.size());
    slots.add(slot(value));
  }

  /// A tensor that kernels read or write.
  private ArrayFunction.Slot slot(Value value) {
    DType dtype = value.type() instanceof TensorType t && t.isStatic() ? dtype(t.element()) : null;
    if (dtype == null) {
      throw refused("it takes or gives " + value.type());
    }
    return new ArrayFunction.Slot(dtype, (int) Cost.elements(value.type()));
  }

  private static @Nullable DType dtype(Scalar element) {
    return VectorType.reads(Scalar.F32, element) ? DType.find(element.text()) : null;
  }

  private void operation(Operation o) {
    boolean constant =
        o.op() == CoreOp.CONST || o.operands().stream().allMatch(constants::containsKey);
    if (constant && o.op() != FusedOp.FUSED && !callers.containsKey(o.result())) {
      constants.put(o.result(), o);
    } else if (o.op() == TensorOp.RESHAPE && !callers.containsKey(o.result())) {
      same.put(o.result(), source(o.operand(0)));
    } else if (o.op() == TensorOp.QUANTIZE && codes.home() == Home.ANYWHERE) {
      pack(o);
    } else {
      step(o.op() == FusedOp.FUSED ? group(o) : alone(o), o);
    }
  }

  /// Blocks are made by a kernel of their own where there is one, otherwise by the run-time
  /// library: other kernels write single elements.
  private void pack(Operation o) {
    DType format = slot(o.result()).dtype();
    List<Value> named = List.of(o.operand(0), o.result());
    VectorCode.Outcome rounding =
        format == DType.Q8_0 ? codes.rounding(slot(o.result()).elements()) : null;
    if (rounding instanceof VectorCode.Outcome.Made(VectorCode code)) {
      place(o, named, code);
    } else {
      place(
          o,
          named,
          new Buffer[named.size()],
          buffers -> BlockFormats.encode(format, memory(buffers[0]), memory(buffers[1])));
    }
  }

  private static MemorySegment memory(Buffer buffer) {
    return ((NativeBuffer) buffer).segment();
  }

  private Value source(Value value) {
    return same.getOrDefault(value, value);
  }

  private Group group(Operation o) {
    return new Group(o.operands(), o.results(), o.region(0));
  }

  /// A single operation and the constants that it takes.
  private Group alone(Operation o) {
    if (!(o.op() instanceof TensorOp)) {
      throw refused(o.op().mnemonic() + " is no tensor operation");
    }
    List<Operation> ops = new ArrayList<>();
    List<Value> inputs = new ArrayList<>();
    take(o, ops, inputs);
    ops.add(o);
    ops.add(
        new Operation(CoreOp.YIELD, o.results(), Attributes.NONE, List.of(), List.of(), o.span()));
    return new Group(inputs, o.results(), new Region(inputs, ops));
  }

  private void take(Operation o, List<Operation> ops, List<Value> inputs) {
    for (Value operand : o.operands()) {
      Operation constant = constants.get(operand);
      if (constant == null) {
        if (!inputs.contains(operand)) {
          inputs.add(operand);
        }
      } else if (!ops.contains(constant)) {
        take(constant, ops, inputs);
        ops.add(constant);
      }
    }
  }

  private void step(Group group, Operation o) {
    VectorCode code =
        switch (codes.of(group.region(), o.span())) {
          case VectorCode.Outcome.Made(VectorCode made) -> made;
          case VectorCode.Outcome.Refused(String why) ->
              throw refused(o.op().mnemonic() + " has no kernel: " + why);
        };
    List<Value> named = new ArrayList<>(group.inputs());
    named.addAll(group.results());
    boolean isNew = !workplaces.containsKey(code);
    Step step = place(o, named, code);
    if (isNew && code.needsWarmUp()) {
      warm(code, step, group);
    }
  }

  private Step place(Operation o, List<Value> named, VectorCode code) {
    Workplace workplace = workplaces.computeIfAbsent(code, c -> workplace(c, named.size()));
    return place(o, named, new Buffer[code.code().sizes().size()], workplace::run);
  }

  /// Adds a step whose first buffers are those of some values.
  private Step place(Operation o, List<Value> named, Buffer[] buffers, Work work) {
    int[] from = new int[buffers.length];
    Arrays.fill(from, -1);
    for (int i = 0; i < named.size(); i++) {
      Buffer mine = own.get(source(named.get(i)));
      if (mine == null) {
        from[i] = caller(named.get(i), o);
      } else {
        buffers[i] = mine;
      }
    }
    Step step = new Step(work, buffers, from);
    steps.add(step);
    return step;
  }

  private int caller(Value value, Operation o) {
    @Nullable Integer number = callers.get(source(value));
    if (number == null) {
      throw refused(o.op().mnemonic() + " takes " + value.type() + ", which is a constant");
    }
    return number;
  }

  private Workplace workplace(VectorCode code, int named) {
    Workplace made = new Workplace(code.code(), named, codes.team());
    scratchBytes += made.bytes();
    return made;
  }

  private static void warm(VectorCode code, Step step, Group group) {
    Buffer[] buffers = step.buffers().clone();
    for (int i = 0; i < buffers.length; i++) {
      buffers[i] = step.callers()[i] < 0 ? buffers[i] : code.code().zeros(i);
    }
    Runnable whole =
        () -> {
          try {
            step.work().run(buffers);
          } catch (Throwable fault) {
            throw new IllegalStateException("a kernel fails on zeros", fault);
          }
        };
    GroupCost cost = GroupCost.of(group.region().ops(), group.inputs(), group.results());
    WarmUp.run(code, whole, cost.nanosWhenWarm());
  }
}
