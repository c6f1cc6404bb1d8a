package org.tosc.driver.tensor;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tosc.rt.error.ErrorKind;
import org.tosc.rt.error.Errors;
import org.tosc.rt.ops.Kind;
import org.tosc.rt.ops.Models;
import org.tosc.rt.session.Gradients;
import org.tosc.rt.session.Session;
import org.tosc.rt.tensor.Shapes;
import org.tosc.rt.tensor.Tensor;
import org.tosc.rt.tensor.TensorEngine;
import org.tosc.rt.value.FunctionValue;
import org.tosc.rt.value.Instance;
import org.tosc.rt.value.ListValue;
import org.tosc.rt.value.Missing;

/// The built-in `grad`: runs the function on an engine that notes what it computes, and goes
/// through the notes backwards. The backward pass computes on the session's engine, so that
/// gradients of gradients are noted by the outer ones.
///
/// An argument is a tensor, a list of tensors (the derivative is a list), or a model (the
/// derivative is a list, one tensor for each of its `parameters()`). What leaves the tensors, as
/// `float(t)` and assignments to elements do, is constant.
public final class TapeGradients implements Gradients {
  @Override
  public FunctionValue of(FunctionValue function, @Nullable Object argument) {
    List<Integer> positions = new ArrayList<>();
    if (argument instanceof ListValue list) {
      for (int i = 0; i < list.size(); i++) {
        positions.add(position(function, list.get(i)));
      }
    } else {
      positions.add(position(function, argument));
    }
    return new Derivative(function, positions, argument instanceof ListValue);
  }

  private static int position(FunctionValue function, @Nullable Object argument) {
    if (!(argument instanceof Long at)) {
      throw Errors.type(
          "`argument` of grad() is an int or a list of ints, found " + Kind.withArticle(argument));
    }
    int count = function.signature().parameters().size();
    if (at < 0 || at >= count) {
      throw Errors.value(
          "grad() cannot differentiate by argument " + at + " of a function of " + count);
    }
    return Math.toIntExact(at);
  }

  private static final class Derivative extends FunctionValue {
    private final FunctionValue function;
    private final List<Integer> positions;
    private final boolean severally;

    Derivative(FunctionValue function, List<Integer> positions, boolean severally) {
      super(null, function.signature());
      this.function = function;
      this.positions = positions;
      this.severally = severally;
    }

    @Override
    public @Nullable Object call(@Nullable Object... arguments) {
      Session session = Session.current();
      TensorEngine engine = session.engine();
      Recorder recorder = new Recorder(engine);
      @Nullable Object[] all = arguments.clone();
      List<Input> inputs = new ArrayList<>();
      for (int at : positions) {
        Input input = Input.of(all[at], engine);
        input.tensors().forEach(recorder::follow);
        all[at] = input.argument();
        inputs.add(input);
      }
      Object result;
      session.replaceEngine(recorder);
      try {
        result = function.call(all);
      } finally {
        session.replaceEngine(engine);
      }
      Tensor end = number(result);
      List<Tensor> flat = inputs.stream().flatMap(i -> i.tensors().stream()).toList();
      return shaped(inputs, recorder.gradients(end, flat));
    }

    private Object shaped(List<Input> inputs, List<Tensor> gradients) {
      ListValue all = new ListValue();
      int next = 0;
      for (Input input : inputs) {
        int end = next + input.tensors().size();
        List<Tensor> own = gradients.subList(next, end);
        all.add(input.isSingle() ? own.getFirst() : ListValue.ofAll(own));
        next = end;
      }
      Object first = all.get(0);
      return severally || first == null ? all : first;
    }
  }

  /// An argument to differentiate by: what the function is called with, and its tensors.
  private record Input(Object argument, List<Tensor> tensors, boolean isSingle) {
    static Input of(@Nullable Object given, TensorEngine engine) {
      return switch (given) {
        case Tensor t -> {
          Tensor own = own(t, engine);
          yield new Input(own, List.of(own), true);
        }
        case ListValue list -> {
          List<Tensor> owned = tensors(list).stream().map(t -> own(t, engine)).toList();
          yield new Input(ListValue.ofAll(owned), owned, false);
        }
        case Instance model when model.type.isModel() ->
            new Input(model, tensors(Models.parameters(model)), false);
        case Missing _ -> throw Errors.argument("grad() needs the argument to differentiate by");
        case null, default -> throw notTensor(given);
      };
    }

    private static List<Tensor> tensors(ListValue list) {
      List<Tensor> all = new ArrayList<>();
      for (int i = 0; i < list.size(); i++) {
        if (!(list.get(i) instanceof Tensor t)) {
          throw notTensor(list.get(i));
        }
        all.add(t);
      }
      return all;
    }

    /// A tensor that is told apart from all others: the same one may stand elsewhere too.
    private static Tensor own(Tensor t, TensorEngine engine) {
      if (!t.dtype().isFloat()) {
        throw Errors.of(
            ErrorKind.DTYPE, "grad() differentiates by tensors of floats, found " + t.dtype());
      }
      Map<String, Object> shape = Map.of("shape", t.shape());
      return (Tensor) engine.apply("reshape", new Object[] {t}, shape);
    }

    private static RuntimeException notTensor(@Nullable Object given) {
      return Errors.type(
          "grad() differentiates by tensors, lists of tensors and models, found "
              + Kind.withArticle(given));
    }
  }

  private static Tensor number(@Nullable Object result) {
    return switch (result) {
      case Tensor t when t.size() == 1 -> t;
      case Tensor t ->
          throw Errors.of(
              ErrorKind.SHAPE,
              "grad() needs a function whose result is one number, found a tensor of shape "
                  + Shapes.text(t.shape()));
      case Long _, Double _ -> Tensor.of(0); // depends on no tensor
      case null, default ->
          throw Errors.type(
              "grad() needs a function whose result is one number, found "
                  + Kind.withArticle(result));
    };
  }
}
