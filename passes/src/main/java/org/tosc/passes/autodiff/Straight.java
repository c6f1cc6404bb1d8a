package org.tosc.passes.autodiff;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tosc.passes.dce.DeadCode;
import org.tosc.passes.specialise.Held;
import org.tosc.passes.specialise.Refusal;
import org.tosc.tir.ir.Attributes;
import org.tosc.tir.ir.CoreOp;
import org.tosc.tir.ir.Function;
import org.tosc.tir.ir.Module;
import org.tosc.tir.ir.Operation;
import org.tosc.tir.ir.Region;
import org.tosc.tir.ir.Scalar;
import org.tosc.tir.ir.TensorType;
import org.tosc.tir.ir.Type;
import org.tosc.tir.ir.Value;

/// What a function of a program computes for arguments of known types, as a straight line of tensor
/// operations: calls are followed, checks that hold, loops and branches whose conditions are known
/// are gone. Such functions become kernels as a whole.
///
/// ```java
/// Straight.of(module, f, List.of(TensorType.of(Scalar.F32, 2, 3)));
/// ```
///
/// A list that is returned becomes several results. Variables of the file that are read become
/// parameters behind those of the function.
public final class Straight {
  /// What came of it.
  public sealed interface Outcome {
    /// The function.
    ///
    /// @param globals the variables of the file that its last parameters are
    record Made(Function function, List<String> globals) implements Outcome {
      public Made {
        globals = List.copyOf(globals);
      }
    }

    /// There is none, and why, in words.
    record Refused(String why) implements Outcome {}
  }

  private Straight() {}

  /// The straight line of a function, or why there is none.
  ///
  /// @param arguments tensors of known shape and numbers, one for each parameter
  public static Outcome of(Module module, Function f, List<? extends Type> arguments) {
    try {
      return made(new Trace(Known.of(module)), f, arguments);
    } catch (Refusal refusal) {
      return new Outcome.Refused(refusal.why());
    }
  }

  private static Outcome.Made made(Trace trace, Function f, List<? extends Type> arguments)
      throws Refusal {
    List<Value> params = new ArrayList<>();
    List<Held> known = new ArrayList<>();
    for (Type type : arguments) {
      Value param = trace.draft().param(type);
      params.add(param);
      known.add(new Held.Plain(param));
    }
    List<Value> results = new ArrayList<>();
    for (Held result : trace.call(f.symbol(), known)) {
      List<Held> parts = result instanceof Held.Items(List<Held> items) ? items : List.of(result);
      for (Held part : parts) {
        results.add(computed(part, trace));
      }
    }
    List<Operation> body = new ArrayList<>(trace.draft().operations());
    body.add(
        new Operation(CoreOp.RETURN, results, Attributes.NONE, List.of(), List.of(), f.span()));
    params.addAll(trace.globals().values());
    Function straight =
        new Function(
            f.symbol(), Value.types(results), new Region(params, body), Attributes.NONE, f.span());
    return new Outcome.Made(DeadCode.run(straight), List.copyOf(trace.globals().keySet()));
  }

  private static Value computed(Held held, Trace trace) throws Refusal {
    Value value = held instanceof Held.Plain(Value plain) ? plain : null;
    if (value == null || trace.draft().isImagined(value) || !isData(value)) {
      throw new Refusal("a result is no tensor and no number");
    }
    return value;
  }

  private static boolean isData(@Nullable Value value) {
    return value != null && (value.type() instanceof TensorType || value.type() instanceof Scalar);
  }
}
