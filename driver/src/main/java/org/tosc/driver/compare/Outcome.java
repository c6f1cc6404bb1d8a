package org.tosc.driver.compare;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.tosc.rt.error.GuestError;
import org.tosc.rt.tensor.DType;
import org.tosc.rt.tensor.Tensor;
import org.tosc.rt.value.ListValue;

/// What a call gave: tensors, or an error of the program.
///
/// @param results numbers are tensors without axes
/// @param error `Kind: message`, or empty
record Outcome(List<Tensor> results, String error) {
  Outcome {
    results = List.copyOf(results);
  }

  /// Calls.
  static Outcome of(Callable<@Nullable Object> call) throws Exception {
    try {
      List<Tensor> results = new ArrayList<>();
      flatten(call.call(), results);
      return new Outcome(results, "");
    } catch (GuestError error) {
      return new Outcome(List.of(), error.kind() + ": " + error.getMessage());
    }
  }

  private static void flatten(@Nullable Object value, List<Tensor> into) {
    switch (value) {
      case Tensor t -> into.add(t);
      case Double d -> into.add(Tensor.scalar(DType.F64, d));
      case Long l -> into.add(Tensor.scalar(DType.I64, l));
      case Boolean b -> into.add(Tensor.scalar(DType.BOOL, b));
      case Object[] several -> {
        for (Object each : several) {
          flatten(each, into);
        }
      }
      case ListValue list -> {
        for (int i = 0; i < list.size(); i++) {
          flatten(list.get(i), into);
        }
      }
      // Other values have no elements to compare.
      case null, default -> {}
    }
  }
}
