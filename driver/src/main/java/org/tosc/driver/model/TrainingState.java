package org.tosc.driver.model;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tosc.models.train.Checkpoint;
import org.tosc.models.train.LossCurve;
import org.tosc.models.train.Optimizer;
import org.tosc.rt.tensor.DType;
import org.tosc.rt.tensor.Raw;
import org.tosc.rt.tensor.Shapes;
import org.tosc.rt.tensor.Tensor;

/// What a run of training goes on from. Its order of examples and what it draws follow from the
/// number of steps and the seed.
final class TrainingState {
  private static final String STEP = "step";
  private static final String SCALE = "loss_scale";
  private static final String CALM = "steps_since_overflow";
  private static final String HISTORY = "training.history";
  private static final String VALIDATION = "training.validation";

  List<Tensor> parameters;
  List<Tensor> states;
  long step;
  double scale;
  long calm;
  final List<Double> history = new ArrayList<>();
  final List<LossCurve.Point> validation = new ArrayList<>();

  /// The beginning.
  TrainingState(List<Tensor> parameters, Optimizer optimizer, double scale) {
    this.parameters = parameters;
    this.scale = scale;
    this.states = new ArrayList<>();
    for (Tensor parameter : parameters) {
      optimizer.states().forEach(s -> states.add(Raw.zeros(parameter.dtype(), parameter.shape())));
    }
  }

  /// All of it, with names.
  ///
  /// @param facts what must be the same where the run goes on, and what is told where it is not
  Checkpoint checkpoint(
      List<String> parameterNames, Optimizer optimizer, Map<String, String> facts) {
    Map<String, String> all = new LinkedHashMap<>(facts);
    all.put(STEP, Long.toString(step));
    all.put(SCALE, Double.toString(scale));
    all.put(CALM, Long.toString(calm));
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    List<String> names = stateNames(parameterNames, optimizer);
    for (int i = 0; i < parameterNames.size(); i++) {
      tensors.put(parameterNames.get(i), parameters.get(i));
    }
    for (int i = 0; i < names.size(); i++) {
      tensors.put(names.get(i), states.get(i));
    }
    tensors.put(HISTORY, doubles(history));
    List<Double> points = new ArrayList<>();
    validation.forEach(p -> points.addAll(List.of(p.step(), p.loss())));
    tensors.put(VALIDATION, doubles(points));
    return new Checkpoint(all, tensors);
  }

  private static List<String> stateNames(List<String> parameterNames, Optimizer optimizer) {
    List<String> names = new ArrayList<>();
    for (String parameter : parameterNames) {
      optimizer.states().forEach(s -> names.add("training." + s + "." + parameter));
    }
    return names;
  }

  private static Tensor doubles(List<Double> numbers) {
    double[] cells = numbers.stream().mapToDouble(Double::doubleValue).toArray();
    return Tensor.ofDoubles(DType.F64, new long[] {cells.length}, cells);
  }

  /// Goes on from a checkpoint.
  ///
  /// @throws IllegalArgumentException where it is that of another run, and why
  void restore(
      Checkpoint checkpoint,
      List<String> parameterNames,
      Optimizer optimizer,
      Map<String, String> facts) {
    new RunFacts(facts).requireSame(checkpoint.facts());
    parameters = taken(checkpoint, parameterNames, parameters);
    states = taken(checkpoint, stateNames(parameterNames, optimizer), states);
    step = number(checkpoint, STEP).longValue();
    scale = number(checkpoint, SCALE);
    calm = number(checkpoint, CALM).longValue();
    history.clear();
    validation.clear();
    for (double loss : numbers(checkpoint, HISTORY)) {
      history.add(loss);
    }
    double[] points = numbers(checkpoint, VALIDATION);
    for (int i = 0; i + 1 < points.length; i += 2) {
      validation.add(new LossCurve.Point(points[i], points[i + 1]));
    }
    if (step < 0 || step != history.size()) {
      throw new IllegalArgumentException("its history has not one loss for each step");
    }
  }

  /// Multiplies losses by another number from here on.
  void rescaleFrom(double first) {
    scale = first;
    calm = 0;
  }

  private static List<Tensor> taken(Checkpoint checkpoint, List<String> names, List<Tensor> like) {
    List<Tensor> taken = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      Tensor found = checkpoint.tensors().get(names.get(i));
      Tensor wanted = like.get(i);
      if (found == null) {
        throw new IllegalArgumentException("it has no `" + names.get(i) + "`");
      }
      boolean fits =
          found.dtype() == wanted.dtype()
              && Shapes.text(found.shape()).equals(Shapes.text(wanted.shape()));
      if (!fits) {
        throw new IllegalArgumentException("its `" + names.get(i) + "` has another shape or type");
      }
      taken.add(found);
    }
    return taken;
  }

  private static Double number(Checkpoint checkpoint, String name) {
    String text = checkpoint.facts().get(name);
    try {
      return Double.valueOf(text == null ? "" : text);
    } catch (NumberFormatException _) {
      throw new IllegalArgumentException("its `" + name + "` is no number");
    }
  }

  private static double[] numbers(Checkpoint checkpoint, String name) {
    Tensor found = checkpoint.tensors().get(name);
    return found == null ? new double[0] : found.toDoubles();
  }
}
