package org.tosc.driver.model;

import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tosc.rt.error.ErrorKind;
import org.tosc.rt.error.Errors;
import org.tosc.rt.ops.Calls;
import org.tosc.rt.ops.Kind;
import org.tosc.rt.ops.Tensors;
import org.tosc.rt.tensor.DType;
import org.tosc.rt.tensor.Shapes;
import org.tosc.rt.tensor.Tensor;
import org.tosc.rt.value.Instance;
import org.tosc.rt.value.Text;

/// The loss of a batch: one float, by the engine of the session.
///
/// Which one: what `loss` says, `mse`, `cross_entropy` or a function of the prediction and the
/// targets. Where it says nothing: the cross entropy where targets are integers and the prediction
/// has one axis more, of two classes or more; else the mean square.
record ModelLoss(Instance model, @Nullable Object loss) {
  Tensor of(Tensor inputs, Tensor targets) {
    Object prediction = Calls.call1(model, inputs);
    if (!(prediction instanceof Tensor found)) {
      throw Errors.type("a model to train gives a tensor, found " + Kind.withArticle(prediction));
    }
    return number(loss(found, targets));
  }

  private @Nullable Object loss(Tensor prediction, Tensor targets) {
    return switch (loss) {
      case null ->
          isClasses(prediction, targets)
              ? crossEntropy(prediction, targets)
              : meanSquare(prediction, targets);
      case Text name -> named(name.toString(), prediction, targets);
      case Object function when Calls.isCallable(function) ->
          Calls.call2(function, prediction, targets);
      case Object other -> throw Settings.wrong("loss", "a name or a function", other);
    };
  }

  private static @Nullable Object named(String name, Tensor prediction, Tensor targets) {
    return switch (name) {
      case "mse" -> meanSquare(prediction, targets);
      case "cross_entropy" -> crossEntropy(prediction, targets);
      default ->
          throw Errors.value(
              "there is no loss `" + name + "`; there are mse, cross_entropy, and functions");
    };
  }

  private static boolean isClasses(Tensor prediction, Tensor targets) {
    int rank = prediction.rank();
    return targets.dtype().isInteger()
        && rank == targets.rank() + 1
        && prediction.dim(rank - 1) > 1;
  }

  private static @Nullable Object crossEntropy(Tensor prediction, Tensor targets) {
    return Tensors.apply("ce_loss", prediction, targets);
  }

  /// Of targets with another shape and as many numbers, as `[32]` beside `[32, 1]`.
  private static @Nullable Object meanSquare(Tensor prediction, Tensor targets) {
    Tensor wanted = targets;
    if (wanted.dtype() != prediction.dtype()) {
      DType dtype = prediction.dtype();
      wanted = tensor(Tensors.apply("cast", new Object[] {wanted}, Map.of("dtype", dtype)));
    }
    if (!Arrays.equals(wanted.shape(), prediction.shape())) {
      if (wanted.size() != prediction.size()) {
        throw Errors.of(
            ErrorKind.SHAPE,
            "the model gives "
                + Shapes.text(prediction.shape())
                + " for targets of shape "
                + Shapes.text(targets.shape()));
      }
      Map<String, Object> shape = Map.of("shape", prediction.shape());
      wanted = tensor(Tensors.apply("reshape", new Object[] {wanted}, shape));
    }
    Tensor apart = tensor(Tensors.apply("sub", prediction, wanted));
    return Tensors.apply("reduce_mean", Tensors.apply("mul", apart, apart));
  }

  private static Tensor tensor(@Nullable Object value) {
    return value instanceof Tensor t ? t : number(value);
  }

  private static Tensor number(@Nullable Object result) {
    if (result instanceof Tensor t && t.size() == 1 && t.dtype().isFloat()) {
      return t;
    }
    String found =
        result instanceof Tensor t
            ? "one of shape " + Shapes.text(t.shape()) + " and dtype " + t.dtype()
            : Kind.withArticle(result);
    throw Errors.type("a loss is a tensor of one float, found " + found);
  }
}
