package org.tosc.driver.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.tosc.models.train.Examples;
import org.tosc.models.train.LossCurve;
import org.tosc.models.train.Optimizer;
import org.tosc.models.train.Order;
import org.tosc.models.train.Schedule;
import org.tosc.models.train.UpdateFunction;
import org.tosc.rt.error.Errors;
import org.tosc.rt.session.Session;
import org.tosc.rt.tensor.DType;
import org.tosc.rt.tensor.Tensor;
import org.tosc.tir.ir.Function;
import org.tosc.tir.ir.TensorType;

/// Steps of training: gradients of a batch, in parts where they are accumulated, and the
/// optimiser's update. All of it are functions of TIR.
final class TrainLoop {
  /// What a loss is multiplied by at first, and after how many steps without an overflow twice as
  /// much is tried (Micikevicius et al. 2018; the numbers are those of PyTorch's `GradScaler`).
  private static final double FIRST_SCALE = 65536;

  private static final long GROWS_AFTER = 2000;

  private final EngineCompute compute;
  private final Gradients losses;
  private final Examples examples;
  private final Plan plan;
  private final TrainingState state;
  private final TensorCode update;
  private final List<TensorCode> sums = new ArrayList<>();

  /// What a run's steps have in common.
  ///
  /// @param part how many examples have their gradients computed together
  /// @param isScaled whether losses are scaled, for numbers of few bits
  record Plan(
      Order order,
      int part,
      long steps,
      Optimizer optimizer,
      Optimizer.Hyper hyper,
      double rate,
      Schedule schedule,
      long warmup,
      double clip,
      boolean isScaled) {

    static Plan of(TrainSettings settings, int examples, int usualBatch) {
      int part = settings.batch(examples, usualBatch);
      int batch = (int) Math.min(Integer.MAX_VALUE, (long) part * settings.accumulate());
      Order order = new Order(examples, Math.min(batch, examples), settings.seed());
      long steps = settings.steps(order.stepsPerEpoch());
      return new Plan(
          order,
          part,
          steps,
          settings.optimizer(),
          settings.hyper(),
          settings.rate(),
          settings.schedule(),
          settings.warmup(steps),
          settings.clip(),
          settings.precision().equals("f16"));
    }

    double firstScale() {
      return isScaled ? FIRST_SCALE : 1;
    }
  }

  TrainLoop(
      EngineCompute compute, Gradients losses, Examples examples, Plan plan, TrainingState state) {
    this.compute = compute;
    this.losses = losses;
    this.examples = examples;
    this.plan = plan;
    this.state = state;
    boolean isClipped = Double.isFinite(plan.clip());
    List<TensorType> types = state.parameters.stream().map(TensorTypes::of).toList();
    Function function = UpdateFunction.of(plan.optimizer(), plan.hyper(), types, isClipped);
    this.update = TensorCode.of(function, compute, Session.current().engine());
  }

  /// One step.
  ///
  /// @return the loss of its batch, before the step
  double step() {
    int[] batch = plan.order().examples(state.step);
    double loss = 0;
    List<Tensor> gradients = List.of();
    int parts = 0;
    for (int from = 0; from < batch.length; from += plan.part()) {
      int[] rows = Arrays.copyOfRange(batch, from, Math.min(batch.length, from + plan.part()));
      double share = (double) rows.length / batch.length;
      Gradients.Gradient part = gradient(rows, share, parts);
      loss += part.loss() / state.scale;
      gradients = parts == 0 ? part.gradients() : sum(gradients, part.gradients());
      parts++;
    }
    update(gradients, loss);
    return loss;
  }

  /// A part's share of the batch's gradients.
  private Gradients.Gradient gradient(int[] rows, double share, int part) {
    Tensor x = TensorTypes.rows(examples.inputs(), rows);
    Tensor y = TensorTypes.rows(examples.targets(), rows);
    long seed = Order.mixed(Order.mixed(plan.order().seed(), state.step), part);
    return losses.gradient(state.parameters, x, y, state.scale * share, seed);
  }

  private List<Tensor> sum(List<Tensor> a, List<Tensor> b) {
    if (sums.isEmpty()) {
      List<TensorType> types = a.stream().map(TensorTypes::of).toList();
      sums.add(TensorCode.of(TensorTypes.sums(types), compute, Session.current().engine()));
    }
    List<Tensor> both = new ArrayList<>(a);
    both.addAll(b);
    return sums.getFirst().call(both);
  }

  private void update(List<Tensor> gradients, double loss) {
    double rate = plan.rate() * plan.schedule().share(state.step, plan.steps(), plan.warmup());
    double limit = Double.isFinite(plan.clip()) ? plan.clip() : 0;
    List<Tensor> arguments = new ArrayList<>(state.parameters);
    arguments.addAll(gradients);
    arguments.addAll(state.states);
    DType dtype = state.parameters.getFirst().dtype();
    for (double number :
        UpdateFunction.numbers(plan.hyper(), state.step + 1, rate, 1 / state.scale, limit)) {
      arguments.add(TensorTypes.number(dtype, number));
    }
    List<Tensor> made = update.call(arguments);
    boolean isFinite = Double.isFinite(made.getFirst().getDouble(0)) && Double.isFinite(loss);
    if (isFinite) {
      int count = state.parameters.size();
      state.parameters = List.copyOf(made.subList(1, 1 + count));
      state.states = List.copyOf(made.subList(1 + count, made.size()));
    } else if (!plan.isScaled() || state.scale < 1e-6) {
      throw Errors.value(
          "the loss or its gradients are not finite in step "
              + (state.step + 1)
              + "; a smaller learning_rate or `clip` may help");
    }
    rescale(isFinite);
    state.history.add(loss);
    state.step++;
  }

  /// After an overflow half as much, after many steps without one twice.
  private void rescale(boolean isFinite) {
    if (!plan.isScaled()) {
      return;
    }
    state.calm = isFinite ? state.calm + 1 : 0;
    if (!isFinite) {
      state.scale /= 2;
    } else if (state.calm == GROWS_AFTER) {
      state.scale *= 2;
      state.calm = 0;
    }
  }

  /// The mean loss of other examples.
  void validate(Examples held) {
    double sum = 0;
    for (int from = 0; from < held.count(); from += plan.part()) {
      int to = Math.min(held.count(), from + plan.part());
      int[] rows = java.util.stream.IntStream.range(from, to).toArray();
      Tensor x = TensorTypes.rows(held.inputs(), rows);
      Tensor y = TensorTypes.rows(held.targets(), rows);
      sum += losses.value(state.parameters, x, y) * rows.length;
    }
    state.validation.add(new LossCurve.Point(state.step, sum / held.count()));
  }
}
