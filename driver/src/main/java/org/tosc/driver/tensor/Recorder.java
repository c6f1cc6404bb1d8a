package org.tosc.driver.tensor;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.tosc.rt.tensor.DType;
import org.tosc.rt.tensor.Tensor;
import org.tosc.rt.tensor.TensorEngine;
import org.tosc.tir.ir.Attribute;
import org.tosc.tir.ir.Attributes;
import org.tosc.tir.ir.GradientContext;
import org.tosc.tir.ir.GradientTape;
import org.tosc.tir.ir.TensorOp;
import org.tosc.tir.ir.TensorType;

/// An engine that computes on another and notes on a tape what depends on certain tensors.
final class Recorder implements TensorEngine {
  private final TensorEngine engine;
  private final GradientTape<Tensor> tape;
  private final Set<Tensor> followed;

  Recorder(TensorEngine engine) {
    this(
        engine,
        new GradientTape<>(new Rows(engine)),
        Collections.newSetFromMap(new IdentityHashMap<>()));
  }

  private Recorder(TensorEngine engine, GradientTape<Tensor> tape, Set<Tensor> followed) {
    this.engine = engine;
    this.tape = tape;
    this.followed = followed;
  }

  @Override
  public String name() {
    return engine.name();
  }

  @Override
  public TensorEngine base() {
    return engine.base();
  }

  @Override
  public TensorEngine onto(TensorEngine other) {
    return new Recorder(engine.onto(other), tape, followed);
  }

  @Override
  public boolean follows(Tensor tensor) {
    return followed.contains(tensor) || engine.follows(tensor);
  }

  @Override
  public boolean leavesToKernels() {
    return engine.leavesToKernels();
  }

  /// Notes that the formula's elements are those of `value`, as of a reshape that changes nothing.
  @Override
  public Tensor standIn(Tensor value, Tensor formula) {
    Tensor own = engine.standIn(value, formula);
    if (followed.contains(formula)) {
      Attributes shape =
          Attributes.of("shape", Attribute.ints(Arrays.stream(own.shape()).boxed().toList()));
      tape.record(TensorOp.RESHAPE, List.of(formula), shape, List.of(own));
      followed.add(own);
    }
    return own;
  }

  /// What is computed from this tensor is noted from now on.
  void follow(Tensor input) {
    followed.add(input);
  }

  /// What a result of one number changes by for each change of the inputs.
  List<Tensor> gradients(Tensor result, List<Tensor> inputs) {
    Map<String, Object> one = Map.of("shape", result.shape(), "value", 1L, "dtype", result.dtype());
    Tensor seed = (Tensor) engine.apply("full", new Object[0], one);
    return tape.gradients(result, seed, inputs);
  }

  @Override
  public Object apply(String name, Object[] args, Map<String, Object> attrs) {
    Object parts = RowCall.inParts(this, name, args, attrs);
    if (parts != null) {
      return parts;
    }
    Object result = engine.apply(name, args, attrs);
    TensorOp op = RowCall.find(name);
    if (op != null) {
      note(RowCall.of(op, args, attrs), result);
    }
    return result;
  }

  /// An operation that returned an operand itself changed nothing, and is not noted.
  private void note(RowCall call, Object result) {
    List<Tensor> operands = new ArrayList<>();
    for (Object operand : call.operands()) {
      switch (operand) {
        case Tensor t -> operands.add(t);
        case RowCall.Weak weak -> operands.add(weak.tensor());
        default -> {} // scalar operands make tensors that depend on none
      }
    }
    List<Tensor> results = new ArrayList<>();
    for (Object one : result instanceof List<?> several ? several : List.of(result)) {
      results.add((Tensor) one);
    }
    boolean isSame = operands.stream().anyMatch(o -> o == results.getFirst());
    if (!isSame && operands.stream().anyMatch(followed::contains)) {
      tape.record(call.op(), operands, call.attributes(), results);
      followed.addAll(results);
    }
  }

  /// The engine as gradient rules call it.
  private record Rows(TensorEngine engine) implements GradientContext.Engine<Tensor> {
    @Override
    public List<Tensor> apply(TensorOp op, List<Tensor> operands, Attributes attributes) {
      Object result =
          engine.apply(op.row().name(), operands.toArray(), EngineAttributes.of(attributes));
      return result instanceof List<?> several
          ? several.stream().map(Tensor.class::cast).toList()
          : List.of((Tensor) result);
    }

    @Override
    public TensorType type(Tensor value) {
      DType dtype = value.dtype();
      return TensorType.of(ElementTypes.scalar(dtype), value.shape());
    }
  }
}
