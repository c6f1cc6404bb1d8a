package org.tosc.backends.jvm;

import java.lang.invoke.MethodHandle;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.tosc.backends.api.KernelTarget;
import org.tosc.backends.api.PartListener;
import org.tosc.backends.jvm.code.ModuleCompiler;
import org.tosc.backends.jvm.link.Followed;
import org.tosc.backends.jvm.link.PartVersions;
import org.tosc.passes.precision.Precision;
import org.tosc.passes.specialise.Argument;
import org.tosc.passes.specialise.Outcome;
import org.tosc.passes.specialise.Specialise;
import org.tosc.rt.tensor.DType;
import org.tosc.rt.tensor.Tensor;
import org.tosc.tir.ir.Attribute;
import org.tosc.tir.ir.Function;
import org.tosc.tir.ir.Module;
import org.tosc.tir.ir.Scalar;
import org.tosc.tir.ir.TensorType;

/// Versions of parts, made by `specialise`. Kernels of their groups come when they have run often
/// enough, as everywhere.
final class TensorVersions implements PartVersions {
  private final Module module;
  private final VectorCodes codes;
  private final @Nullable PartListener listener;

  TensorVersions(Module module, VectorCodes codes, @Nullable PartListener listener) {
    this.module = module;
    this.codes = codes;
    this.listener = listener;
  }

  @Override
  public @Nullable MethodHandle make(String part, @Nullable Object[] arguments) {
    Function function = Objects.requireNonNull(module.function(part), part);
    List<Argument> kinds = new ArrayList<>();
    for (int i = 0; i < arguments.length; i++) {
      Attribute constant = isDecisive(part, i) ? constant(arguments[i]) : null;
      kinds.add(constant == null ? kind(arguments[i]) : new Argument.Constant(constant));
    }
    boolean followed = listener != null && listener.follows(function);
    return switch (Specialise.specialise(module, function, kinds)) {
      case Outcome.Refused(String why) -> {
        if (listener != null && followed) {
          listener.refused(function, why);
        }
        yield null;
      }
      case Outcome.Made(Module made, Function version) -> {
        MethodHandle code =
            JvmEngine.unit(
                    ModuleCompiler.compile(made), codes, new TensorVersions(made, codes, listener))
                .function(version.symbol());
        yield listener != null && followed ? Followed.of(code, version, listener) : code;
      }
    };
  }

  /// A part that computes in another precision does so from its first call on, for any kinds of
  /// arguments: what a program computes does not change while it runs. So does what is to run on a
  /// machine that is asked for all of it.
  @Override
  public int patience(String part) {
    KernelTarget target = codes.target();
    boolean isEager = target != null && target.isEager();
    return isEager || isReduced(part) ? 0 : PartVersions.super.patience(part);
  }

  @Override
  public int most(String part) {
    return isReduced(part) ? Integer.MAX_VALUE : PartVersions.super.most(part);
  }

  private boolean isReduced(String part) {
    return Precision.of(Objects.requireNonNull(module.function(part), part)) != null;
  }

  @Override
  public boolean isDecisive(String part, int argument) {
    Function function = Objects.requireNonNull(module.function(part), part);
    return function.attributes().integers("constants").contains((long) argument);
  }

  private static @Nullable Attribute constant(@Nullable Object argument) {
    return switch (argument) {
      case null -> Attribute.Nil.NIL;
      case Long number -> Attribute.of(number);
      case Double number -> Attribute.of(number);
      case Boolean truth -> Attribute.of(truth);
      default -> null;
    };
  }

  private static Argument kind(@Nullable Object argument) {
    return switch (argument) {
      case Tensor t -> new Argument.Tensor(TensorType.of(scalar(t.dtype()), t.shape()));
      case Long _ -> Argument.Numeric.INT;
      case Double _ -> Argument.Numeric.REAL;
      case Boolean _ -> Argument.Numeric.BOOL;
      case null, default -> Argument.Other.OTHER;
    };
  }

  /// The names are the same but for the booleans.
  private static Scalar scalar(DType dtype) {
    String name = dtype.isBool() ? Scalar.I1.text() : dtype.text();
    return Objects.requireNonNull(Scalar.parse(name), name);
  }
}
