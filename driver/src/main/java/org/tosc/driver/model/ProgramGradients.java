package org.tosc.driver.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.tosc.driver.tensor.TapedGradient;
import org.tosc.driver.tensor.Tracer;
import org.tosc.driver.tensor.WithoutDropout;
import org.tosc.models.train.Order;
import org.tosc.passes.autodiff.Autodiff;
import org.tosc.rt.ops.ParameterSlots;
import org.tosc.rt.session.Session;
import org.tosc.rt.tensor.Raw;
import org.tosc.rt.tensor.Tensor;
import org.tosc.rt.tensor.TensorEngine;
import org.tosc.rt.tensor.TensorFault;
import org.tosc.tir.ir.Function;

/// The loss of a model and its gradients: one function of TIR for each shape of a batch, traced
/// once and compiled. A model that cannot be traced runs operation by operation, with a tape; that
/// is told.
final class ProgramGradients implements Gradients {
  /// A compiled function and what it takes besides parameters and batch.
  private record Compiled(TensorCode code, List<Tracer.Extra> extras) {
    List<Tensor> arguments(List<Tensor> given, TensorEngine engine, long seed) {
      List<Tensor> all = new ArrayList<>(given);
      for (int i = 0; i < extras.size(); i++) {
        all.add(
            switch (extras.get(i)) {
              case Tracer.Extra.Constant(Tensor tensor) -> tensor;
              case Tracer.Extra.Mask mask -> mask.draw(engine, Order.mixed(seed, i));
            });
      }
      return all;
    }
  }

  private final ModelLoss loss;
  private final List<ParameterSlots.Slot> slots;
  private final EngineCompute compute;
  private final String precision;
  private final Consumer<String> say;
  private final Map<String, Compiled> gradients = new HashMap<>();
  private final Map<String, Compiled> values = new HashMap<>();
  private boolean isTaped;

  /// @param precision `f32`, `f16` or `bf16`
  /// @param say takes a line for people
  ProgramGradients(
      ModelLoss loss,
      List<ParameterSlots.Slot> slots,
      EngineCompute compute,
      String precision,
      Consumer<String> say) {
    this.loss = loss;
    this.slots = slots;
    this.compute = compute;
    this.precision = precision;
    this.say = say;
  }

  boolean isTaped() {
    return isTaped;
  }

  @Override
  public Gradient gradient(
      List<Tensor> parameters, Tensor inputs, Tensor targets, double scale, long seed) {
    Compiled compiled = isTaped ? null : gradients.get(key(inputs, targets));
    if (compiled == null && !isTaped) {
      compiled = compile(parameters, inputs, targets, true);
    }
    if (compiled == null) {
      return taped(parameters, inputs, targets, scale, seed);
    }
    List<Tensor> given = new ArrayList<>(parameters);
    given.add(inputs);
    given.add(targets);
    given.add(TensorTypes.number(parameters.getFirst().dtype(), scale));
    List<Tensor> made = call(compiled, given, seed, () -> untraced(parameters, inputs, targets));
    return new Gradient(made.getFirst().getDouble(0), made.subList(1, made.size()));
  }

  @Override
  public double value(List<Tensor> parameters, Tensor inputs, Tensor targets) {
    Compiled compiled = isTaped ? null : values.get(key(inputs, targets));
    if (compiled == null && !isTaped) {
      compiled = compile(parameters, inputs, targets, false);
    }
    if (compiled == null) {
      return untraced(parameters, inputs, targets);
    }
    List<Tensor> given = new ArrayList<>(parameters);
    given.add(inputs);
    given.add(targets);
    return call(compiled, given, 0, () -> untraced(parameters, inputs, targets))
        .getFirst()
        .getDouble(0);
  }

  /// Compiled code does not know which line of the program an operation comes from: where it fails,
  /// the program's own operations run once more, one by one, and the one that fails tells its
  /// place.
  private static List<Tensor> call(
      Compiled compiled, List<Tensor> given, long seed, Runnable singly) {
    TensorEngine engine = Session.current().engine();
    try {
      return compiled.code().call(compiled.arguments(given, engine, seed));
    } catch (TensorFault fault) {
      singly.run();
      throw fault;
    }
  }

  private static String key(Tensor inputs, Tensor targets) {
    return Arrays.toString(inputs.shape()) + Arrays.toString(targets.shape());
  }

  private double untraced(List<Tensor> parameters, Tensor inputs, Tensor targets) {
    Session session = Session.current();
    TensorEngine engine = session.engine();
    session.replaceEngine(new WithoutDropout(engine));
    try {
      return assigned(parameters, () -> loss.of(inputs, targets)).getDouble(0);
    } finally {
      session.replaceEngine(engine);
    }
  }

