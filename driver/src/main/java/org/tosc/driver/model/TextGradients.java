package org.tosc.driver.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.tosc.models.train.TokenWindows;
import org.tosc.models.transformer.Architecture;
import org.tosc.models.transformer.Parameter;
import org.tosc.models.transformer.Parameters;
import org.tosc.models.transformer.WholeTexts;
import org.tosc.rt.session.Session;
import org.tosc.rt.tensor.DType;
import org.tosc.rt.tensor.Raw;
import org.tosc.rt.tensor.Tensor;

/// The loss of a language model, which is the mean of the nats that it needs for the next tokens,
/// and its gradients. A model goes forward layer by layer, keeps the rows between layers and
/// nothing else, and computes each layer once more on the way back (Chen et al., "Training Deep
/// Nets with Sublinear Memory Cost", 2016): so memory and code do not grow with what a layer has
/// inside, and all layers share their code.
final class TextGradients implements Gradients {
  private final Architecture architecture;
  private final Parameters weights;
  private final EngineCompute compute;
  private final Map<String, Integer> trained = new HashMap<>();
  private final Map<String, Tensor> frozen = new HashMap<>();
  private final TextStep.Codes codes;
  private final Map<String, Batch> batches = new HashMap<>();

  /// @param weights all of them, as floats
  /// @param trained names of those that gradients are asked for
  /// @param precision what products are computed in
  TextGradients(
      Architecture architecture,
      Parameters weights,
      List<String> trained,
      EngineCompute compute,
      String precision) {
    this.architecture = architecture;
    this.weights = weights;
    this.compute = compute;
    IntStream.range(0, trained.size()).forEach(i -> this.trained.put(trained.get(i), i));
    this.codes =
        new TextStep.Codes(
            f ->
                TensorCode.of(
                    TensorTypes.narrowed(f, precision), compute, Session.current().engine()));
  }

  @Override
  public Gradient gradient(
      List<Tensor> parameters, Tensor inputs, Tensor targets, double scale, long seed) {
    return batch(inputs).gradient(values(parameters), flat(inputs), goals(targets), scale);
  }

  @Override
  public double value(List<Tensor> parameters, Tensor inputs, Tensor targets) {
    return batch(inputs).value(values(parameters), flat(inputs), goals(targets));
  }

  private Batch batch(Tensor inputs) {
    int texts = Math.toIntExact(inputs.dim(0));
    int length = Math.toIntExact(inputs.dim(1));
    return batches.computeIfAbsent(texts + "x" + length, _ -> new Batch(texts, length));
  }

  private static Tensor flat(Tensor ids) {
    return Raw.reshaped(ids, new long[] {ids.size()});
  }

  /// Targets and how much each counts: all as much, those that are none nothing.
  private static List<Tensor> goals(Tensor targets) {
    long[] ids = targets.toLongs();
    long count = Arrays.stream(ids).filter(id -> id != TokenWindows.NONE).count();
    float[] shares = new float[ids.length];
    for (int i = 0; i < ids.length; i++) {
      boolean isThere = ids[i] != TokenWindows.NONE;
      shares[i] = isThere ? (float) ((double) ids.length / count) : 0;
      ids[i] = isThere ? ids[i] : 0;
    }
    return List.of(
        Tensor.ofLongs(DType.I64, new long[] {ids.length}, ids),
        Raw.adopt(new long[] {ids.length, 1}, shares));
  }

  /// The weights of a step of training by name.
  private Function<String, Tensor> values(List<Tensor> parameters) {
    return name -> {
      Integer index = trained.get(name);
      return index == null ? frozen(name) : parameters.get(index);
    };
  }

  private Tensor frozen(String name) {
    return frozen.computeIfAbsent(
        name,
        _ -> {
          Parameter parameter = weights.need(name);
          Tensor there = Tensor.ofSegment(DType.F32, parameter.shape(), parameter.bytes());
          return compute.placed(there);
        });
  }

