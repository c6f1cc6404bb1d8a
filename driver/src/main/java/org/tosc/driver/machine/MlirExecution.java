package org.tosc.driver.machine;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.tosc.backends.machines.mlir.exec.Argument;
import org.tosc.backends.machines.mlir.exec.MlirModel;
import org.tosc.backends.machines.mlir.exec.Program;
import org.tosc.backends.machines.mlir.ir.FloatKind;
import org.tosc.backends.machines.mlir.ir.Operation;
import org.tosc.backends.machines.mlir.ir.Type;
import org.tosc.driver.machine.Execution.Outcome;
import org.tosc.driver.machine.Execution.Request;
import org.tosc.tir.ir.Scalar;
import org.tosc.tir.source.Code;
import org.tosc.tir.source.Diagnostic;
import org.tosc.tir.source.Source;

/// A function of a text of MLIR, called once on the model.
///
/// Arguments behind the parameters are buffers for the tensors that it returns.
final class MlirExecution {
  private final Request request;
  private final ArtifactFaults faults;

  MlirExecution(Request request) {
    this.request = request;
    faults = new ArtifactFaults(request);
  }

  Outcome run() {
    String text = new String(request.artifact(), StandardCharsets.UTF_8);
    return switch (MlirModel.read(new Source(request.file(), text))) {
      case MlirModel.Outcome.Refused(List<Diagnostic> why) -> new Outcome.Failed(why);
      case MlirModel.Outcome.Ready(Program program) -> run(program);
    };
  }

  private Outcome run(Program program) {
    // Kernels of a GPU are launched, not called.
    List<String> all = program.functions().stream().filter(f -> !f.contains("::")).toList();
    List<String> hidden = hidden(program.operations());
    List<String> seen = all.stream().filter(f -> !hidden.contains(f)).toList();
    String name = faults.entry(seen, all);
    Type.Function type = name == null ? null : program.type(name);
    if (name == null || type == null) {
      return Outcome.failed(faults.noEntry(seen));
    }
    try {
      return run(program, name, type);
    } catch (IllegalArgumentException misfit) {
      String why = "`@" + name + "`: " + misfit.getMessage();
      return Outcome.failed(faults.fault(Code.E0911, why));
    }
  }

  /// Functions that others do not see.
  private static List<String> hidden(List<Operation> operations) {
    List<String> names = new ArrayList<>();
    for (Operation op : operations) {
      if (op.is("builtin.module")) {
        names.addAll(hidden(op.region(0).entry().operations()));
      } else if ("private".equals(op.text("sym_visibility"))) {
        names.add(String.valueOf(op.text("sym_name")));
      }
    }
    return names;
  }

  private Outcome run(Program program, String name, Type.Function type) {
    List<Execution.Argument> given = request.arguments();
    int inputs = type.inputs().size();
    long tensors = type.results().stream().filter(Type.Shaped.class::isInstance).count();
    if (given.size() != inputs && given.size() != inputs + tensors) {
      throw new IllegalArgumentException(expected(type, tensors));
    }
    List<Argument> passed = new ArrayList<>();
    for (int i = 0; i < inputs; i++) {
      passed.add(passed(given.get(i), type.inputs().get(i), i));
    }
    return switch (program.call(name, passed, request.mostCycles())) {
      case Program.Outcome.Stopped(Diagnostic why) -> Outcome.failed(why);
      case Program.Outcome.Done(var results, var counts) ->
          new Outcome.Returned(new MlirReport(name, counts, returned(results, type)));
    };
  }

  private String expected(Type.Function type, long tensors) {
    int inputs = type.inputs().size();
    String taken = "its type is `" + type + "`, so " + inputs;
    String needed = inputs == 1 ? " argument is needed" : " arguments are needed";
    String more =
        tensors == 0
            ? needed
            : needed + ", or " + (inputs + tensors) + " with buffers for what it returns";
    return taken + more + ", not " + request.arguments().size();
  }