  private @Nullable Compiled compile(
      List<Tensor> parameters, Tensor inputs, Tensor targets, boolean isGradient) {
    try {
      Compiled compiled = traced(parameters, inputs, targets, isGradient);
      (isGradient ? gradients : values).put(key(inputs, targets), compiled);
      return compiled;
    } catch (Tracer.Untraceable why) {
      fall(why.getMessage());
    } catch (RuntimeException fault) {
      if (!Tracer.isRead(fault)) {
        throw fault;
      }
      fall("it reads elements of a tensor on the way");
    }
    return null;
  }

  private void fall(@Nullable String why) {
    isTaped = true;
    say.accept("train: steps run operation by operation, not compiled: " + why);
  }

  private Compiled traced(
      List<Tensor> parameters, Tensor inputs, Tensor targets, boolean isGradient) {
    TensorEngine engine = Session.current().engine();
    Tracer tracer = new Tracer("loss", engine, isGradient);
    List<Tensor> hollow = parameters.stream().map(p -> tracer.input(p.dtype(), p.shape())).toList();
    Tensor x = tracer.input(inputs.dtype(), inputs.shape());
    Tensor y = tracer.input(targets.dtype(), targets.shape());
    Tensor scale = isGradient ? tracer.input(parameters.getFirst().dtype()) : null;
    Tensor end = on(tracer, hollow, x, y, scale);
    Function function = tracer.finish(end);
    if (isGradient) {
      function = gradient(function, parameters.size());
    }
    Function narrowed = TensorTypes.narrowed(function, precision);
    TensorCode code = TensorCode.of(narrowed, compute, engine);
    if (isGradient && code.compiledParts() == 0) {
      say.accept(
          "train: `"
              + compute.name()
              + "` has no kernels for this model; its operations run singly");
    }
    return new Compiled(code, tracer.extras());
  }

  /// Runs the model on what has no elements.
  private Tensor on(
      Tracer tracer, List<Tensor> hollow, Tensor x, Tensor y, @Nullable Tensor scale) {
    Session session = Session.current();
    TensorEngine engine = session.engine();
    session.replaceEngine(tracer);
    try {
      return assigned(
          hollow,
          () -> {
            Tensor end = loss.of(x, y);
            requireUnchanged(tracer, hollow);
            return scale == null
                ? end
                : (Tensor) tracer.apply("mul", new Object[] {end, scale}, Map.of());
          });
    } finally {
      session.replaceEngine(engine);
    }
  }

  private void requireUnchanged(Tracer tracer, List<Tensor> hollow) {
    boolean isSame =
        IntStream.range(0, hollow.size()).allMatch(i -> slots.get(i).now() == hollow.get(i));
    boolean keeps =
        ParameterSlots.of(loss.model()).all().stream()
            .map(ParameterSlots.Slot::first)
            .anyMatch(t -> tracer.follows(t) && hollow.stream().noneMatch(h -> h == t));
    if (!isSame || keeps) {
      throw new Tracer.Untraceable("it assigns tensors to its fields");
    }
  }

  private static Function gradient(Function function, int parameters) {
    List<Integer> by = IntStream.range(0, parameters).boxed().toList();
    return switch (Autodiff.gradient(function, by, "gradient")) {
      case Autodiff.Outcome.Made(Function made) -> made;
      case Autodiff.Outcome.Refused(String why) -> throw new Tracer.Untraceable(why);
    };
  }

  private Gradient taped(
      List<Tensor> parameters, Tensor inputs, Tensor targets, double scale, long seed) {
    Session.current().random().seed(seed);
    List<Tensor> own = parameters.stream().map(Raw::copied).toList();
    TapedGradient gradient =
        TapedGradient.of(
            own,
            () ->
                assigned(
                    own,
                    () -> {
                      Tensor end = loss.of(inputs, targets);
                      Object[] operands = {end, TensorTypes.number(end.dtype(), scale)};
                      TensorEngine engine = Session.current().engine();
                      return (Tensor) engine.apply("mul", operands, Map.of());
                    }));
    return new Gradient(gradient.loss().getDouble(0), gradient.gradients());
  }

  /// Runs a computation with these tensors as the model's parameters.
  private Tensor assigned(List<Tensor> parameters, Supplier<Tensor> body) {
    List<@Nullable Object> before = new ArrayList<>();
    slots.forEach(s -> before.add(s.now()));
    for (int i = 0; i < slots.size(); i++) {
      slots.get(i).assign(parameters.get(i));
    }
    try {
      return body.get();
    } finally {
      for (int i = 0; i < slots.size(); i++) {
        slots.get(i).assign((Tensor) Objects.requireNonNull(before.get(i)));
      }
    }
  }
}
