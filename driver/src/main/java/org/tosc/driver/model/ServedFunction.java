package org.tosc.driver.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.tosc.rt.error.ErrorKind;
import org.tosc.rt.error.Errors;
import org.tosc.rt.error.GuestError;
import org.tosc.rt.ops.Kind;
import org.tosc.rt.tensor.Tensor;
import org.tosc.serve.model.TensorModel;

/// A model that a program defines, behind a port. It answers when the program has come to its end:
/// guest code runs on one thread.
///
/// @param model what is called with a tensor
/// @param coalesces whether the rows of requests may be computed together: they are put one behind
///   the other along the first axis, and the answer is cut along its first axis
/// @param place where it computes
record ServedFunction(
    String name, Object model, boolean coalesces, GuestDoor door, DeviceBlock place)
    implements TensorModel {
  /// Errors of this machine, whatever the client has sent: their messages are not for clients. All
  /// others, those that the program throws as well, say what is wrong with the input.
  private static final Set<String> OURS =
      Stream.of(
              ErrorKind.IO,
              ErrorKind.LOAD,
              ErrorKind.GIT,
              ErrorKind.IMPORT,
              ErrorKind.PERMISSION,
              ErrorKind.OUT_OF_MEMORY,
              ErrorKind.UNAVAILABLE,
              ErrorKind.INTERRUPTED,
              ErrorKind.RACE)
          .map(ErrorKind::text)
          .collect(Collectors.toUnmodifiableSet());

  @Override
  public List<Tensor> infer(List<Tensor> inputs) throws Refused {
    try {
      return door.ask(() -> place.run(() -> answers(inputs)));
    } catch (ExecutionException failed) {
      if (failed.getCause() instanceof GuestError error && !OURS.contains(error.kind())) {
        throw new Refused(Objects.toString(error.getMessage(), "the model refuses this input"));
      }
      throw new IllegalStateException(failed.getCause());
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(stopped);
    }
  }

  private List<Tensor> answers(List<Tensor> inputs) {
    boolean together = coalesces && inputs.size() > 1 && inputs.getFirst().rank() > 0;
    if (together) {
      Tensor all = call(Stack.of(inputs));
      if (all.rank() > 0 && all.dim(0) == inputs.size() * inputs.getFirst().dim(0)) {
        return Stack.cut(all, inputs.size());
      }
    }
    List<Tensor> answers = new ArrayList<>();
    for (Tensor input : inputs) {
      answers.add(call(input));
    }
    return answers;
  }

  private Tensor call(Tensor input) {
    @Nullable Object answer = Asked.of(model, input);
    return switch (answer) {
      case Tensor tensor -> tensor;
      case Double number -> Tensor.of(new double[] {number}, new long[0]);
      case Long number -> Tensor.of(new double[] {number}, new long[0]);
      case null, default ->
          throw Errors.type(
              "a model that is served gives a tensor or a number, found "
                  + Kind.withArticle(answer));
    };
  }

  /// Tensors of one shape, one behind the other.
  private static final class Stack {
    private Stack() {}

    static Tensor of(List<Tensor> tensors) {
      Tensor first = tensors.getFirst();
      long[] shape = first.shape();
      shape[0] *= tensors.size();
      double[] all = new double[Math.toIntExact(first.size() * tensors.size())];
      int at = 0;
      for (Tensor tensor : tensors) {
        double[] one = tensor.toDoubles();
        System.arraycopy(one, 0, all, at, one.length);
        at += one.length;
      }
      return Tensor.ofDoubles(first.dtype(), shape, all);
    }

    static List<Tensor> cut(Tensor all, int count) {
      long[] shape = all.shape();
      shape[0] /= count;
      double[] numbers = all.toDoubles();
      int each = numbers.length / count;
      List<Tensor> parts = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        double[] one = Arrays.copyOfRange(numbers, i * each, (i + 1) * each);
        parts.add(Tensor.ofDoubles(all.dtype(), shape, one));
      }
      return parts;
    }
  }
}