  private static Argument passed(Execution.Argument argument, Type type, int position) {
    return switch (argument) {
      case Execution.Argument.Buffer buffer -> elements(buffer, type, position);
      case Execution.Argument.Whole(long value) when !(type instanceof Type.Floating) ->
          scalar(value);
      case Execution.Argument.F32(float value) when isFloat(type, FloatKind.F32) ->
          scalar(Float.floatToRawIntBits(value));
      case Execution.Argument.F64(double value) when isFloat(type, FloatKind.F64) ->
          scalar(Double.doubleToRawLongBits(value));
      case Execution.Argument.Whole _, Execution.Argument.F32 _, Execution.Argument.F64 _ ->
          throw new IllegalArgumentException(
              "argument " + (position + 1) + " is a `" + type + "`, not what is given");
    };
  }

  private static boolean isFloat(Type type, FloatKind kind) {
    return type instanceof Type.Floating(FloatKind found) && found == kind;
  }

  private static Argument scalar(long bits) {
    return new Argument.Scalar(bits);
  }

  private static Argument elements(Execution.Argument.Buffer buffer, Type type, int position) {
    if (type instanceof Type.Shaped shaped && !isOf(buffer.element(), shaped.element())) {
      throw new IllegalArgumentException(
          "argument "
              + (position + 1)
              + " is a `"
              + type
              + "`, and `"
              + buffer.name()
              + "` has elements of "
              + buffer.element());
    }
    return new Argument.Elements(MemorySegment.ofArray(buffer.bytes()), buffer.shape());
  }

  /// Whether elements are of a type of MLIR, whose integers mostly do not say whether they have a
  /// sign.
  private static boolean isOf(Scalar element, Type type) {
    return switch (type) {
      case Type.Floating(FloatKind kind) -> element.isFloat() && element.text().equals(text(kind));
      case Type.Int(int width, var _) ->
          !element.isFloat() && (width == element.bits() || (width == 1 && element == Scalar.I1));
      case Type.Index _ -> !element.isFloat() && element.bits() == Long.SIZE;
      case Type _ -> false;
    };
  }

  private static String text(FloatKind kind) {
    return switch (kind) {
      case F8E4M3FN -> Scalar.F8E4M3.text();
      case F8E5M2 -> Scalar.F8E5M2.text();
      case F16, BF16, F32, F64 -> kind.text();
    };
  }

  /// Puts tensors into the buffers behind the parameters, and gives numbers as text.
  private List<String> returned(List<Argument> results, Type.Function type) {
    int inputs = type.inputs().size();
    var left = request.arguments().subList(inputs, request.arguments().size()).iterator();
    List<String> numbers = new ArrayList<>();
    for (int i = 0; i < results.size(); i++) {
      Type of = type.results().get(i);
      switch (results.get(i)) {
        case Argument.Scalar(long bits) -> numbers.add(text(of, bits));
        case Argument.Elements(MemorySegment bytes, var _) when left.hasNext() ->
            put(bytes, (Type.Shaped) of, left.next());
        case Argument.Elements _ -> {}
      }
    }
    return numbers;
  }

  private static void put(MemorySegment result, Type.Shaped type, Execution.Argument into) {
    if (!(into instanceof Execution.Argument.Buffer buffer)
        || buffer.bytes().length != result.byteSize()
        || !isOf(buffer.element(), type.element())) {
      throw new IllegalArgumentException(
          "it returns a `" + type + "`, and no buffer for that is given");
    }
    MemorySegment.copy(result, ValueLayout.JAVA_BYTE, 0, buffer.bytes(), 0, buffer.bytes().length);
  }

  private static String text(Type type, long bits) {
    return switch (type) {
      case Type.Floating(FloatKind kind) -> kind.decode(bits) + " : " + type;
      case Type.Int(int width, var _) -> (bits << -width >> -width) + " : " + type;
      case Type _ -> bits + " : " + type;
    };
  }
}
