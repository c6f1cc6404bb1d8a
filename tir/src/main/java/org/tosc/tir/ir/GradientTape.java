package org.tosc.tir.ir;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Operations in the order in which they were computed, to be gone through backwards: reverse-mode
/// differentiation of what a program did. Values are told apart by identity.
///
/// ```java
/// GradientTape<T> tape = new GradientTape<>(engine);
/// T y = tape.apply(TensorOp.EXP, List.of(x), Attributes.NONE).getFirst();
/// List<T> dx = tape.gradients(y, one, List.of(x));
/// ```
///
/// A tape is itself an engine: gradients computed on another tape can be differentiated again.
public final class GradientTape<V> implements GradientContext.Engine<V> {
  private record Entry<V>(TensorOp op, Attributes attributes, List<V> operands, List<V> results) {}

  private final GradientContext.Engine<V> engine;
  private final List<Entry<V>> entries = new ArrayList<>();

  public GradientTape(GradientContext.Engine<V> engine) {
    this.engine = engine;
  }

  @Override
  public List<V> apply(TensorOp op, List<V> operands, Attributes attributes) {
    List<V> results = engine.apply(op, operands, attributes);
    record(op, operands, attributes, results);
    return results;
  }

  @Override
  public TensorType type(V value) {
    return engine.type(value);
  }

  /// Notes an operation that was computed elsewhere.
  public void record(TensorOp op, List<V> operands, Attributes attributes, List<V> results) {
    entries.add(new Entry<>(op, attributes, List.copyOf(operands), List.copyOf(results)));
  }

  /// What the result changes by for each change of the inputs.
  ///
  /// @param seed what flows into the result, of its shape
  /// @return per input a gradient of its shape; zeros where the result does not depend on it
  public List<V> gradients(V result, V seed, List<V> inputs) {
    return gradients(List.of(result), List.of(seed), inputs);
  }

  /// What several results change by together.
  ///
  /// @param seeds what flows into each result, of its shape
  public List<V> gradients(List<V> results, List<V> seeds, List<V> inputs) {
    IdentityHashMap<V, V> flows = new IdentityHashMap<>();
    for (int i = 0; i < results.size(); i++) {
      flow(flows, results.get(i), seeds.get(i));
    }
    for (Entry<V> entry : entries.reversed()) {
      pull(entry, flows);
    }
    List<V> gradients = new ArrayList<>();
    for (V input : inputs) {
      V flow = flows.get(input);
      gradients.add(flow == null ? zeros(input) : flow);
    }
    return gradients;
  }

  private void pull(Entry<V> entry, IdentityHashMap<V, V> flows) {
    List<@Nullable V> adjoints = new ArrayList<>();
    for (V result : entry.results()) {
      adjoints.add(flows.get(result));
    }
    if (adjoints.stream().allMatch(a -> a == null)) {
      return;
    }
    List<@Nullable V> given =
        GradientContext.pull(
            engine, entry.op(), entry.attributes(), entry.operands(), entry.results(), adjoints);
    for (int i = 0; i < given.size(); i++) {
      V flow = given.get(i);
      if (flow != null) {
        flow(flows, entry.operands().get(i), flow);
      }
    }
  }

  private void flow(IdentityHashMap<V, V> flows, V to, V more) {
    flows.merge(
        to, more, (a, b) -> engine.apply(TensorOp.ADD, List.of(a, b), Attributes.NONE).getFirst());
  }

  private V zeros(V like) {
    TensorType type = engine.type(like);
    List<Long> shape = type.shape().stream().map(Dims::known).toList();
    Attributes attributes =
        Attributes.of("shape", Attribute.ints(shape))
            .with("value", Attribute.of(0L))
            .with("dtype", new Attribute.OfType(type.element()));
    return engine.apply(TensorOp.FULL, List.of(), attributes).getFirst();
  }
}