  /// Batches of one shape.
  private final class Batch {
    private final TextStep entry;
    private final List<TextStep> layers = new ArrayList<>();
    private final TextStep loss;
    private final List<Tensor> pairs = new ArrayList<>();
    private final List<Tensor> masks = new ArrayList<>();

    Batch(int texts, int length) {
      WholeTexts whole = new WholeTexts(architecture, weights, texts, length);
      entry = TextStep.of(codes, whole.entry(), "", trained.keySet(), false);
      for (int i = 0; i < architecture.layers(); i++) {
        String prefix = "blk." + i + ".";
        layers.add(TextStep.of(codes, whole.layer(i), prefix, trained.keySet(), true));
        masks.add(Raw.adopt(new long[] {length, length}, whole.mask(i)));
      }
      loss = TextStep.of(codes, whole.loss(), "", trained.keySet(), true);
      long[] shape = whole.pairs();
      if (shape != null) {
        Tensor cosines = Raw.zeros(DType.F32, shape);
        Tensor sines = Raw.zeros(DType.F32, shape);
        whole.writePairs(Raw.memory(cosines), Raw.memory(sines));
        pairs.addAll(List.of(cosines, sines));
      }
    }

    double value(Function<String, Tensor> values, Tensor ids, List<Tensor> goals) {
      Tensor x = entry.run(values, List.of(ids));
      for (int i = 0; i < layers.size(); i++) {
        x = layers.get(i).run(values, inputs(i, x));
      }
      return loss.run(values, behind(x, goals)).getDouble(0);
    }

    private static List<Tensor> behind(Tensor x, List<Tensor> goals) {
      return List.of(x, goals.getFirst(), goals.getLast());
    }

    private List<Tensor> inputs(int layer, Tensor x) {
      List<Tensor> inputs = new ArrayList<>(List.of(x));
      inputs.addAll(pairs);
      inputs.add(masks.get(layer));
      return inputs;
    }

    Gradient gradient(
        Function<String, Tensor> values, Tensor ids, List<Tensor> goals, double scale) {
      // Later steps write over what a piece gave.
      List<Tensor> rows = new ArrayList<>(List.of(Raw.copied(entry.run(values, List.of(ids)))));
      for (int i = 0; i < layers.size(); i++) {
        rows.add(Raw.copied(layers.get(i).run(values, inputs(i, rows.getLast()))));
      }
      Sum sum = new Sum();
      Tensor start = TensorTypes.number(DType.F32, scale);
      List<Tensor> made = loss.back(values, behind(rows.getLast(), goals), start);
      double nats = made.getFirst().getDouble(0);
      sum.add(loss.trained(), made.subList(2, made.size()));
      Tensor adjoint = made.get(1);
      for (int i = layers.size() - 1; i >= 0; i--) {
        TextStep layer = layers.get(i);
        made = layer.back(values, inputs(i, rows.get(i)), adjoint);
        sum.add(layer.trained(), made.subList(2, made.size()));
        adjoint = made.get(1);
      }
      if (entry.isAsked()) {
        made = entry.back(values, List.of(ids), adjoint);
        sum.add(entry.trained(), made.subList(1, made.size()));
      }
      return new Gradient(nats * scale, sum.inOrder());
    }
  }

  /// Gradients by name. A weight that stands in two places has the sum of both.
  private final class Sum {
    private final Map<String, Tensor> all = new HashMap<>();

    void add(List<String> names, List<Tensor> adjoints) {
      for (int i = 0; i < names.size(); i++) {
        all.merge(names.get(i), Raw.copied(adjoints.get(i)), Sum::plus);
      }
    }

    private static Tensor plus(Tensor a, Tensor b) {
      Object[] operands = {a, b};
      return (Tensor) Session.current().engine().apply("add", operands, Map.of());
    }

    List<Tensor> inOrder() {
      Tensor[] inOrder = new Tensor[trained.size()];
      trained.forEach((name, i) -> inOrder[i] = all.get(name));
      return List.of(inOrder);
    }
  }
}
