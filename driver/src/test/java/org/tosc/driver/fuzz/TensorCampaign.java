package org.tosc.driver.fuzz;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.tosc.backends.api.Loaded;
import org.tosc.driver.compare.Agreement;
import org.tosc.driver.tensor.EngineAttributes;
import org.tosc.driver.tensor.KernelTensors;
import org.tosc.driver.tensor.OracleTensors;
import org.tosc.rt.error.GuestError;
import org.tosc.rt.tensor.DType;
import org.tosc.rt.tensor.Tensor;
import org.tosc.rt.tensor.TensorFault;
import org.tosc.tir.ir.Attributes;
import org.tosc.tir.ir.CoreOp;
import org.tosc.tir.ir.Dim;
import org.tosc.tir.ir.Function;
import org.tosc.tir.ir.FunctionBuilder;
import org.tosc.tir.ir.Module;
import org.tosc.tir.ir.Operation;
import org.tosc.tir.ir.Scalar;
import org.tosc.tir.ir.TensorType;
import org.tosc.tir.ir.Type;
import org.tosc.tir.ir.TypeRule;
import org.tosc.tir.ir.Value;
import org.tosc.tir.source.Span;

/// Runs single tensor operations, many of them in one module: the interpreter has the oracle
/// compute them, compiled code the kernels. What the type rules refuse goes to oracle and kernels
/// as a call of dynamic code would; then both must refuse it in the same words.
final class TensorCampaign implements Campaign.Kind {
  private final Map<String, Long> used = new TreeMap<>();

  /// What a run of one operation gave: tensors or an error.
  private record Outcome(List<Tensor> results, String error) {
    @Override
    public String toString() {
      return error.isEmpty() ? results.toString() : error;
    }
  }

  @Override
  public String name() {
    return "tensor";
  }

  @Override
  public int batch() {
    return 50;
  }

  @Override
  public Map<String, Long> used() {
    return used;
  }

  @Override
  public List<Optional<Mismatch>> run(List<Choices> programs) {
    List<TensorProgram> made = programs.stream().map(TensorMaker::make).toList();
    List<@Nullable Function> typed = new ArrayList<>();
    for (int i = 0; i < made.size(); i++) {
      typed.add(function("t" + i, made.get(i)));
    }
    Module module = new Module(List.of(), typed.stream().filter(Objects::nonNull).toList());
    if (!Engines.complaints(module).isEmpty()) {
      throw new IllegalStateException(Engines.complaints(module).getFirst().toString());
    }
    Loaded interp = Engines.engine("interp").load(module);
    Loaded jvm = Engines.engine("jvm").load(module);
    List<Optional<Mismatch>> all = new ArrayList<>();
    for (int i = 0; i < made.size(); i++) {
      TensorProgram program = made.get(i);
      String symbol = "t" + i;
      Outcome expected =
          typed.get(i) == null ? dynamic(program, true) : compiled(interp, symbol, program);
      Outcome found =
          typed.get(i) == null ? dynamic(program, false) : compiled(jvm, symbol, program);
      count(program, expected, typed.get(i) != null);
      String difference = difference(program, expected, found);
      List<Integer> choices = programs.get(i).taken();
      all.add(
          Optional.ofNullable(difference).map(d -> mismatch(choices, program, d, expected, found)));
    }
    return all;
  }

  private Mismatch mismatch(
      List<Integer> choices, TensorProgram program, String what, Outcome expected, Outcome found) {
    return new Mismatch(
        name(), choices, program + "\n" + what, expected.toString(), found.toString());
  }

  /// Operations by the type of their first tensor, and how many ended in an error.
  private void count(TensorProgram program, Outcome outcome, boolean isTyped) {
    String dtype =
        program.tensors().stream().findFirst().map(t -> "(" + t.dtype() + ")").orElse("");
    used.merge(program.op().row().name() + dtype, 1L, Long::sum);
    if (!outcome.error.isEmpty()) {
      used.merge(isTyped ? "errors at run time" : "refused by type rules", 1L, Long::sum);
    }
  }

  private static @Nullable String difference(
      TensorProgram program, Outcome expected, Outcome found) {
    if (!expected.error.equals(found.error)) {
      return "other errors";
    }
    if (expected.results.size() != found.results.size()) {
      return "another number of results";
    }
    for (int i = 0; i < expected.results.size(); i++) {
      String difference =
          Agreement.difference(
              program.application(), expected.results.get(i), found.results.get(i));
      if (difference != null) {
        return difference;
      }
    }
    return null;
  }

  /// The operation as a function of its operands; null where the type rules refuse it.
  private static @Nullable Function function(String symbol, TensorProgram program) {
    FunctionBuilder builder = new FunctionBuilder(symbol);
    List<Value> params = new ArrayList<>();
    for (Object operand : program.operands()) {
      params.add(builder.param(type(operand, program.isOpen())));
    }
    List<Type> types = params.stream().map(Value::type).toList();
    try {
      program.op().infer(types, program.attributes());
    } catch (TypeRule.Mismatch refused) {
      return null;
    }
    Operation made = builder.op(program.op(), program.attributes(), Span.NONE, params);
    builder.op(CoreOp.RETURN, Attributes.NONE, Span.NONE, made.results());
    return builder.finish(
        made.results().stream().map(Value::type).toList(), Attributes.NONE, Span.NONE);
  }

  private static Type type(Object operand, boolean isOpen) {
    return switch (operand) {
      case Tensor t -> {
        List<Dim> shape = new ArrayList<>();
        for (long extent : t.shape()) {
          shape.add(isOpen ? Dim.unknown() : Dim.of(extent));
        }
        yield new TensorType(shape, scalar(t.dtype()));
      }
      case Long _ -> Scalar.I64;
      case Double _ -> Scalar.F64;
      default -> Scalar.I1;
    };
  }

  private static Scalar scalar(DType dtype) {
    return dtype.isBool() ? Scalar.I1 : Objects.requireNonNull(Scalar.parse(dtype.text()));
  }

  private static Outcome compiled(Loaded program, String symbol, TensorProgram made) {
    return outcome(() -> program.call(symbol, made.operands().toArray()));
  }

  private static Outcome dynamic(TensorProgram program, boolean byOracle) {
    var engine = byOracle ? new OracleTensors() : new KernelTensors();
    return outcome(
        () ->
            engine.apply(
                program.op().row().name(),
                program.operands().toArray(),
                EngineAttributes.of(program.attributes())));
  }

  private static Outcome outcome(Callable<@Nullable Object> run) {
    try {
      return switch (Engines.session().run(run)) {
        case Tensor t -> new Outcome(List.of(t), "");
        case Object[] several ->
            new Outcome(Arrays.stream(several).map(t -> (Tensor) t).toList(), "");
        case List<?> several -> new Outcome(several.stream().map(t -> (Tensor) t).toList(), "");
        case null, default -> new Outcome(List.of(), "internal: no tensor");
      };
    } catch (GuestError error) {
      return new Outcome(List.of(), error.kind() + ": " + error.getMessage());
    } catch (TensorFault fault) {
      return new Outcome(List.of(), fault.kind() + ": " + fault.text());
    } catch (Exception | LinkageError | AssertionError fault) {
      return new Outcome(List.of(), "internal: " + fault);
    }
  }
}
