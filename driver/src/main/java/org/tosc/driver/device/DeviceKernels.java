package org.tosc.driver.device;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.tosc.backends.api.ArrayCode;
import org.tosc.backends.api.KernelTarget;
import org.tosc.backends.api.Loading;
import org.tosc.driver.Programs;
import org.tosc.driver.tensor.ElementTypes;
import org.tosc.driver.tensor.RowCall;
import org.tosc.rt.monitor.KernelCompilationEvent;
import org.tosc.rt.monitor.KernelRunEvent;
import org.tosc.rt.monitor.Monitor;
import org.tosc.rt.session.Session;
import org.tosc.rt.tensor.DType;
import org.tosc.rt.tensor.Raw;
import org.tosc.rt.tensor.Tensor;
import org.tosc.rt.tensor.TensorEngine;
import org.tosc.tir.interp.GuestFault;
import org.tosc.tir.interp.TensorOracle;
import org.tosc.tir.ir.Attribute;
import org.tosc.tir.ir.Attributes;
import org.tosc.tir.ir.CoreOp;
import org.tosc.tir.ir.FunctionBuilder;
import org.tosc.tir.ir.Module;
import org.tosc.tir.ir.Scalar;
import org.tosc.tir.ir.TensorOp;
import org.tosc.tir.ir.TensorType;
import org.tosc.tir.ir.Type;
import org.tosc.tir.ir.Value;
import org.tosc.tir.source.Span;

/// The kernels of single operations on one target, made when an operation first meets certain
/// shapes and dtypes, and kept.
final class DeviceKernels {
  private static final String SYMBOL = "operation";

  /// More combinations of shapes than a program that goes through all sizes should keep.
  private static final int MOST = 4096;

  private final KernelTarget target;
  private final Map<Key, Code> codes = new ConcurrentHashMap<>();

  DeviceKernels(KernelTarget target) {
    this.target = target;
  }

  /// An operation with what decides on its kernel: the types of tensors, and numbers themselves.
  private record Key(TensorOp op, List<Object> operands, Attributes attributes) {}

  /// What became of an operation.
  sealed interface Outcome {
    record Done(Object result) implements Outcome {}

    /// It has no kernel.
    ///
    /// @param why in words
    record Refused(String why) implements Outcome {}
  }

  private sealed interface Code {
    record Made(ArrayCode code, TensorType result) implements Code {}

    record Refused(String why) implements Code {}
  }

  KernelTarget target() {
    return target;
  }

  /// Applies an operation.
  ///
  /// @param self the engine, for the parts of operations that have several
  /// @param wording says what is wrong with operands that do not fit
  Outcome apply(
      String name,
      Object[] args,
      Map<String, Object> attrs,
      TensorEngine self,
      TensorEngine wording) {
    Object parts = RowCall.inParts(self, name, args, attrs);
    if (parts != null) {
      return new Outcome.Done(parts);
    }
    TensorOp op = RowCall.find(name);
    if (op == null) {
      return new Outcome.Refused("it has no row");
    }
    RowCall call = RowCall.of(op, args, attrs);
    Key key = key(call);
    if (!fits(key)) {
      return new Outcome.Done(wording.apply(name, args, attrs));
    }
    if (codes.size() > MOST) {
      codes.clear();
    }
    return switch (codes.computeIfAbsent(key, this::compiled)) {
      case Code.Refused(String why) -> new Outcome.Refused(why);
      case Code.Made made -> new Outcome.Done(run(made, call));
    };
  }

  private static Key key(RowCall call) {
    List<Object> operands = new ArrayList<>();
    for (Object operand : call.operands()) {
      Tensor tensor = tensor(operand);
      operands.add(
          tensor == null
              ? operand
              : TensorType.of(ElementTypes.scalar(tensor.dtype()), tensor.shape()));
    }
    return new Key(call.op(), List.copyOf(operands), call.attributes());
  }

  /// A number beside tensors is a tensor without axes, so that its value needs no new kernel.
  private static @Nullable Tensor tensor(Object operand) {
    return switch (operand) {
      case Tensor t -> t;
      case RowCall.Weak weak -> weak.tensor();
      default -> null;
    };
  }

  private static Type type(Object operand) {
    return switch (operand) {
      case TensorType type -> type;
      case Double _ -> Scalar.F64;
      case Boolean _ -> Scalar.I1;
      default -> Scalar.I64;
    };
  }

  private static boolean fits(Key key) {
    try {
      TensorOracle.check(
          key.op(), key.operands().stream().map(DeviceKernels::type).toList(), key.attributes());
      return true;
    } catch (GuestFault _) {
      return false;
    }
  }

  private Code compiled(Key key) {
    KernelCompilationEvent event = new KernelCompilationEvent(target.name());
    long start = System.nanoTime();
    Code code = compile(key);
    if (code instanceof Code.Made) {
      monitor().kernelMade(target.name(), System.nanoTime() - start);
      event.commit();
    }
    return code;
  }

  private Code compile(Key key) {
    FunctionBuilder f = new FunctionBuilder(SYMBOL);
    List<Value> operands = new ArrayList<>();
    for (Object operand : key.operands()) {
      operands.add(operand instanceof TensorType type ? f.param(type) : constant(f, operand));
    }
    List<Value> results = f.op(key.op(), key.attributes(), Span.NONE, operands).results();
    if (results.size() != 1) {
      return new Code.Refused("it has several results");
    }
    if (!(results.getFirst().type() instanceof TensorType type) || !type.isStatic()) {
      return new Code.Refused("its operands do not decide on the shape of its result");
    }
    if (DType.parse(type.element().text()).isBlock()) {
      return new Code.Refused("code over arrays takes blocks and gives none");
    }
    f.op(CoreOp.RETURN, Attributes.NONE, Span.NONE, results);
    Module module =
        new Module(List.of(), List.of(f.finish(List.of(type), Attributes.NONE, Span.NONE)));
    try {
      ArrayCode code =
          Programs.loadAsItIs(module, "jvm", Loading.PLAIN.withKernels(target)).arrays(SYMBOL);
      return new Code.Made(code, type);
    } catch (IllegalArgumentException refused) {
      return new Code.Refused(why(String.valueOf(refused.getMessage())));
    }
  }

  private static String why(String message) {
    String prefix = "@" + SYMBOL + " has no code over arrays: ";
    return message.startsWith(prefix) ? message.substring(prefix.length()) : message;
  }

  private static Value constant(FunctionBuilder f, Object number) {
    Attribute value =
        switch (number) {
          case Double real -> Attribute.of(real);
          case Boolean truth -> Attribute.of(truth);
          default -> Attribute.of(((Number) number).longValue());
        };
    return f.opOf(
            CoreOp.CONST,
            List.of(type(number)),
            Attributes.of("value", value),
            Span.NONE,
            List.of())
        .result();
  }

  private Object run(Code.Made made, RowCall call) {
    List<Object> arrays = new ArrayList<>();
    for (Object operand : call.operands()) {
      Tensor tensor = tensor(operand);
      if (tensor != null) {
        arrays.add(Raw.array(tensor));
      }
    }
    TensorType type = made.result();
    Tensor result = Raw.zeros(DType.parse(type.element().text()), type.extents());
    arrays.add(Raw.array(result));
    KernelRunEvent event = new KernelRunEvent(target.name());
    long start = System.nanoTime();
    synchronized (made.code()) {
      made.code().call(arrays.toArray());
    }
    monitor().kernelRan(target.name(), start);
    event.commit();
    return result;
  }

  private static Monitor monitor() {
    return Session.current().monitor();
  }
}
