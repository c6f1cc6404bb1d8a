package org.tosc.driver.model;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.tosc.backends.api.ArrayCode;
import org.tosc.driver.tensor.ElementTypes;
import org.tosc.driver.tensor.EngineAttributes;
import org.tosc.rt.tensor.Raw;
import org.tosc.rt.tensor.Tensor;
import org.tosc.rt.tensor.TensorEngine;
import org.tosc.tir.ir.CoreOp;
import org.tosc.tir.ir.Function;
import org.tosc.tir.ir.Operation;
import org.tosc.tir.ir.TensorOp;
import org.tosc.tir.ir.TensorType;
import org.tosc.tir.ir.Value;

/// A straight line of tensor operations as kernels of an engine, with the run-time library for what
/// no kernel computes. What computes what is decided before the first call, so the same arguments
/// give the same bits in every call of every run.
///
/// Results lie in memory that the call after the next one writes again.
final class TensorCode {
  /// A part that kernels compute, where the engine has any for it.
  private record Part(Function function, @Nullable ArrayCode code, List<List<Tensor>> results) {}

  private final SplitFunction split;
  private final EngineCompute compute;
  private final TensorEngine library;
  private final TensorEngine singly;
  private final List<Part> parts = new ArrayList<>();
  private int turn;

  private TensorCode(SplitFunction split, EngineCompute compute, TensorEngine singly) {
    this.split = split;
    this.compute = compute;
    this.library = compute.library(singly);
    this.singly = singly;
  }

  /// Compiles a function.
  ///
  /// @param singly computes the operations of a part that the engine has no kernel for
  static TensorCode of(Function function, EngineCompute compute, TensorEngine singly) {
    TensorCode made = new TensorCode(SplitFunction.of(function), compute, singly);
    for (SplitFunction.Stage stage : made.split.stages()) {
      Function kernels = stage.kernels();
      ArrayCode code = kernels.results().isEmpty() ? null : compute.arrays(kernels);
      List<List<Tensor>> results = List.of(buffers(kernels, code), buffers(kernels, code));
      made.parts.add(new Part(kernels, code, results));
    }
    return made;
  }

  private static List<Tensor> buffers(Function kernels, @Nullable ArrayCode code) {
    List<Tensor> buffers = new ArrayList<>();
    for (int i = 0; code != null && i < kernels.results().size(); i++) {
      TensorType type = (TensorType) kernels.results().get(i);
      Object memory = code.allocate(kernels.params().size() + i);
      buffers.add(Raw.adopt(ElementTypes.dtype(type.element()), type.extents(), memory));
    }
    return buffers;
  }

  /// How many of its parts are kernels.
  int compiledParts() {
    return (int) parts.stream().filter(p -> p.code() != null).count();
  }

  List<Tensor> call(List<Tensor> arguments) {
    turn = 1 - turn;
    Map<Value, Tensor> values = new HashMap<>();
    for (int i = 0; i < arguments.size(); i++) {
      values.put(split.params().get(i), arguments.get(i));
    }
    for (int i = 0; i < parts.size(); i++) {
      run(parts.get(i), values);
      split.stages().get(i).library().forEach(o -> single(o, library, values));
    }
    return split.results().stream().map(r -> of(values, r)).toList();
  }

  private static Tensor of(Map<Value, Tensor> values, Value value) {
    return Objects.requireNonNull(values.get(value), value::toString);
  }

  private void run(Part part, Map<Value, Tensor> values) {
    List<Operation> ops = part.function().body().ops();
    ArrayCode code = part.code();
    if (code == null) {
      ops.subList(0, ops.size() - 1).forEach(o -> single(o, singly, values));
      return;
    }
    List<Object> buffers = new ArrayList<>();
    part.function().params().forEach(p -> buffers.add(memory(of(values, p))));
    List<Value> results = part.function().body().terminator().operands();
    List<Tensor> own = part.results().get(turn);
    for (int i = 0; i < results.size(); i++) {
      buffers.add(memory(own.get(i)));
      values.put(results.get(i), own.get(i));
    }
    compute.heard(() -> code.call(buffers.toArray()));
  }

  private static Object memory(Tensor tensor) {
    MemorySegment memory = Raw.memory(tensor);
    return memory.isNative() ? memory : Raw.array(tensor);
  }

  private void single(Operation o, TensorEngine engine, Map<Value, Tensor> values) {
    if (values.containsKey(o.results().getFirst()) || o.op() == CoreOp.RETURN) {
      return;
    }
    Object[] operands = o.operands().stream().map(v -> operand(v, values)).toArray();
    TensorOp op = (TensorOp) o.op();
    Object result = engine.apply(op.row().name(), operands, EngineAttributes.of(o.attributes()));
    if (result instanceof List<?> several) {
      for (int i = 0; i < several.size(); i++) {
        values.put(o.results().get(i), (Tensor) several.get(i));
      }
    } else {
      values.put(o.result(), (Tensor) result);
    }
  }

  /// A library operation may take a constant that only kernels have so far.
  private Tensor operand(Value value, Map<Value, Tensor> values) {
    Tensor known = values.get(value);
    return known == null ? constant(value, values) : known;
  }

  private Tensor constant(Value value, Map<Value, Tensor> values) {
    for (Part part : parts) {
      for (Operation o : part.function().body().ops()) {
        if (o.results().contains(value)) {
          single(o, library, values);
          return of(values, value);
        }
      }
    }
    throw new IllegalStateException("nothing computes " + value);
  }
}
